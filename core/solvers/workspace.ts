import { panelWork, TEAM_END } from '../kernels/index.ts';
import type { KernelHost } from '../kernels/index.ts';
import { PANEL, panelsPerGroup, roundUp, sizesOf } from './sizes.ts';
import type { ProblemShape, SizeChoice, Sizes } from './sizes.ts';

/** Rows whose places in the sketch are drawn at a time: a table of 256 KB. */
const CHUNK_ROWS = 32_768;

/** Neurons that one task sketches or fills. */
export const NEURONS_PER_TASK = 8;

/** What the kernels can address, less what rounding up may take. */
const ADDRESS_BYTES = 2 ** 32 - 2 ** 20;

/** Looks at memory that another thread has grown, before something must be wrong: about a second. */
const MOST_LOOKS = 1e8;

/** Most partial sums of a pass over the tiles; fixed, so that the sum does not depend on the threads. */
const MAX_GROUPS = 64;

/** Byte offsets of everything that a solve keeps in memory, with the sizes that follow from `Sizes`. */
export interface Layout {
  readonly bytes: number;
  readonly states: number;
  readonly weights: number;
  readonly biases: number;
  /** (padded, components) row-major */
  readonly scales: number;
  /** (tiles, components, tilePoints) */
  readonly targets: number;
  /** The same shape: u of LSQR. */
  readonly u: number;
  /** (keptTiles, padded, tilePoints) */
  readonly slopes: number;
  /** (chunk rows, 2) 32-bit words */
  readonly sketchTargets: number;
  readonly chunkTiles: number;
  /** (extraRows, padded) row-major, and their right sides */
  readonly extra: number;
  readonly extraTargets: number;
  /** (padded, padded + 1) column-major; the last column is c */
  readonly r: number;
  readonly ldr: number;
  /** (blocks) of (blockRows, padded + 1) column-major */
  readonly b: number;
  readonly ldb: number;
  readonly blockBytes: number;
  /** (blocks, panels) of (PANEL, PANEL) */
  readonly t: number;
  readonly panels: number;
  /** Panels in a group of columns, and groups; the right side is one more group. */
  readonly panelsPerGroup: number;
  readonly columnGroups: number;
  /** Words of the fold: per block the panels factored, then the state of each of its groups; last the number of groups that are complete. */
  readonly foldWords: number;
  /** (groups) of `groupBytes`: (padded) partial Aᵀu, then the partial sum of squares */
  readonly partial: number;
  readonly groups: number;
  readonly groupBytes: number;
  /** (padded) each */
  readonly vectors: { readonly v: number; readonly w: number };
  /** Of each thread: slopes of one tile, or of two neurons at a run of tiles; then two columns of the sketch; then products of one tile. */
  readonly scratch: number;
  readonly scratchBytes: number;
  readonly sumsInScratch: number;
  readonly productsInScratch: number;
}

/** Where everything lies; a pure function of the sizes, so that every thread finds the same. */
export function layoutOf(sizes: Sizes): Layout {
  let end = roundUp(TEAM_END, 64);
  const take = (bytes: number): number => {
    const at = end;
    end = roundUp(at + bytes, 64);
    return at;
  };
  const { padded, tilePoints, tiles, components, inputs, blocks, blockRows, extraRows, sketchRows } = sizes;
  const panels = Math.ceil(padded / PANEL);
  const perGroup = panelsPerGroup(padded);
  const columnGroups = Math.ceil(panels / perGroup);
  const ldr = leadingBytes(padded);
  const ldb = leadingBytes(blockRows);
  const blockBytes = ldb * (padded + 1);
  const groups = Math.min(tiles, MAX_GROUPS);
  const groupBytes = 8 * roundUp(padded + 1, 8);
  const tileRows = tilePoints * components;
  const chunkTiles = Math.min(tiles, Math.max(1, Math.floor(CHUNK_ROWS / tileRows)));
  const slopeNumbers = Math.max(padded, 2 * chunkTiles) * tilePoints;
  const scratchNumbers = roundUp(Math.max(slopeNumbers + 2 * sketchRows + tileRows, panelWork(PANEL) * perGroup), 8);
  const layout = {
    states: take(8 * tiles * inputs * tilePoints),
    weights: take(8 * padded * inputs),
    biases: take(8 * padded),
    scales: take(8 * padded * components),
    targets: take(8 * tiles * tileRows),
    u: take(8 * tiles * tileRows),
    sketchTargets: take(sketchRows === 0 ? 0 : 8 * chunkTiles * tileRows),
    extra: take(8 * extraRows * padded),
    extraTargets: take(8 * extraRows),
    r: take(blocks === 0 ? 0 : ldr * (padded + 1)),
    b: take(blocks * blockBytes),
    t: take(8 * blocks * panels * PANEL * PANEL),
    foldWords: take(4 * (blocks * (columnGroups + 2) + 1)),
    partial: take(groups * groupBytes),
    vectors: { v: take(8 * padded), w: take(8 * padded) },
    scratch: take(8 * scratchNumbers * sizes.threads),
    slopes: take(8 * sizes.keptTiles * padded * tilePoints),
  };
  return {
    ...layout,
    bytes: end,
    chunkTiles,
    ldr,
    ldb,
    blockBytes,
    panels,
    panelsPerGroup: perGroup,
    columnGroups,
    groups,
    groupBytes,
    scratchBytes: 8 * scratchNumbers,
    sumsInScratch: 8 * slopeNumbers,
    productsInScratch: 8 * (slopeNumbers + 2 * sketchRows),
  };
}

/** Bytes of a column: an odd number of cache lines, so that neighbouring columns do not fall into the same set of the cache. */
function leadingBytes(rows: number): number {
  const lines = Math.ceil(rows / 8);
  return 64 * (lines % 2 === 0 ? lines + 1 : lines);
}

/** The memory of one solve, as one thread sees it. */
export interface Workspace {
  readonly host: KernelHost;
  readonly sizes: Sizes;
  readonly layout: Layout;
  readonly floats: Float64Array;
  readonly words: Int32Array;
  /** First byte of this thread's scratch. */
  readonly scratch: number;
}

/**
 * Sizes with as many slopes kept as the memory that is granted, and the range of addresses, have room for beside everything else.
 */
export function fittedSizes(
  shape: ProblemShape,
  { triangle, memoryBytes, threads }: { readonly memoryBytes: number } & Omit<SizeChoice, 'slopeBytes'>,
): Sizes {
  const bare = layoutOf(sizesOf(shape, { triangle, slopeBytes: 0, threads })).bytes;
  const slopeBytes = Math.max(0, Math.min(memoryBytes, ADDRESS_BYTES - bare));
  return sizesOf(shape, { triangle, slopeBytes, threads });
}

/** Views on the memory, which must have been grown to `layout.bytes`. */
export function openWorkspace(host: KernelHost, sizes: Sizes, thread: number): Workspace {
  const layout = layoutOf(sizes);
  return {
    host,
    sizes,
    layout,
    floats: viewOf(host, layout.bytes),
    words: host.words(),
    scratch: layout.scratch + thread * layout.scratchBytes,
  };
}

/** The memory as numbers. Another thread may see it grown some microseconds later than the one that grew it. */
function viewOf(host: KernelHost, bytes: number): Float64Array {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const floats = host.floats();
    if (floats.byteLength >= bytes) return floats;
  }
  throw new Error(`openWorkspace: expected ${bytes} bytes of memory, got ${host.floats().byteLength}`);
}

/** Slopes of a tile: where they are kept, or computed into the thread's scratch. */
export function slopesOfTile({ host, sizes, layout, scratch }: Workspace, tile: number): number {
  const { padded, tilePoints } = sizes;
  if (tile < sizes.keptTiles) return layout.slopes + 8 * tile * padded * tilePoints;
  writeTileSlopes(host, sizes, layout, tile, 0, padded, scratch);
  return scratch;
}

/** The same for the pass that comes first: slopes that will be kept are computed where they stay. */
export function firstSlopesOfTile(space: Workspace, tile: number): number {
  const { host, sizes, layout } = space;
  const { padded, tilePoints, inputs, keptTiles } = sizes;
  if (tile >= keptTiles || inputs === 0) return slopesOfTile(space, tile);
  const at = layout.slopes + 8 * tile * padded * tilePoints;
  writeTileSlopes(host, sizes, layout, tile, 0, padded, at);
  return at;
}

/** Computes the slopes of the neurons from … to − 1 at a tile. */
export function writeTileSlopes(
  { kernels }: KernelHost,
  { inputs, tilePoints, points }: Sizes,
  { states, weights, biases }: Layout,
  tile: number,
  from: number,
  to: number,
  out: number,
): void {
  const at = states + 8 * tile * inputs * tilePoints;
  const valid = Math.min(tilePoints, points - tile * tilePoints);
  kernels.writeSlopes(at, inputs, weights, biases, from, to, tilePoints, valid, out);
}
