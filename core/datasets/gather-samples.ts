import type { Samples } from './dataset.ts';
import type { TrajectoryPiece } from './split.ts';

/** Joins the rows of pieces that carry trustworthy derivatives (`fitRange`) into one list of samples, in order. */
export function gatherSamples(dof: number, pieces: readonly TrajectoryPiece[]): Samples {
  const size = 2 * dof;
  const ranges = fittedRows(pieces);
  const count = ranges.reduce((sum, { low, high }) => sum + high - low, 0);
  const states = new Float64Array(count * size);
  const derivatives = new Float64Array(count * size);
  let at = 0;
  for (const { trajectory, low, high } of ranges) {
    states.set(trajectory.states.subarray(low * size, high * size), at);
    derivatives.set(trajectory.derivatives.subarray(low * size, high * size), at);
    at += (high - low) * size;
  }
  return { dof, count, states, derivatives };
}

/** The rows of pieces that carry trustworthy derivatives, half-open ranges that may be empty. */
export function fittedRows(pieces: readonly TrajectoryPiece[]) {
  return pieces.map(({ trajectory, from, to }) => {
    const low = Math.max(from, trajectory.fitRange[0]);
    return { trajectory, low, high: Math.max(low, Math.min(to, trajectory.fitRange[1])) };
  });
}
