import type { Dataset } from '../../datasets/dataset.ts';
import type { ImportReport, ImportWarning } from '../import-report.ts';
import type { RawTable } from '../read/raw-table.ts';
import type { Columns } from '../tracks/columns.ts';
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
  /** Columns of the files that numbers are read from. */
  readonly numberColumns: ReadonlySet<number>;
  /** Names and units of the columns of the recipe. */
  readonly columns: Pick<Columns, 'nameOf' | 'unitOf'>;
}

/** One subject to warn about. */
export type Warner = (imported: Imported) => ImportWarning[];
