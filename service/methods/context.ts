import type { SolveMeans } from '../../core/experiment/forecast.ts';
import type { EventFrame } from '../api/contract.ts';
import type { QuestionWorker } from '../jobs/question-worker.ts';
import type { RunControl } from '../run-control.ts';
import type { Store } from '../store/open-store.ts';

/** What the methods of one service share. */
export interface MethodContext {
  readonly store: Store;
  readonly runControl: RunControl;
  /** Answers questions about learned models. */
  readonly modelWorker: QuestionWorker;
  /** Reads files, so that a click in a phase portrait never waits for an import. */
  readonly importWorker: QuestionWorker;
  /** What the jobs may use of the machine. */
  readonly means: SolveMeans;
  readonly version: string;
  readonly libraryName: string;
  readonly emit: (event: EventFrame) => void;
}
