import type { Compute, StartedThread } from './compute.ts';
import { createKernelHost } from './load-kernels.ts';
import type { KernelHost } from './load-kernels.ts';
import { ARGUMENTS_AT, MAX_ARGUMENTS, MAX_SIZES, MAX_THREADS, SIZES_AT, WORD } from './team-words.ts';

/** Does one task of a phase; the same on every thread. */
export type RunTask = (phase: number, task: number, team: TaskContext) => void;

/** What a task sees. */
export interface TaskContext {
  readonly host: KernelHost;
  /** Number of the thread: 0 leads. */
  readonly thread: number;
  /** Says that something has happened that another thread may wait for. */
  announce(): void;
  /**
   * Waits until somebody announces something after `seen` was read from `progress()`.
   * @throws ThreadLost when no thread has shown a sign of life for too long, or one has failed
   */
  await(seen: number): void;
  progress(): number;
}

/** A thread of the team has failed or shows no sign of life: what was computed together is lost. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost';
}

/** Threads that share one memory and do the tasks of one phase after the other. One thread alone is a team too. */
export interface Team extends TaskContext {
  /** Threads that may take part, the calling one included. */
  readonly threads: number;
  readonly compute: Compute;
  /** Starts the helping threads, if they are not running yet. They join when they are ready; nobody waits for them. */
  recruit(): void;
  /** Publishes what the next phases work on. The memory must have been grown before. */
  describe(sizes: readonly number[]): void;
  /** Does tasks 0 … count − 1 of a phase; returns when all are done. @throws ThreadLost */
  run(phase: number, count: number, runTask: RunTask, ...args: readonly number[]): void;
  /** Ends the helping threads and forgets the memory; the team may be used again, by the calling thread alone. */
  disband(): void;
}

/** Rounds of looking before a thread sleeps: some microseconds, less than a sleep costs. */
const SPINS = 400;

/** Longest sleep, ms. Every announcement wakes the sleepers; this only bounds how late a lost thread is noticed. */
const NAP_MS = 50;

/** Low half of a ticket while a round is being set up: beyond every task. */
const CLOSED = 0xffff;

/** Makes a team of at most `compute.threads`; no thread is started yet. */
export function createTeam(compute: Compute): Team {
  let host: KernelHost | null = null;
  let helpers: StartedThread[] | null = null;
  let isDisbanded = false;
  const hostNow = () => (host ??= createKernelHost());
  const words = () => hostNow().words();
  const countThreads = () => {
    const mayShare = !isDisbanded && compute.startThread !== null && hostNow().sharedMemory !== null;
    return mayShare ? Math.max(1, Math.min(compute.threads, MAX_THREADS)) : 1;
  };
  const team: Team = {
    compute,
    thread: 0,
    get host() {
      return hostNow();
    },
    get threads() {
      return countThreads();
    },
    announce: () => {
      announce(words());
    },
    progress: () => Atomics.load(words(), WORD.progress),
    await: (seen) => {
      waitForProgress(words(), seen, compute.patienceMs);
    },
    recruit: () => {
      const threads = countThreads();
      if (helpers !== null || compute.startThread === null || threads === 1) return;
      const { sharedMemory: memory, kind } = hostNow();
      helpers = [];
      try {
        for (let thread = 1; thread < threads; thread++) helpers.push(compute.startThread({ memory, kind, thread }));
      } catch (thrown) {
        // The machine gives no more threads: those that started are enough.
        compute.onLost(String(thrown));
      }
    },
    describe: (sizes) => {
      if (sizes.length > MAX_SIZES) throw new Error(`createTeam: ${sizes.length} sizes`);
      const floats = hostNow().floats();
      floats.fill(0, SIZES_AT, SIZES_AT + MAX_SIZES);
      floats.set(sizes, SIZES_AT);
      Atomics.add(words(), WORD.version, 1);
    },
    run: (phase, count, runTask, ...args) => {
      if (count >= CLOSED) throw new Error(`createTeam: a phase of ${count} tasks`);
      if (args.length > MAX_ARGUMENTS) throw new Error(`createTeam: ${args.length} arguments`);
      const round = ((Atomics.load(words(), WORD.ticket) >>> 16) + 1) << 16;
      Atomics.store(words(), WORD.ticket, round | CLOSED);
      hostNow().floats().set(args, ARGUMENTS_AT);
      Atomics.store(words(), WORD.phase, phase);
      Atomics.store(words(), WORD.count, count);
      Atomics.store(words(), WORD.done, 0);
      Atomics.store(words(), WORD.ticket, round);
      announce(words());
      try {
        takeTasks(team, (task) => {
          runTask(phase, task, team);
        });
        for (;;) {
          const seen = team.progress();
          if (Atomics.load(words(), WORD.done) === count) return;
          team.await(seen);
        }
      } catch (thrown) {
        // Helpers may still be at work on this memory: it cannot be used for anything else.
        team.disband();
        throw thrown;
      }
    },
    disband: () => {
      if (host !== null) {
        Atomics.store(words(), WORD.stop, 1);
        announce(words());
      }
      for (const helper of helpers ?? []) helper.stop();
      helpers = null;
      host = null;
      isDisbanded = true;
    },
  };
  return team;
}

/** Takes and does tasks of the present round until none is left. */
export function takeTasks(context: TaskContext, run: (task: number) => void): void {
  const words = context.host.words();
  for (;;) {
    const ticket = Atomics.load(words, WORD.ticket);
    const task = ticket & 0xffff;
    if (task >= Atomics.load(words, WORD.count)) return;
    if (Atomics.compareExchange(words, WORD.ticket, ticket, ticket + 1) !== ticket) continue;
    Atomics.add(words, WORD.heartbeat + context.thread, 1);
    run(task);
    Atomics.add(words, WORD.done, 1);
    context.announce();
  }
}

/** Wakes whoever waits for progress. */
export function announce(words: Int32Array): void {
  Atomics.add(words, WORD.progress, 1);
  Atomics.notify(words, WORD.progress);
}

/** Waits for an announcement after `seen`. @throws ThreadLost also when the team was disbanded   @param patienceMs longest silence of the whole team; null waits for ever */
export function waitForProgress(words: Int32Array, seen: number, patienceMs: number | null): void {
  if (Atomics.load(words, WORD.stop) !== 0) throw new ThreadLost('the team was disbanded');
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(words, WORD.progress) !== seen) return;
  let life = signsOfLife(words);
  for (let waited = 0; Atomics.load(words, WORD.progress) === seen; waited += NAP_MS) {
    if (Atomics.load(words, WORD.failed) !== 0) throw new ThreadLost('a helping thread failed');
    if (patienceMs !== null && waited > patienceMs) {
      const now = signsOfLife(words);
      if (now === life) throw new ThreadLost(`no sign of life for ${patienceMs} ms`);
      life = now;
      waited = 0;
    }
    Atomics.wait(words, WORD.progress, seen, NAP_MS);
  }
}

function signsOfLife(words: Int32Array): number {
  let sum = 0;
  for (let thread = 0; thread < MAX_THREADS; thread++) sum = (sum + Atomics.load(words, WORD.heartbeat + thread)) | 0;
  return sum;
}
