import type { KernelKind } from './load-kernels.ts';

/** What a computation may use of the machine. None of it changes a digit of the result. */
export interface Compute {
  /** Most threads, the calling one included. */
  readonly threads: number;
  /** Most bytes for features that are kept between passes; the rest are computed again in every pass. */
  readonly memoryBytes: number;
  /** Starts a thread that calls `assist(work)` and nothing else; null where there are no threads. */
  readonly startThread: ((work: ThreadWork) => StartedThread) | null;
  /** Milliseconds of any monotonic clock, for the timings alone. */
  readonly now: () => number;
  /** Told why a thread was lost; the computation goes on without it. */
  readonly onLost: (reason: string) => void;
  /** How long to wait for a thread that shows no sign of life before going on without it, ms. */
  readonly patienceMs: number;
}

/** What a helping thread gets: plain data and shared memory. */
export interface ThreadWork {
  /** Shared memory of the kernels: a `WebAssembly.Memory`. */
  readonly memory: unknown;
  /** Which of the kernels the team computes with. */
  readonly kind: KernelKind;
  /** Number of the thread, from 1. */
  readonly thread: number;
}

/** A helping thread, seen from the one that started it. */
export interface StartedThread {
  stop(): void;
}

/** Default bound for kept features: 512 MB. */
export const DEFAULT_MEMORY_BYTES = 512 * 2 ** 20;

/** The calling thread alone. */
export const singleThread: Compute = {
  threads: 1,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  startThread: null,
  now: () => 0,
  onLost: () => undefined,
  patienceMs: 10_000,
};
