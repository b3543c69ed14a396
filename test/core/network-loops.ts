import type { SampledHamiltonian } from '../../core/network/index.ts';
import { createRandom } from '../../core/random.ts';

/** A model with weights, biases and coefficients from N(0, 1). */
export function randomModel(dof: number, width: number): SampledHamiltonian {
  const random = createRandom(11, `network-${dof}-${width}`);
  const draw = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  return {
    kind: 'sampled-hamiltonian',
    dof,
    width,
    weights: draw(2 * dof * width),
    biases: draw(width),
    coefficients: draw(width),
    constant: 0.7,
  };
}

/** Ĥ(x) by the obvious loop. */
export function loopValue(
  { dof, width, weights, biases, coefficients, constant }: SampledHamiltonian,
  x: Float64Array,
) {
  const size = 2 * dof;
  let sum = constant;
  for (let j = 0; j < width; j++) {
    let z = biases[j]!;
    for (let k = 0; k < size; k++) z += weights[j * size + k]! * x[k]!;
    sum += coefficients[j]! * Math.tanh(z);
  }
  return sum;
}

/** ∇Ĥ(x) by the obvious loop, with sech² z = 4e/(1 + e)², e = exp(−2|z|). */
export function loopGradient(
  { dof, width, weights, biases, coefficients }: SampledHamiltonian,
  x: Float64Array,
  out: Float64Array,
): void {
  const size = 2 * dof;
  out.fill(0, 0, size);
  for (let j = 0, at = 0; j < width; j++, at += size) {
    let z = biases[j]!;
    for (let k = 0; k < size; k++) z += weights[at + k]! * x[k]!;
    const e = Math.exp(-2 * Math.abs(z));
    const slope = (coefficients[j]! * 4 * e) / ((1 + e) * (1 + e));
    for (let k = 0; k < size; k++) out[k]! += slope * weights[at + k]!;
  }
}

/**
 * How far two ways to sum Ĥ (first entry) and ∇Ĥ (the others) may lie apart: for each, ε Σⱼ |cⱼ wⱼₖ| (N + 8 + 2d Zⱼ), Zⱼ = |bⱼ| + Σₖ |wⱼₖ xₖ|.
 * N for the order of the sums, 8 for tanh and sech² within 4 units on either side, and zⱼ is off by half of 2d ε Zⱼ on either side while the slopes of tanh
 * and sech² are at most 1. For Ĥ the weight is 1.
 */
export function roundingBounds(model: SampledHamiltonian, x: Float64Array): Float64Array {
  const { dof, width, weights, biases, coefficients, constant } = model;
  const size = 2 * dof;
  const bounds = new Float64Array(1 + size);
  bounds[0] = Math.abs(constant) * width;
  for (let j = 0; j < width; j++) {
    let terms = Math.abs(biases[j]!);
    for (let k = 0; k < size; k++) terms += Math.abs(weights[j * size + k]! * x[k]!);
    const share = Math.abs(coefficients[j]!) * (width + 8 + size * terms);
    bounds[0] += share;
    for (let k = 0; k < size; k++) bounds[1 + k]! += share * Math.abs(weights[j * size + k]!);
  }
  return bounds.map((bound) => bound * Number.EPSILON);
}
