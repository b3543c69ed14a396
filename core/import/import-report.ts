import type { Dataset } from '../datasets/dataset.ts';
import type { DerivativeMethodId, ImportRecipe, QuestionCode } from './recipe.ts';

/** Role of one column in words of the contract. Degrees of freedom and inputs count from 1: `q1`, `p1`, `dq1`, `dp1`, `input1`. */
export type ColumnRole =
  | 'ignore'
  | 'time'
  | 'run'
  | 'parameter'
  | `q${number}`
  | `p${number}`
  | `dq${number}`
  | `dp${number}`
  | `input${number}`;

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

/** Refusals of one kind. */
export interface RefusalGroup {
  readonly reason: string;
  readonly count: number;
  readonly file: string;
  readonly firstLine: number;
}

/** Facts of one column over the rows that were read, before conversion and steps: what stands in the file. */
export interface ColumnFacts {
  readonly name: string;
  /** Unit in the file, '' when unknown. */
  readonly unit: string;
  /** Unit after conversion. */
  readonly toUnit: string;
  readonly role: ColumnRole;
  /** True for a column computed from others. */
  readonly isDerived: boolean;
  /** Null for a column without a single number. */
  readonly min: number | null;
  readonly max: number | null;
  readonly first: number | null;
  readonly last: number | null;
  /** Cells without a value: empty, or one of the missing words. */
  readonly missing: number;
  /** Cells with a text that is no number. */
  readonly unreadable: number;
}

/** Numbers that a named option changed. */
export interface ChangeFact {
  /** e.g. `unit`, `unwrap`, `offset`, `smooth`, `resample`, `mean of repeated times` */
  readonly by: string;
  readonly column: string;
  readonly count: number;
  /** What was done, e.g. `deg → rad, × 0.017453292519943295`. */
  readonly detail: string;
}

/** Facts of one trajectory as it is kept. */
export interface TrajectoryFacts {
  readonly id: string;
  readonly file: string;
  readonly rows: number;
  readonly start: number;
  readonly end: number;
  readonly step: { readonly min: number; readonly median: number; readonly max: number };
  /** Rows at the ends that are kept but not used for fitting, because an estimated derivative is poor there. */
  readonly endRowsNotFitted: number;
  /** Values of the parameter columns, in the order of `roles.parameters`; empty without such columns. */
  readonly parameters: readonly number[];
  /** What it is a part of when the data of one file or id were cut (reset, gap, blank line …); null for a whole one. Parts are not independent. */
  readonly partOf: string | null;
}

/** How one derivative was obtained. */
export interface DerivativeFacts {
  /** e.g. `dq/dt` of a column name. */
  readonly of: string;
  readonly method: 'given' | DerivativeMethodId;
  /** 0 for methods without a window. */
  readonly windowSamples: number;
  /** In the unit of time. */
  readonly windowTime: number;
  /** 0 for methods without a polynomial. */
  readonly polynomialOrder: number;
  /** Estimated standard deviation of the noise of the differentiated column, in its unit; null when it is given. */
  readonly noise: number | null;
}

/** One kind of remark, counted. */
export interface ImportWarning {
  /** Stable, kebab-case: `rows-left-out`, `time-sorted`, … */
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  /** First line concerned. */
  readonly line?: number;
  readonly column?: string;
  readonly count: number;
  /** True for a fact worth knowing that is no reason to doubt the data. */
  readonly isNote: boolean;
}

/** Something that cannot be guessed. */
export interface ImportQuestion {
  readonly code: QuestionCode;
  readonly message: string;
  /** What each choice would make of an example. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
}

/** The import contract: what was read, kept, refused and changed. Shown before accepting, stored with the data set. */
export interface ImportReport {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Format and every other choice, so that the import can be repeated. */
  readonly recipe: ImportRecipe;
  /** `read = kept + refused` */
  readonly rows: { readonly read: number; readonly kept: number; readonly refused: number };
  /** The first 100 refusals; `refusalGroups` counts all. */
  readonly refusals: readonly Refusal[];
  readonly refusalGroups: readonly RefusalGroup[];
  /** Empty unless a named option changed numbers. */
  readonly changes: readonly ChangeFact[];
  readonly columns: readonly ColumnFacts[];
  readonly trajectories: readonly TrajectoryFacts[];
  readonly derivatives: readonly DerivativeFacts[];
  readonly warnings: readonly ImportWarning[];
  /** Unit of time after conversion, '' when unknown. */
  readonly timeUnit: string;
}

/** The outcome of an import. */
export interface ImportResult {
  readonly dataset: Dataset;
  readonly report: ImportReport;
}
