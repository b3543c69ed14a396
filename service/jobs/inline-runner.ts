import { setImmediate as nextTurn } from 'node:timers/promises';
import { toJobFailure } from './job-failure.ts';
import { runJob } from './run-job.ts';
import type { JobEnd, Runner } from './runner.ts';

/** Runs jobs on the calling thread: no start-up cost, but nothing else happens meanwhile and a started job cannot be cut short. */
export const inlineRunner: Runner = {
  start(job, onProgress) {
    let isCancelled = false;
    const work = async (): Promise<JobEnd> => {
      await nextTurn();
      if (isCancelled) return { kind: 'cancelled' };
      try {
        return { kind: 'done', outcome: runJob(job, onProgress) };
      } catch (thrown) {
        return { kind: 'failed', failure: toJobFailure(thrown) };
      }
    };
    const ended = work();
    return {
      ended,
      cancel: async () => {
        isCancelled = true;
        await ended;
      },
    };
  },
};
