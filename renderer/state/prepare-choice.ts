import type { CoordinateName } from '../../service/api/index.ts';
import type { CoordinateLabels } from './contract-types.ts';

/** Coordinates of a state in their order, q before p. */
export function coordinateNames({
  q,
  p,
}: CoordinateLabels): readonly { readonly column: CoordinateName; readonly label: string }[] {
  return [
    ...q.map((label, k) => ({ column: `q${k + 1}` as const, label })),
    ...p.map((label, k) => ({ column: `p${k + 1}` as const, label })),
  ];
}

/** Degree of freedom of a coordinate, from 0. */
export function axisOf(column: CoordinateName): number {
  return Number(column.slice(1)) - 1;
}

/** Index of the time closest to `time`; null without times. @param times (n) increasing */
export function nearest(times: Float64Array, time: number): number | null {
  if (times.length === 0) return null;
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle;
  }
  return time - times[low]! <= times[high]! - time ? low : high;
}
