import { Worker, type ResourceLimits } from 'node:worker_threads';
import { AppError } from '../api/app-error.ts';
import { transferables, type FromWorker, type ToWorker } from './messages.ts';

/** A started worker thread, seen from the service. */
export interface WorkerPort {
  send(message: ToWorker): void;
  /** Ends the thread, wherever it is; resolves when it is gone. */
  terminate(): Promise<void>;
}

/** How workers are started. */
export interface WorkerOptions {
  readonly entry: URL;
  /** Memory limits of the thread; the default is Node's own. */
  readonly resourceLimits?: ResourceLimits;
}

/**
 * Starts a worker. `onLost` is called once when the thread ends for any reason, with the refusal to pass on.
 * A thread that was terminated or has nothing left to tell ends the same way; the caller knows whether it still waited.
 */
export function startWorker(
  { entry, resourceLimits }: WorkerOptions,
  onMessage: (message: FromWorker) => void,
  onLost: (reason: AppError) => void,
): WorkerPort {
  const worker = new Worker(entry, { ...(resourceLimits && { resourceLimits }) });
  let reason: AppError | null = null;
  worker.on('message', (message: FromWorker) => {
    try {
      // Both ends import the union; the worker's entry can post nothing else.
      onMessage(message);
    } catch (cause) {
      reason = workerLost(cause);
      void worker.terminate();
    }
  });
  worker.on('error', (cause: unknown) => {
    reason = workerLost(cause);
  });
  worker.on('messageerror', (cause: unknown) => {
    reason = workerLost(cause);
    void worker.terminate();
  });
  worker.on('exit', (exitCode) => {
    onLost(reason ?? workerLost(`exit code ${exitCode}`));
  });
  return {
    send: (message) => {
      worker.postMessage(message, message.kind === 'run' ? transferables(message) : []);
    },
    terminate: async () => {
      await worker.terminate();
    },
  };
}

/** The refusal for work whose thread ended before it answered. */
export function workerLost(cause: unknown): AppError {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory(cause);
  return new AppError('worker-lost', 'The computation ended without a result.', {
    hint: 'Start it again. If it happens again, the computer may be short of memory: use fewer neurons or fewer rows.',
    context: { cause: textOf(cause) },
    cause,
  });
}

/** The refusal for work that found no memory. */
export function outOfMemory(cause: unknown): AppError {
  return new AppError('worker-lost', 'The computation ran out of memory.', {
    hint: 'Use fewer neurons or fewer rows, or close other programs, then start it again.',
    context: { cause: textOf(cause) },
    cause,
  });
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
