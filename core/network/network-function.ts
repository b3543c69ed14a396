import type { HamiltonianFunction } from '../phase-space.ts';
import { threadMemory } from './model-memory.ts';
import type { ModelMemory } from './model-memory.ts';
import type { SampledHamiltonian } from './sampled-hamiltonian.ts';

/**
 * Gives a learned model the interface that integrators and metrics use:
 * Ĥ(x) = Σⱼ cⱼ tanh(zⱼ) + c₀, ∇Ĥ(x) = Σⱼ cⱼ sech²(zⱼ) wⱼ, zⱼ = wⱼ·x + bⱼ. Never separable, even when the true H is.
 * For one state at a time; `evaluateHamiltonian` is for many. Neither function allocates; both cost one exponential per neuron.
 */
export function networkFunction(model: SampledHamiltonian, memory: ModelMemory = threadMemory()): HamiltonianFunction {
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
    gradient: gradientFunction(model, memory),
  };
}

/**
 * ∇Ĥ at one state. The model is written into the memory at the first call, and again when others have taken its place since: one input's weights
 * side by side, and neurons without effect up to a multiple of four.
 */
function gradientFunction({ dof, width, weights, biases, coefficients }: SampledHamiltonian, memory: ModelMemory) {
  const size = 2 * dof;
  const padded = 4 * Math.ceil(width / 4);
  const { kernels } = memory;
  let generation = NaN;
  let { floats } = memory;
  let [weightsAt, biasesAt, coefficientsAt, stateAt, slopeAt] = [0, 0, 0, 0, 0];

  const write = () => {
    weightsAt = memory.reserve(8 * (size + 2) * padded + 16 * size);
    ({ floats, generation } = memory);
    biasesAt = weightsAt + 8 * size * padded;
    coefficientsAt = biasesAt + 8 * padded;
    stateAt = coefficientsAt + 8 * padded;
    slopeAt = stateAt + 8 * size;
    floats.fill(0, weightsAt / 8, stateAt / 8);
    for (let k = 0; k < size; k++) {
      const row = weightsAt / 8 + k * padded;
      for (let j = 0; j < width; j++) floats[row + j] = weights[j * size + k]!;
    }
    floats.set(biases, biasesAt / 8);
    floats.set(coefficients, coefficientsAt / 8);
  };

  return (x: Float64Array, out: Float64Array): void => {
    if (generation !== memory.generation) write();
    for (let k = 0; k < size; k++) floats[stateAt / 8 + k] = x[k]!;
    kernels.gradientAt(stateAt, size, weightsAt, biasesAt, coefficientsAt, padded, slopeAt);
    for (let k = 0; k < size; k++) out[k] = floats[slopeAt / 8 + k]!;
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
