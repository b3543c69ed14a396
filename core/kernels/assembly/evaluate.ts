import {
  denominator,
  halfPower,
  halvings,
  inverse,
  negativeSize,
  remainder,
  sechSquared,
  slopeNumerator,
  smallTanh,
  tanhNumerator,
  withSign,
} from './exponential';
import { bytesOf, laneSum, multiplyAdd } from './simd';

/** See `Kernels.evaluateTile`. Neuron by neuron: no sum waits for the one before, and the tile's sums stay in the first cache. */
export function evaluateTile(
  states: usize,
  inputs: i32,
  weights: usize,
  biases: usize,
  coefficients: usize,
  neurons: i32,
  points: i32,
  energies: usize,
  gradients: usize,
): void {
  const stride = bytesOf(points);
  const perNeuron = bytesOf(inputs);
  memory.fill(energies, 0, stride);
  memory.fill(gradients, 0, stride * <usize>inputs);
  for (let j = 0; j < neurons; j++) {
    const bias = v128.load64_splat(biases + bytesOf(j));
    const coefficient = v128.load64_splat(coefficients + bytesOf(j));
    const end = weights + perNeuron;
    for (let k: usize = 0; k < stride; k += 32) {
      let z0 = bias;
      let z1 = bias;
      let x = states + k;
      for (let w = weights; w < end; w += 8) {
        const weight = v128.load64_splat(w);
        z0 = multiplyAdd(weight, v128.load(x), z0);
        z1 = multiplyAdd(weight, v128.load(x, 16), z1);
        x += stride;
      }
      const size0 = negativeSize(z0);
      const size1 = negativeSize(z1);
      const n0 = halvings(size0);
      const n1 = halvings(size1);
      const T0 = smallTanh(remainder(size0, n0));
      const T1 = smallTanh(remainder(size1, n1));
      const h0 = halfPower(n0);
      const h1 = halfPower(n1);
      const inverse0 = inverse(denominator(T0, h0));
      const inverse1 = inverse(denominator(T1, h1));
      const scaled0 = f64x2.mul(inverse0, coefficient);
      const scaled1 = f64x2.mul(inverse1, coefficient);
      const energy = energies + k;
      v128.store(energy, f64x2.add(v128.load(energy), withSign(f64x2.mul(tanhNumerator(T0, h0), scaled0), z0)));
      v128.store(energy, f64x2.add(v128.load(energy, 16), withSign(f64x2.mul(tanhNumerator(T1, h1), scaled1), z1)), 16);
      const slope0 = f64x2.mul(f64x2.mul(slopeNumerator(T0, h0), inverse0), scaled0);
      const slope1 = f64x2.mul(f64x2.mul(slopeNumerator(T1, h1), inverse1), scaled1);
      let g = gradients + k;
      for (let w = weights; w < end; w += 8) {
        const weight = v128.load64_splat(w);
        v128.store(g, multiplyAdd(weight, slope0, v128.load(g)));
        v128.store(g, multiplyAdd(weight, slope1, v128.load(g, 16)), 16);
        g += stride;
      }
    }
    weights = end;
  }
}

/** See `Kernels.gradientAt`. */
export function gradientAt(
  state: usize,
  inputs: i32,
  weights: usize,
  biases: usize,
  coefficients: usize,
  neurons: i32,
  out: usize,
): void {
  const stride = bytesOf(neurons);
  const length = bytesOf(inputs);
  memory.fill(out, 0, length);
  for (let j: usize = 0; j < stride; j += 32) {
    let z0 = v128.load(biases + j);
    let z1 = v128.load(biases + j, 16);
    let w = weights + j;
    for (let i: usize = 0; i < length; i += 8) {
      const x = v128.load64_splat(state + i);
      z0 = multiplyAdd(v128.load(w), x, z0);
      z1 = multiplyAdd(v128.load(w, 16), x, z1);
      w += stride;
    }
    const s0 = f64x2.mul(sechSquared(z0), v128.load(coefficients + j));
    const s1 = f64x2.mul(sechSquared(z1), v128.load(coefficients + j, 16));
    w = weights + j;
    for (let i: usize = 0; i < length; i += 8) {
      const sum = laneSum(multiplyAdd(s0, v128.load(w), f64x2.mul(s1, v128.load(w, 16))));
      store<f64>(out + i, load<f64>(out + i) + sum);
      w += stride;
    }
  }
}
