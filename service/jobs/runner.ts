import type { RunProgress } from '../../core/experiment/run-result.ts';
import type { JobFailure, RunJob, RunOutcome } from './messages.ts';

/** How a job ended. */
export type JobEnd =
  | { readonly kind: 'done'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly failure: JobFailure }
  | { readonly kind: 'cancelled' };

/** A job under way. */
export interface RunningJob {
  /** Never rejects. */
  readonly ended: Promise<JobEnd>;
  /** Ends the job at once; a job that has ended stays as it ended. Resolves when nothing of it runs any more. */
  cancel(): Promise<void>;
}

/** Where jobs run: threads of this process here, other places behind the same interface later. */
export interface Runner {
  start(job: RunJob, onProgress: (progress: RunProgress) => void): RunningJob;
}
