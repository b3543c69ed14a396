import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createJobQueue, type JobQueue } from '../../../service/jobs/job-queue.ts';
import type { JobEnd, Runner } from '../../../service/jobs/runner.ts';
import { exampleOutcome, pendulumConfig } from '../../support/library.ts';

/** A runner whose jobs end when the test says so. */
function manualRunner(): { runner: Runner; finish: (index: number) => Promise<void> } {
  const jobs: ((end: JobEnd) => void)[] = [];
  return {
    runner: {
      start: () => {
        const { promise, resolve } = Promise.withResolvers<JobEnd>();
        jobs.push(resolve);
        return {
          ended: promise,
          cancel: async () => {
            resolve({ kind: 'cancelled' });
            await promise;
          },
        };
      },
    },
    finish: async (index) => {
      jobs[index]!({ kind: 'done', outcome: exampleOutcome() });
      await nextTurn();
    },
  };
}

function setUp(concurrency: number): { queue: JobQueue; log: string[]; finish: (index: number) => Promise<void> } {
  const log: string[] = [];
  const { runner, finish } = manualRunner();
  const queue = createJobQueue(runner, concurrency, {
    started: (id) => log.push(`${id} started`),
    progressed: () => undefined,
    ended: (id, { kind }) => log.push(`${id} ${kind}`),
  });
  return { queue, log, finish };
}

const makeJob = () => ({ config: pendulumConfig, dataset: null, threads: 1, memoryBytes: 2 ** 20 });

describe('the job queue', () => {
  test('starts jobs in order, never more than allowed at once', async () => {
    const { queue, log, finish } = setUp(2);
    for (const id of ['a', 'b', 'c', 'd']) queue.add(id, makeJob);
    expect(log).toEqual(['a started', 'b started']);
    await finish(1);
    expect(log).toEqual(['a started', 'b started', 'b done', 'c started']);
    await finish(0);
    await finish(2);
    await finish(3);
    expect(log.slice(4)).toEqual(['a done', 'd started', 'c done', 'd done']);
    expect(queue.isIdle()).toBe(true);
  });

  test('a waiting job that is cancelled never starts', async () => {
    const { queue, log, finish } = setUp(1);
    queue.add('a', makeJob);
    queue.add('b', makeJob);
    await queue.cancel('b');
    await finish(0);
    expect(log).toEqual(['a started', 'b cancelled', 'a done']);
  });

  test('cancelling is told once, whoever asks how often', async () => {
    const { queue, log } = setUp(1);
    queue.add('a', makeJob);
    await Promise.all([queue.cancel('a'), queue.cancel('a'), queue.cancel('unknown')]);
    expect(log).toEqual(['a started', 'a cancelled']);
  });

  test('a job is told how many share the machine with it: those that run or wait, at most as many as may run', async () => {
    const { queue, finish } = setUp(2);
    const shares: number[] = [];
    const add = (id: string) => {
      queue.add(id, (jobs) => {
        shares.push(jobs);
        return makeJob();
      });
    };
    add('a');
    add('b');
    add('c');
    await finish(0);
    await finish(1);
    add('d');
    await finish(2);
    await finish(3);
    add('e');
    expect(shares).toEqual([1, 2, 2, 2, 1]);
  });

  test('a job that cannot be made fails and the next one starts', () => {
    const { queue, log } = setUp(1);
    queue.add('a', () => {
      throw new Error('gone');
    });
    queue.add('b', makeJob);
    expect(log).toEqual(['a started', 'a failed', 'b started']);
  });

  test('closing ends all jobs and starts none', async () => {
    const { queue, log } = setUp(1);
    queue.add('a', makeJob);
    queue.add('b', makeJob);
    await queue.close();
    expect(log).toEqual(['a started', 'b cancelled', 'a cancelled']);
    expect(queue.isIdle()).toBe(true);
  });
});
