import type { Dataset } from '../../datasets/dataset.ts';
import type { ImportReport, ImportWarning } from '../import-report.ts';
import type { RawTable } from '../read/raw-table.ts';
import type { Findings } from '../tracks/findings.ts';
import type { Track } from '../tracks/track.ts';

/** What warnings are drawn from. */
export interface Imported {
  readonly facts: Omit<ImportReport, 'warnings'>;
  readonly dataset: Dataset;
  /** Every file. */
  readonly raws: readonly RawTable[];
  /** Kept trajectories with their columns as they are after all steps. */
  readonly tracks: readonly Track[];
  readonly findings: Findings;
  /** Columns of the files that something is read from. */
  readonly fileColumns: ReadonlySet<number>;
  /** Name of a column of the recipe. */
  readonly nameOf: (column: number) => string;
  /** Unit of a column of the recipe after conversion, '' when unknown. */
  readonly unitOf: (column: number) => string;
}

/** One subject to warn about. */
export type Warner = (imported: Imported) => ImportWarning[];
