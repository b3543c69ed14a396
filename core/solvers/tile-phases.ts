import { firstSlopesOfTile, NEURONS_PER_TASK, slopesOfTile, writeTileSlopes } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** What a pass over the tiles does with v, and with u from the pass before. */
export const PASS = {
  /** u ← b − A v, partial ← Aᵀu */
  first: 0,
  /** u ← A v − shrink · u, partial ← Aᵀu */
  next: 1,
  /** u ← b − A v */
  residual: 2,
} as const;

/**
 * One group of tiles in a pass: A v and Aᵀu of a tile need that tile only, so its slopes are read once. Writes the group's part of Aᵀu and of ‖u‖².
 */
export function passOverGroup(space: Workspace, group: number, pass: number, shrink: number): void {
  const { host, layout, sizes, floats, scratch } = space;
  const { tilePoints, components, padded } = sizes;
  const { kernels } = host;
  const rows = tilePoints * components;
  const g = layout.partial + group * layout.groupBytes;
  floats.fill(0, g / 8, g / 8 + padded);
  const product = scratch + layout.productsInScratch;
  const at = product / 8;
  let squared = 0;
  for (let tile = firstTileOf(space, group); tile < firstTileOf(space, group + 1); tile++) {
    const slopes = slopesOfTile(space, tile);
    kernels.multiplyTile(slopes, padded, tilePoints, layout.scales, components, layout.vectors.v, product);
    const u = layout.u / 8 + tile * rows;
    const b = layout.targets / 8 + tile * rows;
    for (let i = 0; i < rows; i++) {
      const value = pass === PASS.next ? floats[at + i]! - shrink * floats[u + i]! : floats[b + i]! - floats[at + i]!;
      floats[u + i] = value;
      squared += value * value;
    }
    if (pass === PASS.residual) continue;
    kernels.multiplyTileTransposed(slopes, padded, tilePoints, layout.scales, components, 8 * u, g);
  }
  floats[g / 8 + padded] = squared;
}

/** One group of tiles: its part of ‖A eⱼ‖² for every column. It is the first to look at the slopes, and computes those that are kept. */
export function normsOfGroup(space: Workspace, group: number): void {
  const { host, layout, sizes, floats } = space;
  const { tilePoints, padded } = sizes;
  const g = (layout.partial + group * layout.groupBytes) / 8;
  floats.fill(0, g, g + padded + 1);
  for (let tile = firstTileOf(space, group); tile < firstTileOf(space, group + 1); tile++) {
    const slopes = firstSlopesOfTile(space, tile);
    for (let j = 0; j < padded; j++) {
      const at = slopes + 8 * j * tilePoints;
      floats[g + j]! += host.kernels.dot(tilePoints, at, at);
    }
  }
  for (let j = 0; j < padded; j++) {
    let squared = 0;
    const scales = layout.scales / 8 + j * sizes.components;
    for (let c = 0; c < sizes.components; c++) squared += floats[scales + c]! ** 2;
    floats[g + j]! *= squared;
  }
}

function firstTileOf({ layout, sizes }: Workspace, group: number): number {
  return Math.floor((group * sizes.tiles) / layout.groups);
}

/** Tiles that fill one block of rows. */
export function tilesPerBlock({ sizes }: Workspace): number {
  return Math.floor(sizes.blockRows / (sizes.tilePoints * sizes.components));
}

/** Tasks of a fill: groups of neurons in each block, and the right sides. */
export function fillTasks({ sizes }: Workspace, blocks: number): number {
  return blocks * (Math.ceil(sizes.padded / NEURONS_PER_TASK) + 1);
}

/** Writes some columns of one block of rows of the matrix, or its right side; zeros beyond the last tile. */
export function fillBlock(space: Workspace, task: number, firstTile: number): void {
  const { host, layout, sizes, floats } = space;
  const { tilePoints, components, padded, tiles } = sizes;
  const groups = Math.ceil(padded / NEURONS_PER_TASK) + 1;
  const block = Math.floor(task / groups);
  const first = (task % groups) * NEURONS_PER_TASK;
  const perBlock = tilesPerBlock(space);
  const start = firstTile + block * perBlock;
  const count = Math.max(0, Math.min(perBlock, tiles - start));
  const rows = tilePoints * components;
  const column = (index: number) => layout.b + block * layout.blockBytes + index * layout.ldb;
  const clearRest = (index: number) => {
    const at = column(index) / 8;
    floats.fill(0, at + count * rows, at + sizes.blockRows);
  };
  if (first >= padded) {
    const from = layout.targets / 8 + start * rows;
    floats.copyWithin(column(padded) / 8, from, from + count * rows);
    clearRest(padded);
    return;
  }
  const end = Math.min(first + NEURONS_PER_TASK, padded);
  for (let i = 0; i < count; i++) {
    const slopes = someSlopes(space, start + i, first, end);
    for (let j = first; j < end; j++) {
      const out = column(j) + 8 * i * rows;
      const own = slopes + 8 * (j - first) * tilePoints;
      host.kernels.writeColumn(own, tilePoints, layout.scales + 8 * j * components, components, out);
    }
  }
  for (let j = first; j < end; j++) clearRest(j);
}

/** Slopes of the neurons first … end − 1 at a tile. */
function someSlopes({ host, layout, sizes, scratch }: Workspace, tile: number, first: number, end: number): number {
  const { padded, tilePoints, keptTiles } = sizes;
  if (tile < keptTiles) return layout.slopes + 8 * (tile * padded + first) * tilePoints;
  writeTileSlopes(host, sizes, layout, tile, first, end, scratch);
  return scratch;
}
