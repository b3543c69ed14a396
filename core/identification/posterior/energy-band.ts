import { energyColumnCount, energyColumns, gradientColumns } from '../../network/identified-columns.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { Posterior } from '../identification.ts';
import { checkFactor, linearDeviation } from './sample-coefficients.ts';

/** States per batch of columns: a grid of them need not stand in memory at once. */
const BATCH = 256;

/**
 * One standard deviation of Ĥ(x) − Ĥ(anchor): |Lᵀ(φ(x) − φ(anchor))|, φ the columns of Ĥ. Ĥ itself has none, as its constant is free.
 * @param states (count, 2d)   @param anchorState (2d)   @returns (count)   @throws CoreError `bad-argument`
 */
export function energyDeviations(
  model: IdentifiedHamiltonian,
  posterior: Posterior,
  states: Float64Array,
  count: number,
  anchorState: Float64Array,
): Float64Array<ArrayBuffer> {
  const anchor = energyColumns(model, anchorState, 1);
  return deviations(model, posterior, states, count, 1, (from, batch) => {
    const columns = energyColumns(model, from, batch);
    for (let i = 0; i < columns.length; i++) columns[i]! -= anchor[i % anchor.length]!;
    return columns;
  });
}

/**
 * One standard deviation of each component of ∇Ĥ.
 * @param states (count, 2d)   @returns (count, 2d)   @throws CoreError `bad-argument`
 */
export function gradientDeviations(
  model: IdentifiedHamiltonian,
  posterior: Posterior,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  return deviations(model, posterior, states, count, 2 * model.dof, (from, batch) =>
    gradientColumns(model, from, batch),
  );
}

/** @param columnsOf gives (batch, perState, energy columns) for some states   @returns (count, perState) */
function deviations(
  model: IdentifiedHamiltonian,
  posterior: Posterior,
  states: Float64Array,
  count: number,
  perState: number,
  columnsOf: (states: Float64Array, batch: number) => Float64Array,
): Float64Array<ArrayBuffer> {
  const n = model.coefficients.length;
  const size = 2 * model.dof;
  const width = energyColumnCount(model);
  checkFactor(posterior, n);
  const out = new Float64Array(count * perState);
  const work = new Float64Array(n);
  for (let from = 0; from < count; from += BATCH) {
    const batch = Math.min(BATCH, count - from);
    const columns = columnsOf(states.subarray(from * size, (from + batch) * size), batch);
    for (let row = 0; row < batch * perState; row++) {
      const derivative = columns.subarray(row * width, (row + 1) * width);
      out[from * perState + row] = linearDeviation(posterior.factor, derivative, n, work);
    }
  }
  return out;
}
