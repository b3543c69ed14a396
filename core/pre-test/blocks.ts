import type { Dataset } from '../datasets/index.ts';
import { dominantPeriod, median } from '../derivatives/index.ts';

/** Half-open ranges of rows, one period each: what happens in different ones counts as independent. */
export type Blocks = readonly (readonly [from: number, to: number])[];

/** Times on which a motion repeats itself. */
export interface Periods {
  /** The longest of the coordinates' periods, each the median over the trajectories that show one. */
  readonly slow: number;
  /** The shortest of the momenta's: of a motion that hops between wells it is the swing within one. */
  readonly fast: number;
}

/** @returns null when no coordinate or no momentum shows a period */
export function periodsOf({ dof, trajectories }: Dataset): Periods | null {
  const periods = Array.from({ length: 2 * dof }, (_, k) => {
    const seen = trajectories.flatMap(({ times, states }) => {
      const found = dominantPeriod(
        times,
        times.map((_, i) => states[2 * dof * i + k]!),
      );
      return found === null || found.isLowerBound ? [] : found.time;
    });
    return seen.length > 0 ? median(seen) : null;
  });
  const slow = periods.slice(0, dof).filter((period) => period !== null);
  const fast = periods.slice(dof).filter((period) => period !== null);
  return slow.length > 0 && fast.length > 0 ? { slow: Math.max(...slow), fast: Math.min(...fast) } : null;
}

/** Cuts a track into blocks of equal time, each at least one period long. @param times (n) increasing */
export function cutBlocks(times: Float64Array, period: number): Blocks {
  if (times.length < 2) return [];
  const start = times[0]!;
  const span = times.at(-1)! - start;
  const count = Math.floor(span / period);
  const blocks: [number, number][] = [];
  let from = 0;
  for (let k = 1; k <= count; k++) {
    let to = from;
    while (to < times.length && (k === count || times[to]! < start + (k * span) / count)) to++;
    if (to > from) blocks.push([from, to]);
    from = to;
  }
  return blocks;
}
