import type { LeastSquaresProblem } from './least-squares-solver.ts';

/** Columns of a panel of the QR factorisation; a multiple of 12, so that its tiles of 4 and 6 columns come out even. Measured: 32 to 36 is best. */
export const PANEL = 36;

/** Columns from which panels are applied to two panels' width at a time: a panel then comes from far away, and is used twice when it is here. */
const FAR = 2500;

/** Panels in a group of columns that one thread works on. */
export function panelsPerGroup(columns: number): number {
  return columns < FAR ? 1 : 2;
}

/** Rows that are folded at a time: a panel of them stays in a second cache of 512 KB beside the columns it is applied to. */
const BLOCK_ROWS = 512;

/** Blocks of rows in memory at a time when all rows are folded: enough to keep every thread busy. */
const WINDOW = 4;

/** Largest number of columns for which a tile of 32 points stays in the second cache; wider ones get 16. */
const WIDE = 1200;

/** Dimensions of one solve, from which the layout of the memory follows. Everything but `keptTiles` and `threads` decides digits. */
export interface Sizes {
  /** K; the rows when they are written one by one. */
  readonly points: number;
  /** Components of a state; 0 when the rows are written instead of computed from slopes. */
  readonly inputs: number;
  /** Rows per point. */
  readonly components: number;
  /** n */
  readonly columns: number;
  /** n, filled up to a multiple of 4 with columns of zeros. */
  readonly padded: number;
  /** Points of a tile. */
  readonly tilePoints: number;
  readonly tiles: number;
  /** Tiles whose slopes are kept; those of the others are computed in every pass. Rows that are written instead of computed are kept all or not at all. */
  readonly keptTiles: number;
  /** Rows of the sketch, without the dense ones; 0 without a sketch. */
  readonly sketchRows: number;
  /** Dense rows after those of the points. */
  readonly extraRows: number;
  /** Blocks of rows in memory, and rows of one; 0 without a triangle. */
  readonly blocks: number;
  readonly blockRows: number;
  readonly threads: number;
}

const KEYS: readonly (keyof Sizes)[] = [
  'points',
  'inputs',
  'components',
  'columns',
  'padded',
  'tilePoints',
  'tiles',
  'keptTiles',
  'sketchRows',
  'extraRows',
  'blocks',
  'blockRows',
  'threads',
];

/** Sizes as the numbers that a team publishes. */
export function packSizes(sizes: Sizes): number[] {
  return KEYS.map((key) => sizes[key]);
}

/** The opposite of `packSizes`. @param numbers starts with the sizes */
export function unpackSizes(numbers: Float64Array): Sizes {
  // Every key is set: the list above names them all.
  return Object.fromEntries(KEYS.map((key, i) => [key, numbers[i]!])) as unknown as Sizes;
}

/** The dimensions of a problem. */
export type ProblemShape = Pick<Sizes, 'points' | 'inputs' | 'components' | 'columns' | 'extraRows'>;

/** Dimensions of a problem; one whose rows are written has a point and a component for each row. */
export function shapeOf({ slopeRows, rows, columns }: LeastSquaresProblem): ProblemShape {
  if (slopeRows === undefined) return { points: rows, inputs: 0, components: 1, columns, extraRows: 0 };
  const { points, states, components, extraRows } = slopeRows;
  return { points, inputs: states.length / points, components, columns, extraRows: extraRows.length / (columns + 1) };
}

/** What a solver chooses. */
export interface SizeChoice {
  /** Rows of the sketch per column; `all-rows` folds all of them, `none` makes no triangle. */
  readonly triangle: { readonly sketchFactor: number } | 'all-rows' | 'none';
  /** Room for slopes that are kept, bytes. */
  readonly slopeBytes: number;
  readonly threads: number;
}

/** Dimensions of a solve. */
export function sizesOf(shape: ProblemShape, { triangle, slopeBytes, threads }: SizeChoice): Sizes {
  const { columns, components, extraRows } = shape;
  const padded = roundUp(columns, 4);
  const tilePoints = columns <= WIDE ? 32 : 16;
  const tiles = Math.ceil(shape.points / tilePoints);
  const keptTiles = Math.min(tiles, Math.floor(slopeBytes / (8 * padded * tilePoints)));
  const tileRows = components * tilePoints;
  return {
    ...shape,
    padded,
    tilePoints,
    tiles,
    // Rows that are written can be written again one window after the other, but not tile by tile.
    keptTiles: shape.inputs === 0 && keptTiles < tiles ? 0 : keptTiles,
    threads,
    ...rowBlocks(triangle, { columns, extraRows, tileRows, tiles }),
  };
}

function rowBlocks(
  triangle: SizeChoice['triangle'],
  size: { readonly columns: number; readonly extraRows: number; readonly tileRows: number; readonly tiles: number },
): Pick<Sizes, 'sketchRows' | 'blocks' | 'blockRows'> {
  if (triangle === 'none') return { sketchRows: 0, blocks: 0, blockRows: 0 };
  if (triangle === 'all-rows') {
    const tilesPerBlock = Math.max(1, Math.floor(BLOCK_ROWS / size.tileRows));
    const blockRows = Math.max(tilesPerBlock * size.tileRows, roundUp(size.extraRows, 4));
    return { sketchRows: 0, blocks: Math.min(WINDOW, Math.ceil(size.tiles / tilesPerBlock) + 1), blockRows };
  }
  const sketchRows = Math.ceil(triangle.sketchFactor * size.columns);
  const rows = sketchRows + size.extraRows;
  const blocks = Math.max(1, Math.round(rows / BLOCK_ROWS));
  return { sketchRows, blocks, blockRows: roundUp(Math.ceil(rows / blocks), 4) };
}

/** The smallest multiple of `step` that is at least `value`. */
export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
