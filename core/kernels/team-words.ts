import { FIRST_FREE_BYTE } from './load-kernels.ts';

/** Most threads of a team. */
export const MAX_THREADS = 64;

/** Most numbers that describe a computation, and most that describe one phase of it. */
export const MAX_SIZES = 32;
export const MAX_ARGUMENTS = 8;

const BASE = FIRST_FREE_BYTE / 4;

/** 32-bit words through which the threads of a team agree; indices into `KernelHost.words()`. */
export const WORD = {
  /** Round · 2¹⁶ + number of the next task: both in one word, so that nobody takes a task of a round that has ended. */
  ticket: BASE,
  /** What the tasks of this round are, how many there are, and how many are done. */
  phase: BASE + 1,
  count: BASE + 2,
  done: BASE + 3,
  /** 1 after a thread has failed: no result may be used. */
  failed: BASE + 4,
  /** 1 when the threads are to end. */
  stop: BASE + 5,
  /** Changes with every computation: the sizes are to be read again. */
  version: BASE + 6,
  /** Changes whenever something happens that somebody may wait for. */
  progress: BASE + 7,
  /** One for each thread, which counts its tasks there: its sign of life. */
  heartbeat: BASE + 8,
} as const;

/** The same memory as float64: sizes of the computation, then arguments of the phase; indices into `KernelHost.floats()`. */
export const SIZES_AT = (WORD.heartbeat + MAX_THREADS) / 2;
export const ARGUMENTS_AT = SIZES_AT + MAX_SIZES;

/** First byte after the team's words. */
export const TEAM_END = 8 * (ARGUMENTS_AT + MAX_ARGUMENTS);
