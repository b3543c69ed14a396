import { sechSquared } from './exponential';
import { multiplyAdd } from './simd';

/** See `Kernels.writeSlopes`. */
export function writeSlopes(states: usize, components: i32, weights: usize, biases: usize, from: i32, to: i32, points: i32, valid: i32, out: usize): void {
  const stride = <usize>points * 8;
  for (let i = from; i < to; i++) {
    const bias = v128.load64_splat(biases + <usize>i * 8);
    const w = weights + <usize>(i * components) * 8;
    for (let k: usize = 0; k < stride; k += 32) {
      let z0 = bias;
      let z1 = bias;
      let x = states + k;
      for (let c = 0; c < components; c++) {
        const weight = v128.load64_splat(w + <usize>c * 8);
        z0 = multiplyAdd(weight, v128.load(x), z0);
        z1 = multiplyAdd(weight, v128.load(x, 16), z1);
        x += stride;
      }
      v128.store(out + k, sechSquared(z0));
      v128.store(out + k, sechSquared(z1), 16);
    }
    for (let k = valid; k < points; k++) store<f64>(out + <usize>k * 8, 0.0);
    out += stride;
  }
}
