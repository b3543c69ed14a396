import { Worker } from 'node:worker_threads';
import type { Compute } from '../../core/kernels/index.ts';

/** Where the entry of a helping thread lies: beside this file in the sources, beside the bundle when built. */
function helperEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './helper-thread.ts' : './helper.js', import.meta.url);
}

/**
 * Starts the helping threads of a team. They keep no process alive and end with the thread that started them. One that fails is told on stderr;
 * the team notices that it is gone, and goes on without it.
 */
export function threadStarter(entry: URL = helperEntry()): NonNullable<Compute['startThread']> {
  return (work) => {
    const worker = new Worker(entry, { workerData: work });
    worker.unref();
    worker.on('error', (cause: unknown) => {
      console.error('A helping thread failed:', cause);
    });
    return {
      stop: () => {
        void worker.terminate();
      },
    };
  };
}
