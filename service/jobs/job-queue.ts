import { toJobFailure } from './job-failure.ts';
import type { RunProgress } from '../../core/experiment/run-result.ts';
import type { RunJob } from './messages.ts';
import type { JobEnd, RunningJob, Runner } from './runner.ts';

/** What the owner of the queue learns. Each call is made before the next job starts. */
export interface QueueEvents {
  started(runId: string): void;
  progressed(runId: string, progress: RunProgress): void;
  ended(runId: string, end: JobEnd): void;
}

/** @param jobs how many share the machine: this one and those that run or wait for a free place, at most `concurrency` */
export type MakeJob = (jobs: number) => RunJob;

/** Jobs in the order of their arrival, at most `concurrency` at once. */
export interface JobQueue {
  /** `makeJob` is called when the job's turn comes, so that waiting jobs hold no data. */
  add(runId: string, makeJob: MakeJob): void;
  /** Ends a waiting or running job and resolves when its end was told; does nothing for one that is not here. */
  cancel(runId: string): Promise<void>;
  has(runId: string): boolean;
  isIdle(): boolean;
  /** Ends everything. */
  close(): Promise<void>;
}

export function createJobQueue(runner: Runner, concurrency: number, events: QueueEvents): JobQueue {
  const waiting = new Map<string, MakeJob>();
  const running = new Map<string, { readonly job: RunningJob; readonly told: Promise<void> }>();

  const startNext = () => {
    for (const [runId, makeJob] of waiting) {
      if (running.size >= concurrency) return;
      waiting.delete(runId);
      start(runId, makeJob);
    }
  };
  const start = (runId: string, makeJob: MakeJob) => {
    try {
      events.started(runId);
      const job = runner.start(makeJob(Math.min(concurrency, running.size + waiting.size + 1)), (progress) => {
        events.progressed(runId, progress);
      });
      const told = job.ended.then((end) => {
        running.delete(runId);
        events.ended(runId, end);
        startNext();
      });
      running.set(runId, { job, told });
    } catch (thrown) {
      events.ended(runId, { kind: 'failed', failure: toJobFailure(thrown) });
    }
  };
  const cancel = async (runId: string) => {
    if (waiting.delete(runId)) events.ended(runId, { kind: 'cancelled' });
    const entry = running.get(runId);
    if (entry === undefined) return;
    await entry.job.cancel();
    await entry.told;
  };
  return {
    add(runId, makeJob) {
      waiting.set(runId, makeJob);
      startNext();
    },
    cancel,
    has: (runId) => waiting.has(runId) || running.has(runId),
    isIdle: () => waiting.size === 0 && running.size === 0,
    close: async () => {
      const ids = [...waiting.keys(), ...running.keys()];
      await Promise.all(ids.map((runId) => cancel(runId)));
    },
  };
}
