import { availableParallelism } from 'node:os';
import type { SolveMeans } from '../../core/experiment/forecast.ts';
import { createTeam, DEFAULT_MEMORY_BYTES, type Compute, type Team } from '../../core/kernels/index.ts';
import { threadStarter } from './thread-starter.ts';

/** Most threads of a fit when nobody chooses: beyond that they wait for memory more than they compute. */
const USUAL_THREADS = 8;

/** Silence after which a helping thread counts as lost, ms: many times the longest task. */
const PATIENCE_MS = 10_000;

/** What may be used of this machine; what nobody chose has its default. */
export function meansOf({ threads, memoryBytes }: Partial<SolveMeans> = {}): SolveMeans {
  return {
    threads: threads ?? Math.min(availableParallelism(), USUAL_THREADS),
    memoryBytes: memoryBytes ?? DEFAULT_MEMORY_BYTES,
  };
}

/**
 * What one of `jobs` jobs at once may use: its part of the threads and of the memory. Told when the job starts and not changed afterwards, so a job that
 * began alone keeps everything, and those that come later share the machine with it.
 */
export function shareOf({ threads, memoryBytes }: SolveMeans, jobs: number): SolveMeans {
  return { threads: Math.max(1, Math.floor(threads / jobs)), memoryBytes: Math.floor(memoryBytes / jobs) };
}

/** How a team gets its threads; tests bring their own. */
export type TeamPorts = Partial<Pick<Compute, 'startThread' | 'patienceMs'>>;

/** A team of threads of this process; whoever opens it disbands it. */
export function openTeam(
  { threads, memoryBytes }: SolveMeans,
  { startThread = threadStarter(), patienceMs = PATIENCE_MS }: TeamPorts = {},
): Team {
  const onLost = (reason: string) => {
    console.error(`A fit goes on without a helping thread: ${reason}.`);
  };
  return createTeam({ threads, memoryBytes, startThread, patienceMs, onLost, now: () => performance.now() });
}
