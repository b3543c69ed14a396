/** Cells of one column that were no number, by reason. */
export interface CellProblem {
  readonly column: number;
  readonly reason: string;
  readonly count: number;
  readonly firstLine: number;
  /** The first offending text, cut to 40 characters. */
  readonly firstText: string;
}

/** A row that is no row of this table: too few or too many cells. */
export interface BadRow {
  readonly row: number;
  readonly line: number;
  /** e.g. `2 cells instead of 3`, with a hint when another separator would fit */
  readonly reason: string;
  /** Beginning of the line, at most 40 characters; '' from the 101st bad row on. */
  readonly text: string;
}

/** Something met while reading that is worth a warning, counted. */
export interface ReadNote {
  readonly code:
    'nul-tail' | 'empty-tail' | 'nul-cell' | 'underflow' | 'thousands-mark' | 'long-cell' | 'repeated-header';
  readonly count: number;
  readonly firstLine: number;
  /** An example of it, cut to 40 characters; '' when there is nothing to show. */
  readonly example: string;
}

/** What stands in a column of the file, over all data rows. */
export interface RawColumnFacts {
  readonly min: number | null;
  readonly max: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly missing: number;
  readonly unreadable: number;
}

/** One file read into columns. Blank lines and comments are no rows. */
export interface RawTable {
  readonly file: string;
  /** Unique names as shown: blanks trimmed, empty ones numbered, repeated ones `q`, `q (2)`. Units are still in them. */
  readonly names: readonly string[];
  /** Cells of the units row, '' where there is none. */
  readonly unitsRow: readonly string[];
  /** Data rows, good and bad. */
  readonly rowCount: number;
  /** (rowCount) line of each row, from 1 as an editor counts. */
  readonly lines: Uint32Array;
  /** By column index, for the columns asked for: (rowCount) numbers, NaN where there is none. */
  readonly numbers: ReadonlyMap<number, Float64Array>;
  /** By column index, for the columns asked for as text: (rowCount) trimmed texts. */
  readonly texts: ReadonlyMap<number, readonly string[]>;
  /** (rowCount) 1 where a blank line stands above the row. */
  readonly afterBlank: Uint8Array;
  /** (rowCount) 1 where a repeated header stands above the row. */
  readonly afterHeader: Uint8Array;
  /** Rows with a wrong number of cells, all of them; their numbers are NaN. */
  readonly badRows: readonly BadRow[];
  /** Per column of the file. */
  readonly facts: readonly RawColumnFacts[];
  /** Grouped by column and reason, in the order of their first line. */
  readonly problems: readonly CellProblem[];
  readonly notes: readonly ReadNote[];
  /** Looks a bad cell up again: its text, and why it is no number ('' for none). @param row data row @param column column of the file */
  readonly explain: (row: number, column: number) => { readonly text: string; readonly reason: string };
}

/** Which columns are wanted in memory; facts are gathered of all. */
export interface WantedColumns {
  readonly numbers: readonly number[];
  readonly texts: readonly number[];
}
