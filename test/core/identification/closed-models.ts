import type { EnergyTerm, ForceTerm, IdentifiedHamiltonian } from '../../../core/network/identified-hamiltonian.ts';
import type { Posterior } from '../../../core/identification/identification.ts';

/** A model without neurons, of terms and forces whose motion is known in closed form. Coefficients: terms, then forces. */
export function closedModel(
  terms: readonly EnergyTerm[],
  coefficients: readonly number[],
  { masses = [1], forces = [] }: { masses?: readonly number[] | null; forces?: readonly ForceTerm[] } = {},
): IdentifiedHamiltonian {
  return {
    kind: 'identified-hamiltonian',
    dof: masses?.length ?? 1,
    width: 0,
    inputs: [],
    weights: new Float64Array(0),
    biases: new Float64Array(0),
    terms,
    forces,
    masses,
    coefficients: Float64Array.from(coefficients),
    constant: 0,
  };
}

/** u_a u_b, halved when a = b; coordinates are taken as they are. */
export function product(a: number, b: number, centre = 0): EnergyTerm {
  return { kind: 'product', coordinates: [a, b], centres: [centre, centre], scales: [1, 1] };
}

/** Independent errors of the coefficients. */
export function independent(deviations: readonly number[]): Posterior {
  const n = deviations.length;
  const factor = new Float64Array(n * n);
  deviations.forEach((deviation, j) => (factor[j * n + j] = deviation));
  return { factor };
}

/** −2 … 2 for each of the coordinates. */
export function box(size = 2) {
  return { low: new Float64Array(size).fill(-2), high: new Float64Array(size).fill(2) };
}

/** count + 1 times from 0 to `end`. */
export function evenTimes(end: number, count: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count + 1 }, (_, i) => (end * i) / count);
}
