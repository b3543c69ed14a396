import { NEURONS_PER_TASK, writeTileSlopes } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Each row goes to two rows of the sketch. */
const SCALE = Math.SQRT1_2;

/** A run of tiles whose rows are added to the sketch in one phase. */
export interface Chunk {
  readonly firstTile: number;
  readonly tiles: number;
}

/** Tasks of a chunk: groups of neurons, and the right side. */
export function sketchTasks({ sizes }: Workspace): number {
  return Math.ceil(sizes.padded / NEURONS_PER_TASK) + 1;
}

/** Draws where the rows of a chunk go; before its tasks. */
export function drawTargets({ host, layout, sizes }: Workspace, { firstTile, tiles }: Chunk): void {
  const rows = sizes.components * sizes.tilePoints;
  host.kernels.writeTargets(firstTile * rows, tiles * rows, sizes.sketchRows, layout.sketchTargets);
}

/** Sketches some columns of a chunk, or its right side: sums ± the rows that go to the same row of the sketch. Each column is summed by one thread, row by row. */
export function sketchColumns(space: Workspace, task: number, chunk: Chunk): void {
  const first = task * NEURONS_PER_TASK;
  if (first >= space.sizes.padded) {
    sketchTargetsOf(space, chunk);
    return;
  }
  const end = Math.min(first + NEURONS_PER_TASK, space.sizes.padded);
  for (let column = first; column < end; column += 2) sketchPairOf(space, column, chunk);
}

function sketchPairOf(space: Workspace, column: number, chunk: Chunk): void {
  const { layout, sizes, scratch } = space;
  const { tilePoints, padded, keptTiles } = sizes;
  const sums = scratch + layout.sumsInScratch;
  loadSums(space, column, 2, sums, chunk.firstTile === 0);
  const kept = Math.max(0, Math.min(chunk.tiles, keptTiles - chunk.firstTile));
  for (let i = 0; i < kept; i++) {
    const tile = chunk.firstTile + i;
    const at = layout.slopes + 8 * (tile * padded + column) * tilePoints;
    if (sizes.inputs > 0) writeTileSlopes(space.host, sizes, layout, tile, column, column + 2, at);
  }
  addRun(space, column, 0, kept, layout.slopes + 8 * (chunk.firstTile * padded + column) * tilePoints, padded);
  for (let i = kept; i < chunk.tiles; i++) {
    const at = scratch + 16 * (i - kept) * tilePoints;
    writeTileSlopes(space.host, sizes, layout, chunk.firstTile + i, column, column + 2, at);
  }
  addRun(space, column, kept, chunk.tiles - kept, scratch, 2);
  storeSums(space, column, 2, sums);
}

/** @param neuronsApart neurons from one tile to the next where the slopes lie */
function addRun(space: Workspace, column: number, from: number, tiles: number, slopes: number, neuronsApart: number) {
  const { host, layout, sizes, scratch } = space;
  const { tilePoints, components } = sizes;
  if (tiles === 0) return;
  host.kernels.sketchPair(
    slopes,
    8 * neuronsApart * tilePoints,
    tiles,
    tilePoints,
    layout.scales + 8 * column * components,
    components,
    layout.sketchTargets + 8 * from * components * tilePoints,
    scratch + layout.sumsInScratch,
  );
}

/** The right side, by the same places and signs. */
function sketchTargetsOf(space: Workspace, { firstTile, tiles }: Chunk): void {
  const { floats, words, layout, sizes, scratch } = space;
  const sums = scratch + layout.sumsInScratch;
  loadSums(space, sizes.padded, 1, sums, firstTile === 0);
  const rows = tiles * sizes.components * sizes.tilePoints;
  const from = layout.targets / 8 + firstTile * sizes.components * sizes.tilePoints;
  const places = layout.sketchTargets / 4;
  const at = sums / 8;
  for (let row = 0; row < rows; row++) {
    const value = floats[from + row]!;
    // The table holds 16 · row as unsigned offsets; they stay far below 2³¹.
    floats[at + words[places + 2 * row]! / 16]! += value;
    floats[at + words[places + 2 * row + 1]! / 16]! -= value;
  }
  storeSums(space, sizes.padded, 1, sums);
}

/** Brings `count` columns of the sketch side by side; zeros for the first chunk. */
function loadSums({ floats, layout, sizes }: Workspace, column: number, count: number, sums: number, isFirst: boolean) {
  const at = sums / 8;
  if (isFirst) {
    floats.fill(0, at, at + count * sizes.sketchRows);
    return;
  }
  forEachRun(sizes, (block, row, rows) => {
    for (let k = 0; k < count; k++) {
      const from = (layout.b + block * layout.blockBytes + (column + k) * layout.ldb) / 8;
      for (let i = 0; i < rows; i++) floats[at + (row + i) * count + k] = floats[from + i]! / SCALE;
    }
  });
}

/** The opposite of `loadSums`. */
function storeSums({ floats, layout, sizes }: Workspace, column: number, count: number, sums: number) {
  const at = sums / 8;
  forEachRun(sizes, (block, row, rows) => {
    for (let k = 0; k < count; k++) {
      const to = (layout.b + block * layout.blockBytes + (column + k) * layout.ldb) / 8;
      for (let i = 0; i < rows; i++) floats[to + i] = floats[at + (row + i) * count + k]! * SCALE;
    }
  });
}

/** The rows of the sketch, block by block. */
function forEachRun(
  { sketchRows, blockRows }: Workspace['sizes'],
  visit: (block: number, row: number, rows: number) => void,
): void {
  for (let block = 0, row = 0; row < sketchRows; block++, row += blockRows) {
    visit(block, row, Math.min(blockRows, sketchRows - row));
  }
}
