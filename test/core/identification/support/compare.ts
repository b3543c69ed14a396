import type { Identification } from '../../../../core/identification/identification.ts';
import type { IdentifiedHamiltonian } from '../../../../core/network/index.ts';
import { evaluateField, hamiltonianOf } from '../../../../core/network/index.ts';
import type { Measured } from './motions.ts';
import type { Field } from './sources.ts';

/**
 * Largest difference of two energies over states, their mean difference taken off, as a share of the range of the first.
 * @param states (n, 2d)   @param moved the same states as the other model knows them   @param unit of the other energy
 */
export function energyDifference(
  one: IdentifiedHamiltonian,
  other: IdentifiedHamiltonian,
  { states, moved = states, unit = 1 }: { states: Float64Array; moved?: Float64Array; unit?: number },
): number {
  const [first, second] = [energiesAt(one, states), energiesAt(other, moved)];
  const differences = first.map((value, i) => second[i]! / unit - value);
  const mean = differences.reduce((sum, value) => sum + value / differences.length, 0);
  const largest = Math.max(...differences.map((value) => Math.abs(value - mean)));
  return largest / (Math.max(...first) - Math.min(...first));
}

function energiesAt(model: IdentifiedHamiltonian, states: Float64Array): Float64Array {
  const energy = hamiltonianOf(model)!;
  const size = 2 * model.dof;
  return Float64Array.from({ length: states.length / size }, (_, i) =>
    energy.value(states.subarray(i * size, (i + 1) * size)),
  );
}

/** One list after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => Array.from(part)));
}

/** Relative error of the learned field (q̇, ṗ) at measured states of one degree of freedom, in the root mean square. */
export function fieldError({ model }: Identification, motions: readonly Measured[], truth: Field): number {
  const states = joined(motions.map((motion) => motion.states));
  const learned = evaluateField(model, states, states.length / 2);
  let [wrong, all] = [0, 0];
  for (let i = 0; i < states.length; i += 2) {
    truth(states[i]!, states[i + 1]!, 0).forEach((value, k) => {
      wrong += (learned[i + k]! - value) ** 2;
      all += value ** 2;
    });
  }
  return Math.sqrt(wrong / all);
}

/** Every number in some plain data. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Float64Array) return Array.from(value);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
