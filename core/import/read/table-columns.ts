import { columnNames, numberedColumnNames } from './column-names.ts';

/** Cells of one row, and the same without the empty ones at its end. */
export interface CellCounts {
  readonly cells: number;
  readonly filled: number;
}

/** Which columns a table has. */
export interface TableColumns {
  readonly names: readonly string[];
  /** Cells a row must have: fewer than columns when the last ones are missing throughout. */
  readonly needed: number;
  /** True when the names are those of the header. */
  readonly named: boolean;
}

/**
 * Tells from the first rows how many columns there are, and whether the names of the header are theirs: not when rows have more cells
 * than it has names; for a header in a comment, which is prose at times, also not when they have fewer. Names are never moved.
 * @param header null when there is none   @param rows at least one
 */
export function tableColumns(
  header: readonly string[] | null,
  isInComment: boolean,
  rows: readonly CellCounts[],
): TableColumns {
  const cells = mostFrequent(rows.map((row) => row.cells));
  const filled = mostFrequent(rows.map((row) => row.filled));
  if (header === null) return { names: numberedColumnNames(cells), needed: cells, named: false };
  const headed = header.length;
  const isTrailing = filled === headed && cells === headed + 1;
  const fits = isInComment ? headed === cells || isTrailing : filled <= headed;
  return fits
    ? { names: columnNames(header), needed: Math.min(headed, cells), named: true }
    : { names: numberedColumnNames(cells), needed: cells, named: false };
}

/** The most frequent number; of several the largest. */
function mostFrequent(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const most = Math.max(...times.values());
  return Math.max(...counts.filter((count) => times.get(count) === most));
}
