import {
  denominator,
  halfPower,
  negativeSize,
  remainder,
  shiftedCount,
  slopeNumerator,
  smallTanh,
} from './exponential';
import { bytesOf, multiplyAdd } from './simd';

/** See `Kernels.writeSlopes`. Two vectors at a time, to have something to do while an exponential waits for itself. */
export function writeSlopes(
  states: usize,
  inputs: i32,
  weights: usize,
  biases: usize,
  from: i32,
  to: i32,
  points: i32,
  valid: i32,
  out: usize,
): void {
  const stride = bytesOf(points);
  for (let j = from; j < to; j++) {
    const bias = v128.load64_splat(biases + bytesOf(j));
    const w = weights + bytesOf(j * inputs);
    const end = w + bytesOf(inputs);
    for (let k: usize = 0; k < stride; k += 32) {
      let z0 = bias;
      let z1 = bias;
      let x = states + k;
      for (let at = w; at < end; at += 8) {
        const weight = v128.load64_splat(at);
        z0 = multiplyAdd(weight, v128.load(x), z0);
        z1 = multiplyAdd(weight, v128.load(x, 16), z1);
        x += stride;
      }
      storeSlopes(z0, z1, out + k);
    }
    for (let k = bytesOf(valid); k < stride; k += 8) store<f64>(out + k, 0);
    out += stride;
  }
}

/** See `Kernels.writeColumn`. */
export function writeColumn(slopes: usize, points: i32, scales: usize, components: i32, out: usize): void {
  const stride = bytesOf(points);
  for (let c = 0; c < components; c++) {
    const scale = v128.load64_splat(scales + bytesOf(c));
    for (let k: usize = 0; k < stride; k += 32) {
      v128.store(out + k, f64x2.mul(v128.load(slopes + k), scale));
      v128.store(out + k, f64x2.mul(v128.load(slopes + k, 16), scale), 16);
    }
    out += stride;
  }
}

@inline
function storeSlopes(z0: v128, z1: v128, out: usize): void {
  const size0 = negativeSize(z0);
  const size1 = negativeSize(z1);
  const shifted0 = shiftedCount(size0);
  const shifted1 = shiftedCount(size1);
  const T0 = smallTanh(remainder(size0, shifted0));
  const T1 = smallTanh(remainder(size1, shifted1));
  const h0 = halfPower(shifted0);
  const h1 = halfPower(shifted1);
  const D0 = denominator(T0, h0);
  const D1 = denominator(T1, h1);
  v128.store(out, f64x2.div(slopeNumerator(T0, h0), f64x2.mul(D0, D0)));
  v128.store(out, f64x2.div(slopeNumerator(T1, h1), f64x2.mul(D1, D1)), 16);
}
