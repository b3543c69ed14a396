import {
  denominator,
  halfPower,
  inverse,
  negativeSize,
  remainder,
  sechSquared,
  shiftedCount,
  slopeNumerator,
  smallTanh,
  tanhNumerator,
  withSign,
} from './exponential';
import { bytesOf, laneSum, multiplyAdd } from './simd';

/**
 * See `Kernels.evaluateTile`. Neuron by neuron, so that no sum waits for the one before. The sums of four points are finished while the
 * exponentials of the next four are under way: one after the other, the whole is a sixth slower.
 */
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
    let z0 = bias;
    let z1 = bias;
    let T0 = bias;
    let T1 = bias;
    let shifted0 = bias;
    let shifted1 = bias;
    for (let next: usize = 0; next <= stride; next += 32) {
      const sign0 = z0;
      const sign1 = z1;
      const t0 = T0;
      const t1 = T1;
      const h0 = halfPower(shifted0);
      const h1 = halfPower(shifted1);
      if (next < stride) {
        z0 = bias;
        z1 = bias;
        let x = states + next;
        for (let w = weights; w < end; w += 8) {
          const weight = v128.load64_splat(w);
          z0 = multiplyAdd(weight, v128.load(x), z0);
          z1 = multiplyAdd(weight, v128.load(x, 16), z1);
          x += stride;
        }
        const size0 = negativeSize(z0);
        const size1 = negativeSize(z1);
        shifted0 = shiftedCount(size0);
        shifted1 = shiftedCount(size1);
        T0 = smallTanh(remainder(size0, shifted0));
        T1 = smallTanh(remainder(size1, shifted1));
      }
      if (next == 0) continue;
      const inverse0 = inverse(denominator(t0, h0));
      const inverse1 = inverse(denominator(t1, h1));
      const scaled0 = f64x2.mul(inverse0, coefficient);
      const scaled1 = f64x2.mul(inverse1, coefficient);
      const energy = energies + next - 32;
      addTo(energy, withSign(f64x2.mul(tanhNumerator(t0, h0), scaled0), sign0));
      addTo(energy + 16, withSign(f64x2.mul(tanhNumerator(t1, h1), scaled1), sign1));
      const slope0 = f64x2.mul(f64x2.mul(slopeNumerator(t0, h0), inverse0), scaled0);
      const slope1 = f64x2.mul(f64x2.mul(slopeNumerator(t1, h1), inverse1), scaled1);
      let g = gradients + next - 32;
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

@inline
function addTo(at: usize, amount: v128): void {
  v128.store(at, f64x2.add(v128.load(at), amount));
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
