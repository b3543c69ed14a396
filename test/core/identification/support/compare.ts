import type { IdentifiedHamiltonian } from '../../../../core/network/index.ts';
import { hamiltonianOf } from '../../../../core/network/index.ts';

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
