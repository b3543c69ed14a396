import type { Dataset } from '../datasets/dataset.ts';

/** Text of one file; decoding bytes is the caller's business. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** How a text is cut into cells. Everything here is guessed by `detectFormat`, shown, and can be changed. */
export interface TableFormat {
  readonly delimiter: ',' | ';' | '\t';
  readonly hasHeader: boolean;
}

/** What a column means. Several columns may be `q`; the order of the list is the order of the degrees of freedom. */
export interface ColumnMapping {
  /** Column index of time. */
  readonly time: number;
  readonly q: readonly number[];
  readonly p: readonly number[];
  /** Columns of dq/dt, same length as q; empty: estimated from q. */
  readonly dq: readonly number[];
  /** Columns of dp/dt, same length as p; empty: estimated from p. */
  readonly dp: readonly number[];
  /** Column of the trajectory id; null: each file is one trajectory. */
  readonly run: number | null;
}

/** What to do with rows that cannot be read. There is no third way: nothing is repaired. */
export type BadRowPolicy = 'refuse' | 'skip';

/** The choices of one import. */
export interface ImportOptions {
  readonly format: TableFormat;
  readonly mapping: ColumnMapping;
  readonly badRows: BadRowPolicy;
  /** Savitzky–Golay window in the unit of time; null chooses 1/8 of the dominant period, at least 5 samples. */
  readonly derivativeWindow: number | null;
}

/** A row that was not kept, and why. `line` counts lines of the file from 1, as an editor does. */
export interface Refusal {
  readonly file: string;
  readonly line: number;
  /** Column name, or '' when the whole row is meant. */
  readonly column: string;
  /** The offending text, cut to 40 characters. */
  readonly text: string;
  readonly reason: string;
}

/** Facts of one column over all kept rows. */
export interface ColumnFacts {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly first: number;
  readonly last: number;
  /** Cells that hold no number. */
  readonly unreadable: number;
}

/** Facts of one trajectory. */
export interface TrajectoryFacts {
  readonly id: string;
  readonly rows: number;
  readonly start: number;
  readonly end: number;
  readonly step: { readonly min: number; readonly median: number; readonly max: number };
  /** Rows at the ends that are kept but not used for fitting, because an estimated derivative is poor there. */
  readonly endRowsNotFitted: number;
}

/** How one derivative was obtained. */
export interface DerivativeFacts {
  /** e.g. `dq/dt` of a column name. */
  readonly of: string;
  readonly method: 'given' | 'savitzky-golay';
  readonly windowSamples: number;
  readonly windowTime: number;
  readonly polynomialOrder: number;
}

/** What was read, kept and refused: shown before accepting and stored with the data set. */
export interface ImportReport {
  readonly files: readonly string[];
  readonly format: TableFormat;
  readonly rows: { readonly read: number; readonly kept: number; readonly refused: number };
  /** The first 100 refusals; `rows.refused` counts all. */
  readonly refusals: readonly Refusal[];
  readonly columns: readonly ColumnFacts[];
  readonly trajectories: readonly TrajectoryFacts[];
  readonly derivatives: readonly DerivativeFacts[];
  /** Counted and grouped remarks in plain words. */
  readonly warnings: readonly string[];
}

/** The outcome of an import. */
export interface ImportResult {
  readonly dataset: Dataset;
  readonly report: ImportReport;
}

/** A look at a file before any meaning is given to its columns. */
export interface TablePreview {
  readonly format: TableFormat;
  readonly columnNames: readonly string[];
  /** First rows as text, exactly as in the file. */
  readonly head: readonly (readonly string[])[];
  /** First lines of the raw text. */
  readonly rawLines: readonly string[];
  readonly rowCount: number;
  /** Per column: share of cells of the first rows that read as numbers. */
  readonly numericShare: readonly number[];
  /** A first proposal from the names; null where nothing fits. */
  readonly proposal: { readonly [K in keyof ColumnMapping]: ColumnMapping[K] | null };
}
