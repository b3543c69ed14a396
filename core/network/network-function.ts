import { vectorFieldFromGradient } from '../phase-space.ts';
import type { HamiltonianFunction } from '../phase-space.ts';
import { sechSquared } from './hidden-layer.ts';
import type { SampledHamiltonian } from './sampled-hamiltonian.ts';

/**
 * Gives a learned model the interface that integrators and metrics use:
 * Ĥ(x) = Σⱼ cⱼ tanh(zⱼ) + c₀, ∇Ĥ(x) = Σⱼ cⱼ sech²(zⱼ) wⱼ, zⱼ = wⱼ·x + bⱼ. Never separable, even when the true H is.
 * Neither function allocates; both cost one exponential per neuron.
 */
export function networkFunction(model: SampledHamiltonian): HamiltonianFunction {
  const { dof, width, weights, biases, coefficients, constant } = model;
  const size = 2 * dof;
  return {
    dof,
    isSeparable: false,
    gradientRounding: gradientRounding(model),
    value: (x) => {
      let sum = constant;
      for (let j = 0, at = 0; j < width; j++, at += size) {
        let z = biases[j]!;
        for (let k = 0; k < size; k++) z += weights[at + k]! * x[k]!;
        sum += coefficients[j]! * Math.tanh(z);
      }
      return sum;
    },
    gradient:
      dof === 1
        ? planarGradient(model)
        : (x, out) => {
            out.fill(0, 0, size);
            for (let j = 0, at = 0; j < width; j++, at += size) {
              let z = biases[j]!;
              for (let k = 0; k < size; k++) z += weights[at + k]! * x[k]!;
              const slope = coefficients[j]! * sechSquared(z);
              for (let k = 0; k < size; k++) out[k]! += slope * weights[at + k]!;
            }
          },
  };
}

/**
 * ε · maxₖ √(Σⱼ (cⱼ wⱼₖ)²): the terms of ∂Ĥ/∂xₖ can be many orders larger than their sum, and their rounding errors add like independent ones.
 */
function gradientRounding({ dof, width, weights, coefficients }: SampledHamiltonian): number {
  const size = 2 * dof;
  let largest = 0;
  for (let k = 0; k < size; k++) {
    let squared = 0;
    for (let j = 0; j < width; j++) squared += (coefficients[j]! * weights[j * size + k]!) ** 2;
    largest = Math.max(largest, squared);
  }
  return Number.EPSILON * Math.sqrt(largest);
}

/** ∇Ĥ for one degree of freedom with the sums kept in registers: measured 17 instead of 25 ns per neuron. Same order of operations. */
function planarGradient({ width, weights, biases, coefficients }: SampledHamiltonian) {
  return (x: Float64Array, out: Float64Array): void => {
    const q = x[0]!;
    const p = x[1]!;
    let sumQ = 0;
    let sumP = 0;
    for (let j = 0, at = 0; j < width; j++, at += 2) {
      const weightQ = weights[at]!;
      const weightP = weights[at + 1]!;
      const slope = coefficients[j]! * sechSquared(biases[j]! + weightQ * q + weightP * p);
      sumQ += slope * weightQ;
      sumP += slope * weightP;
    }
    out[0] = sumQ;
    out[1] = sumP;
  };
}

/** Ĥ at `count` states. @param states (count, 2d) row-major @returns (count) */
export function evaluateEnergies(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const learned = networkFunction(model);
  const size = 2 * model.dof;
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = learned.value(states.subarray(i * size, (i + 1) * size));
  return out;
}

/** ẋ̂ = J∇Ĥ at `count` states. @param states (count, 2d) row-major @returns (count, 2d), [q̇, ṗ] per row */
export function evaluateVectorField(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const learned = networkFunction(model);
  const size = 2 * model.dof;
  const out = new Float64Array(count * size);
  const slope = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    learned.gradient(states.subarray(i * size, (i + 1) * size), slope);
    vectorFieldFromGradient(slope, out.subarray(i * size, (i + 1) * size));
  }
  return out;
}

/** ∇Ĥ at `count` states. @param states (count, 2d) row-major @returns (count, 2d), [∂Ĥ/∂q, ∂Ĥ/∂p] per row */
export function evaluateGradients(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const learned = networkFunction(model);
  const size = 2 * model.dof;
  const out = new Float64Array(count * size);
  for (let i = 0; i < count; i++) {
    learned.gradient(states.subarray(i * size, (i + 1) * size), out.subarray(i * size, (i + 1) * size));
  }
  return out;
}
