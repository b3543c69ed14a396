/** Radius around a training state that counts as covered, as a share of the box of the training states. */
export const COVERAGE_RADIUS = 0.04;

/** Cells of the coverage map per radius: the outline is right to half a per cent of the box. */
const CELLS_PER_RADIUS = 8;
const RADIUS_CELLS = CELLS_PER_RADIUS;
/** Cells along one side of the box, and of the map with a margin of one radius on both sides. */
const BOX_CELLS = Math.round(CELLS_PER_RADIUS / COVERAGE_RADIUS);
const MAP_CELLS = BOX_CELLS + 2 * RADIUS_CELLS + 1;

/** Tells whether a point of one (q, p) plane lies near training states. */
export type Coverage = (q: number, p: number) => boolean;

/**
 * Where training states lie near, in the (q, p) plane of one degree of freedom: within 4 % of the box of the training states,
 * distances measured in units of the box, √((Δq/q-range)² + (Δp/p-range)²) ≤ 0.04. With more degrees of freedom the states are projected on
 * the plane: a covered point then says that its q and p were met, not that they were met together with the other coordinates drawn.
 * @param states (n, 2d)   @param box [low, high] per coordinate, length 2d
 */
export function planeCoverage(
  states: Float64Array,
  box: readonly (readonly [number, number])[],
  axis: number,
): Coverage {
  const size = box.length;
  const cellOfQ = toCell(box[axis]!);
  const cellOfP = toCell(box[size / 2 + axis]!);
  const occupied = new Uint8Array(MAP_CELLS * MAP_CELLS);
  for (let i = 0; i < states.length; i += size) {
    const column = cellOfQ(states[i + axis]!);
    const row = cellOfP(states[i + size / 2 + axis]!);
    if (isOnMap(column) && isOnMap(row)) occupied[row * MAP_CELLS + column] = 1;
  }
  const covered = grow(occupied);
  return (q, p) => {
    const column = cellOfQ(q);
    const row = cellOfP(p);
    return isOnMap(column) && isOnMap(row) && covered[row * MAP_CELLS + column] === 1;
  };
}

/** Cell of a coordinate; a box without extent is taken as one unit long. */
function toCell([low, high]: readonly [number, number]): (value: number) => number {
  const length = high - low || 1;
  return (value) => RADIUS_CELLS + Math.round(((value - low) / length) * BOX_CELLS);
}

function isOnMap(cell: number): boolean {
  return cell >= 0 && cell < MAP_CELLS;
}

/** Marks every cell within the radius of an occupied one. */
function grow(occupied: Uint8Array): Uint8Array {
  const covered = new Uint8Array(occupied.length);
  for (let row = 0; row < MAP_CELLS; row++) {
    for (let column = 0; column < MAP_CELLS; column++) {
      if (occupied[row * MAP_CELLS + column] === 1) markDisc(covered, row, column);
    }
  }
  return covered;
}

function markDisc(covered: Uint8Array, row: number, column: number): void {
  for (let dr = -RADIUS_CELLS; dr <= RADIUS_CELLS; dr++) {
    if (!isOnMap(row + dr)) continue;
    const half = Math.floor(Math.sqrt(RADIUS_CELLS * RADIUS_CELLS - dr * dr));
    const from = Math.max(0, column - half);
    const to = Math.min(MAP_CELLS - 1, column + half);
    covered.fill(1, (row + dr) * MAP_CELLS + from, (row + dr) * MAP_CELLS + to + 1);
  }
}
