import { threadMemory } from './model-memory.ts';
import type { ModelMemory } from './model-memory.ts';
import type { SampledHamiltonian } from './sampled-hamiltonian.ts';

/** Points per call of the kernel: their sums stay in the first cache while the weights pass by once. */
const TILE = 32;

/** Ĥ and ∇Ĥ at several states. */
export interface EnergiesAndGradients {
  /** (count) */
  readonly energies: Float64Array<ArrayBuffer>;
  /** (count, 2d), [∂Ĥ/∂q, ∂Ĥ/∂p] per row */
  readonly gradients: Float64Array<ArrayBuffer>;
}

/**
 * Ĥ and ∇Ĥ at `count` states, which share one exponential per neuron and state. The digits at a state do not depend on the states beside it.
 * `networkFunction` adds the neurons up in another order: its values differ by rounding, at most about N ε Σⱼ |cⱼ| and N ε Σⱼ |cⱼ wⱼₖ|.
 * @param states (count, 2d) row-major   @throws CoreError `out-of-memory`
 */
export function evaluateHamiltonian(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
  memory: ModelMemory = threadMemory(),
): EnergiesAndGradients {
  const { dof, width, constant } = model;
  const size = 2 * dof;
  const tile = 8 * TILE;
  const block = memory.reserve((2 * size + 1) * tile + 8 * (size + 2) * width);
  const gradientsAt = block + size * tile;
  const energiesAt = gradientsAt + size * tile;
  const weightsAt = energiesAt + tile;
  const biasesAt = weightsAt + 8 * size * width;
  const coefficientsAt = biasesAt + 8 * width;
  const { kernels, floats } = memory;
  floats.set(model.weights, weightsAt / 8);
  floats.set(model.biases, biasesAt / 8);
  floats.set(model.coefficients, coefficientsAt / 8);

  const energies = new Float64Array(count);
  const gradients = new Float64Array(count * size);
  for (let from = 0; from < count; from += TILE) {
    const valid = Math.min(TILE, count - from);
    // The points from `valid` on are whatever stands there: nobody reads what comes of them.
    const points = 4 * Math.ceil(valid / 4);
    for (let k = 0; k < size; k++) {
      const row = block / 8 + k * points;
      for (let i = 0; i < valid; i++) floats[row + i] = states[(from + i) * size + k]!;
    }
    kernels.evaluateTile(block, size, weightsAt, biasesAt, coefficientsAt, width, points, energiesAt, gradientsAt);
    for (let i = 0; i < valid; i++) energies[from + i] = floats[energiesAt / 8 + i]! + constant;
    for (let k = 0; k < size; k++) {
      const row = gradientsAt / 8 + k * points;
      for (let i = 0; i < valid; i++) gradients[(from + i) * size + k] = floats[row + i]!;
    }
  }
  memory.release(block);
  return { energies, gradients };
}

/** Ĥ at `count` states. @param states (count, 2d) row-major @returns (count) */
export function evaluateEnergies(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  return evaluateHamiltonian(model, states, count).energies;
}

/** ∇Ĥ at `count` states. @param states (count, 2d) row-major @returns (count, 2d), [∂Ĥ/∂q, ∂Ĥ/∂p] per row */
export function evaluateGradients(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  return evaluateHamiltonian(model, states, count).gradients;
}

/** ẋ̂ = J∇Ĥ at `count` states. @param states (count, 2d) row-major @returns (count, 2d), [q̇, ṗ] per row */
export function evaluateVectorField(
  model: SampledHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const { dof } = model;
  const field = evaluateGradients(model, states, count);
  // As `vectorFieldFromGradient` does, but in place and without two views per state.
  for (let row = 0; row < field.length; row += 2 * dof) {
    for (let k = row; k < row + dof; k++) {
      const slope = field[k]!;
      field[k] = field[k + dof]!;
      field[k + dof] = -slope;
    }
  }
  return field;
}
