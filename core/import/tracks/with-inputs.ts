import type { Trajectory } from '../../datasets/dataset.ts';
import type { Columns } from './columns.ts';
import { notFiniteError } from './track-errors.ts';
import type { Track } from './track.ts';

/**
 * The trajectory with the known inputs of its track beside it, (n, m) in the order of `inputs`, as they come out of the steps: nothing
 * is smoothed or differentiated. Without inputs it stays as it is.
 * @param inputs columns of the recipe   @throws CoreError `not-finite` where a step made too large a number
 */
export function withInputs(
  trajectory: Trajectory,
  track: Track,
  inputs: readonly number[],
  { nameOf }: Pick<Columns, 'nameOf'>,
): Trajectory {
  if (inputs.length === 0) return trajectory;
  const all = new Float64Array(track.times.length * inputs.length);
  inputs.forEach((column, k) => {
    const values = track.columns.get(column)!;
    if (!values.every(Number.isFinite)) throw notFiniteError(track, { name: nameOf(column), column });
    values.forEach((value, i) => (all[i * inputs.length + k] = value));
  });
  return { ...trajectory, inputs: all };
}
