import type { RunConfig } from '../experiment/run-config.ts';
import type { RunResult } from '../experiment/run-result.ts';

/** Where a model came from: what one needs to find or repeat the run. */
export interface Provenance {
  readonly appVersion: string;
  readonly runId: string;
  /** Name of the data set or label of the system. */
  readonly dataName: string;
  /** Hash of the data the run learned from. */
  readonly dataHash: string;
  /** ISO 8601 time at which the run was created. */
  readonly createdAt: string;
}

/** Everything an exported model may speak of. */
export interface ExportInput {
  readonly result: Pick<RunResult, 'model' | 'labels' | 'anchor' | 'box' | 'split' | 'metrics' | 'diagnostics'>;
  readonly config: RunConfig;
  readonly provenance: Provenance;
}

/** A way to write a model as a file that others can use without this program. Same input, same bytes. */
export interface ModelExportFormat {
  readonly id: string;
  readonly label: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  write(input: ExportInput): string;
}
