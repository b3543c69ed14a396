import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { Compute, ThreadWork } from '../../../core/kernels/index.ts';
import type { RunJob, RunOutcome } from '../../../service/jobs/messages.ts';
import { meansOf, shareOf } from '../../../service/jobs/open-team.ts';
import { runJob } from '../../../service/jobs/run-job.ts';
import { threadStarter } from '../../../service/jobs/thread-starter.ts';
import { workerRunner } from '../../../service/jobs/worker-runner.ts';
import { largeJob } from '../../support/large-job.ts';
import { pendulumConfig } from '../../support/library.ts';
import { WORKER } from '../../support/service.ts';
import { countThreads } from '../../support/threads.ts';
import type { HelperFault } from '../../support/workers/faulty-helper.ts';

const runner = workerRunner({ entry: WORKER });

/** 6e8 operations in many tasks, enough for a team to be called; few neurons, because predicting is not the point. */
function manyTasks(threads: number): RunJob {
  const { data } = pendulumConfig;
  const config = { ...pendulumConfig, data: { ...data, samples: 4000 }, width: 200, horizon: 1 } as const;
  return { config, dataset: null, threads, memoryBytes: 2 ** 28 };
}

function coefficientsOf({ result: { model } }: RunOutcome): Float64Array {
  if (model.kind !== 'sampled-hamiltonian') throw new Error(`expected a sampled network, got ${model.kind}`);
  return model.coefficients;
}

const ignore = () => undefined;
const alone = coefficientsOf(runJob(manyTasks(1), ignore));

describe('a run with helping threads', () => {
  test.each([2, 3])('gives with %i threads the digits of one, and leaves none behind', async (threads) => {
    const before = countThreads();
    const end = await runner.start(manyTasks(threads), ignore).ended;
    if (end.kind !== 'done') throw new Error(`expected a result, got ${end.kind}`);
    expect(coefficientsOf(end.outcome)).toEqual(alone);
    await expect.poll(countThreads, { timeout: 2000 }).toBe(before);
  });

  test.each([
    ['leaves', 'leave', 7],
    // A stray exception ends the thread.
    ['throws', 'throw', 1],
  ] as const)(
    'does not hang and gives the same digits when a helper %s in the middle of a task',
    async (_name, fault, exitCode) => {
      const exits: Promise<number>[] = [];
      const startThread: Compute['startThread'] = (work) => {
        const isReady = new Int32Array(new SharedArrayBuffer(4));
        const workerData = { ...work, isReady, fault } satisfies ThreadWork & HelperFault;
        const worker = new Worker(new URL('../../support/workers/faulty-helper.ts', import.meta.url), { workerData });
        worker.on('error', ignore);
        exits.push(new Promise((resolve) => worker.once('exit', resolve)));
        Atomics.wait(isReady, 0, 0, 10_000);
        // It is to end by its own fault.
        return { stop: ignore };
      };
      const outcome = runJob(manyTasks(2), ignore, { startThread, patienceMs: 300 });
      expect(coefficientsOf(outcome)).toEqual(alone);
      expect(await Promise.all(exits)).toEqual([exitCode]);
    },
  );

  test('is computed by the others when a helper cannot be started', () => {
    const startThread = threadStarter(new URL('no-such-file.ts', import.meta.url));
    expect(coefficientsOf(runJob(manyTasks(2), ignore, { startThread }))).toEqual(alone);
  });
});

describe('cancelling a large run', () => {
  // 2 s is what a loaded machine may take; test/bench/cancel.ts measures it.
  test.each([
    ['before anything has begun', null],
    ['while the solve begins', 'solve'],
  ])('%s ends it and its helpers within two seconds', async (_name, phase) => {
    const before = countThreads();
    const reached = Promise.withResolvers<unknown>();
    const job = runner.start(largeJob(3), (progress) => {
      if (progress.phase === phase) reached.resolve(progress);
    });
    if (phase !== null) {
      await reached.promise;
      // Until the helpers have joined.
      await sleep(300);
    }
    const from = performance.now();
    await job.cancel();
    expect(performance.now() - from).toBeLessThan(2000);
    expect(await job.ended).toEqual({ kind: 'cancelled' });
    expect(countThreads()).toBe(before);
  });
});

test('the memory of a finished run is given back', async () => {
  const { config, ...rest } = largeJob(2);
  const job = { ...rest, config: { ...config, width: 300, horizon: 1 } };
  const before = process.memoryUsage().rss;
  const end = await runner.start(job, ignore).ended;
  expect(end.kind).toBe('done');
  // The kept slopes alone are 48 MB; less than that is what the garbage of this thread may weigh meanwhile.
  await expect.poll(() => process.memoryUsage().rss - before, { timeout: 2000 }).toBeLessThan(32e6);
});

describe('what a job may use', () => {
  test('is at most eight threads and 512 MB when nobody chose', () => {
    const { threads, memoryBytes } = meansOf();
    expect(threads).toBeGreaterThanOrEqual(1);
    expect(threads).toBeLessThanOrEqual(8);
    expect(memoryBytes).toBe(2 ** 29);
    expect(meansOf({ threads: 12 }).threads).toBe(12);
  });

  test.each([
    [8, 100, 1, 8, 100],
    [8, 100, 2, 4, 50],
    [8, 100, 3, 2, 33],
    [2, 100, 3, 1, 33],
  ])('of %i threads and %i bytes among %i jobs is %i and %i', (threads, memoryBytes, jobs, ofThreads, ofBytes) => {
    expect(shareOf({ threads, memoryBytes }, jobs)).toEqual({ threads: ofThreads, memoryBytes: ofBytes });
  });
});
