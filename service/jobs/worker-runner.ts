import { toWireError } from '../api/app-error.ts';
import { assertNever, type FromWorker } from './messages.ts';
import type { JobEnd, Runner } from './runner.ts';
import { startWorker, type WorkerOptions } from './worker-port.ts';

/** Runs every job in a worker thread of its own; cancelling ends the thread, which holds no file and no database. */
export function workerRunner(options: WorkerOptions): Runner {
  return {
    start(job, onProgress) {
      const { promise, resolve } = Promise.withResolvers<JobEnd>();
      let isEnded = false;
      const end = (how: JobEnd) => {
        if (isEnded) return;
        isEnded = true;
        resolve(how);
        void port.terminate();
      };
      const onMessage = (message: FromWorker) => {
        if (isEnded) return;
        switch (message.kind) {
          case 'progress':
            onProgress(message.progress);
            return;
          case 'done':
            end({ kind: 'done', outcome: message.outcome });
            return;
          case 'failed':
            end({ kind: 'failed', failure: message.failure });
            return;
          case 'answering':
          case 'answered':
          case 'refused':
            throw new Error(`workerRunner: a job's worker sent '${message.kind}'`);
          default:
            assertNever(message);
        }
      };
      const port = startWorker(options, onMessage, (reason) => {
        end({ kind: 'failed', failure: { error: toWireError(reason), stack: null } });
      });
      port.send({ kind: 'run', job });
      return {
        ended: promise,
        cancel: async () => {
          end({ kind: 'cancelled' });
          await port.terminate();
        },
      };
    },
  };
}
