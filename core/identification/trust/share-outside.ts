import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { boxOf, statesIn } from './data-box.ts';

/** Cells of each axis that show where something was learned from. */
const CELLS = 8;

/** How states are compared. */
interface Place {
  readonly dof: number;
  readonly masses: readonly number[] | null;
  /** Coordinates that are angles: 2π apart is the same. */
  readonly periodic: readonly number[];
}

/**
 * Share of the smoothed states of other motions that lie where nothing was learned from: further out on some (q, p) plane than the box of the states
 * learned from, or in it more than one cell of an 8 × 8 grid away from all of them. The q of an angle is brought to one turn.
 * @returns 0 without other motions
 */
export function shareOutside(
  learned: readonly SmoothedPiece[],
  others: readonly SmoothedPiece[],
  { dof, masses, periodic }: Place,
): number {
  const { low, high } = boxOf(learned, dof, masses);
  const turned = (value: number, k: number) =>
    periodic.includes(k) ? Math.atan2(Math.sin(value), Math.cos(value)) : value;
  const edges = Array.from({ length: 2 * dof }, (_, k) =>
    periodic.includes(k) ? { low: -Math.PI, width: 2 * Math.PI } : { low: low[k]!, width: high[k]! - low[k]! || 1 },
  );
  const cellOf = (state: Float64Array, k: number) =>
    Math.floor((CELLS * (turned(state[k]!, k) - edges[k]!.low)) / edges[k]!.width);
  const filled = Array.from({ length: dof }, () => new Set<string>());
  const keyOf = (axis: number, q: number, p: number) => `${periodic.includes(axis) ? (q + CELLS) % CELLS : q}, ${p}`;
  for (const state of statesIn(learned, dof, masses)) {
    for (let axis = 0; axis < dof; axis++) {
      const [q, p] = [cellOf(state, axis), cellOf(state, dof + axis)];
      for (let i = -1; i <= 1; i++) for (let j = -1; j <= 1; j++) filled[axis]!.add(keyOf(axis, q + i, p + j));
    }
  }
  const found = statesIn(others, dof, masses);
  const outside = found.filter((state) =>
    filled.some((cells, axis) => !cells.has(keyOf(axis, cellOf(state, axis), cellOf(state, dof + axis)))),
  );
  return found.length === 0 ? 0 : outside.length / found.length;
}
