import type { Trajectory } from '../../datasets/dataset.ts';
import { createLocalSmoother, timeGrids } from './local-weights.ts';
import { unwrap } from './read-tracks.ts';

/** Fewer samples than coefficients of a cubic are not smoothed. */
const LEAST_SAMPLES = 4;

/** How states are smoothed. */
export interface StateSmoothing {
  /** Half width of the window, in the unit of time. */
  readonly halfWidth: number;
  /** True: p is mass times the slope of q. */
  readonly isPositionsOnly: boolean;
  /** (d) used for positions only */
  readonly masses: readonly number[];
  /** Degrees of freedom (counted from 0) whose q is an angle of full turns; wrapped ones stay so. */
  readonly periodic?: readonly number[];
}

/**
 * Smoothed states at rows from … to − 1 of a trajectory, in the units of the data; no other row is looked at. Starts of predictions come
 * from here. Less than four rows are returned as they are.
 * @returns (to − from, 2d)
 */
export function smoothStates(
  { times, states }: Pick<Trajectory, 'times' | 'states'>,
  from: number,
  to: number,
  { halfWidth, isPositionsOnly, masses, periodic = [] }: StateSmoothing,
): Float64Array<ArrayBuffer> {
  const width = states.length / times.length;
  const dof = width / 2;
  const raw = states.slice(from * width, to * width);
  if (to - from < LEAST_SAMPLES) return raw;
  const measured = raw.slice();
  for (const axis of periodic) unwrap(measured, width, axis);
  const out = new Float64Array(raw.length);
  const [grid] = timeGrids([{ times: times.subarray(from, to) }]);
  createLocalSmoother(halfWidth)(grid!, (row, first, { count, value, slope }) => {
    for (let k = 0; k < (isPositionsOnly ? dof : width); k++) {
      const own = measured[width * row + k]!;
      let [level, rate] = [0, 0];
      for (let j = 0; j < count; j++) {
        const difference = measured[width * (first + j) + k]! - own;
        level += value[j]! * difference;
        rate += slope[j]! * difference;
      }
      // Relative to the row as it was measured: full turns that were added are taken off again.
      out[width * row + k] = raw[width * row + k]! + level;
      if (isPositionsOnly) out[width * row + dof + k] = masses[k]! * rate;
    }
  });
  return out;
}
