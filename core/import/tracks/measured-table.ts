import type { RawTable } from '../read/raw-table.ts';

/** Why a row has no number where one is needed. */
export interface BadCell {
  /** Name of the column. */
  readonly column: string;
  readonly text: string;
  readonly reason: string;
}

/**
 * One table with its meaning: a file, or one of the tables that stand side by side in it. Columns are those of the recipe, converted
 * and computed; NaN stands where a row has no number.
 */
export interface MeasuredTable {
  readonly raw: RawTable;
  /** True where times are those of a day without a date: they fall at midnight. */
  readonly isClock?: boolean;
  /** What a trajectory is called that is the whole table. */
  readonly label: string;
  /** Column of the recipe → (rowCount) values, for every used column, time and all computed ones. */
  readonly columns: ReadonlyMap<number, Float64Array>;
  /** (rowCount) times; null where rows are counted instead. */
  readonly times: Float64Array | null;
  /** Ids of trajectories, '' where there is none; null without an id column. */
  readonly runs: { readonly column: string; readonly ids: readonly string[] } | null;
  /** (rowCount) 1 where a row belongs to this table; the rows of a longer neighbour do not. */
  readonly isRow: Uint8Array;
  /** Why a row has no number in a column of the recipe, or no time. Brief: the text may be left out. */
  readonly explain: (row: number, column: number | 'time', options?: { readonly isBrief?: boolean }) => BadCell;
}
