import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { deviation, median } from '../../derivatives/index.ts';
import { identifiedHamiltonian } from '../../network/identified-function.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { StateBox } from '../posterior/index.ts';
import { quantile } from '../posterior/index.ts';

/** Of fewer means over a period single values are looked at. */
const LEAST_MEANS = 3;

/** The box of the smoothed states [q…, p…]; p as in `stateOf`. */
export function boxOf(pieces: readonly SmoothedPiece[], dof: number, masses: readonly number[] | null): StateBox {
  const low = new Float64Array(2 * dof).fill(Infinity);
  const high = new Float64Array(2 * dof).fill(-Infinity);
  for (const state of statesIn(pieces, dof, masses)) {
    state.forEach((value, k) => {
      low[k] = Math.min(low[k]!, value);
      high[k] = Math.max(high[k]!, value);
    });
  }
  return { low, high };
}

/**
 * How far Ĥ varies over the data: the middle 90 % of its means over one period, divided by the median of Σ |∂Ĥ/∂xₖ| · sdₖ, how far a deviation of each
 * coordinate moves it. Far below 1 when all data lie near one energy. Within a period Ĥ varies by noise, and on a limit cycle. When the period is
 * null, or the data last too few for means to tell, single values count.
 */
export function energySpread(
  model: IdentifiedHamiltonian,
  pieces: readonly SmoothedPiece[],
  period: number | null,
): number {
  const energy = identifiedHamiltonian(model);
  const states = statesIn(pieces, model.dof, model.masses);
  const deviations = Array.from({ length: 2 * model.dof }, (_, k) =>
    deviation(Float64Array.from(states, (state) => state[k]!)),
  );
  const gradient = new Float64Array(2 * model.dof);
  const reaches = states.map((state) => {
    energy.gradient(state, gradient);
    return gradient.reduce((sum, slope, k) => sum + Math.abs(slope) * deviations[k]!, 0);
  });
  const values = states.map((state) => energy.value(state));
  const means = period === null ? [] : meansOverPeriods(values, pieces, period);
  const sorted = Float64Array.from(means.length < LEAST_MEANS ? values : means).sort();
  const reach = median(reaches);
  return reach > 0 ? (quantile(sorted, 0.95) - quantile(sorted, 0.05)) / reach : 0;
}

/** Means over as many equal parts of each piece as it has whole periods; a shorter piece has one. */
function meansOverPeriods(values: readonly number[], pieces: readonly SmoothedPiece[], period: number): number[] {
  let first = 0;
  return pieces.flatMap(({ times }) => {
    const own = values.slice(first, (first += times.length));
    const parts = Math.max(1, Math.floor((times.at(-1)! - times[0]!) / period + 0.1));
    return Array.from({ length: parts }, (_, part) => {
      const from = Math.floor((part * own.length) / parts);
      const to = Math.floor(((part + 1) * own.length) / parts);
      return own.slice(from, to).reduce((sum, value) => sum + value / (to - from), 0);
    });
  });
}

/** The smoothed state [q…, p…] at a row of a piece; for positions only p is mass times q̇, or q̇ itself without masses. */
export function stateOf(
  { smooth, rates, times }: SmoothedPiece,
  row: number,
  dof: number,
  masses: readonly number[] | null,
): Float64Array<ArrayBuffer> {
  const channels = smooth.length / times.length;
  const own = smooth.subarray(row * channels, (row + 1) * channels);
  if (channels === 2 * dof) return Float64Array.from(own);
  const rate = rates.subarray(row * channels, (row + 1) * channels);
  return Float64Array.of(...own, ...rate.map((value, k) => (masses?.[k] ?? 1) * value));
}

/** The smoothed states of all rows of all pieces, see `stateOf`. */
export function statesIn(
  pieces: readonly SmoothedPiece[],
  dof: number,
  masses: readonly number[] | null,
): readonly Float64Array[] {
  return pieces.flatMap((piece) => Array.from(piece.times, (_, row) => stateOf(piece, row, dof, masses)));
}
