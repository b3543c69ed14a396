import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { createTeam, singleThread, WORD } from '../../core/kernels/index.ts';
import type { Team } from '../../core/kernels/index.ts';
import { solveLeastSquares } from '../../core/solvers/index.ts';
import { threadStarter } from '../../service/jobs/thread-starter.ts';
import type { HelperFault } from '../support/workers/faulty-helper.ts';
import { randomFit } from './slope-rows.ts';

/** Large enough that threads are called: 2 · 2 · 501³ operations. */
const problem = randomFit({ dof: 1, points: 2500, width: 500, noise: 0.01 });
const sketched = { id: 'sketched-qr', ridge: 2 ** -52 } as const;
const exact = { id: 'ridge-qr', ridge: 2 ** -52 } as const;

/** Most solves until a started thread has joined: a thread starts in some tenths of a second, a solve takes about as long. */
const MOST_TRIES = 60;

const teams: Team[] = [];

afterEach(() => {
  for (const team of teams.splice(0)) team.disband();
});

function teamOf(threads: number, behaviour: HelperFault['fault'] | 'helps' = 'helps', patienceMs = 10_000): Team {
  const team = createTeam({
    ...singleThread,
    threads,
    patienceMs,
    startThread: (work) => {
      if (behaviour === 'helps') return threadStarter()(work);
      const workerData = { ...work, fault: behaviour, isReady: new Int32Array(new SharedArrayBuffer(4)) };
      const worker = new Worker(new URL('../support/workers/faulty-helper.ts', import.meta.url), { workerData });
      worker.unref();
      worker.on('error', () => undefined);
      return { stop: () => void worker.terminate() };
    },
  });
  teams.push(team);
  return team;
}

/** Tasks that the helpers have taken. */
function helped({ host, threads }: Team): number {
  const words = host.words();
  let tasks = 0;
  for (let thread = 1; thread < threads; thread++) tasks += Atomics.load(words, WORD.heartbeat + thread);
  return tasks;
}

/** A team whose threads start but never come. */
const absent = () => ({ stop: () => undefined });

describe('threads', () => {
  test('that the machine does not give are done without, and told', () => {
    const lost: string[] = [];
    const team = createTeam({
      ...singleThread,
      threads: 3,
      onLost: (reason) => lost.push(reason),
      startThread: () => {
        throw new Error('no more threads');
      },
    });
    teams.push(team);
    expect(solveLeastSquares(problem, sketched, { team })).toEqual(solveLeastSquares(problem, sketched));
    expect(lost.join()).toContain('no more threads');
  });

  test('a phase that fails on the leading thread leaves nobody at work on the memory', () => {
    const team = createTeam({ ...singleThread, threads: 2, startThread: absent });
    team.recruit();
    const words = team.host.words();
    expect(() => {
      team.run(0, 3, () => {
        throw new Error('as the test wants');
      });
    }).toThrow('as the test wants');
    expect(Atomics.load(words, WORD.stop)).toBe(1);
    expect(team.host.words()).not.toBe(words);
    expect(team.threads).toBe(1);
    expect(solveLeastSquares(problem, sketched, { team })).toEqual(solveLeastSquares(problem, sketched));
  });

  test('one solve after the other uses the same memory', () => {
    const team = createTeam(singleThread);
    solveLeastSquares(problem, sketched, { team });
    const { buffer } = team.host.words();
    solveLeastSquares(problem, sketched, { team });
    expect(team.host.words().buffer).toBe(buffer);
  });

  test.each([2, 3])('%i of them give the bits of one', (threads) => {
    const team = teamOf(threads);
    const alone = solveLeastSquares(problem, sketched);
    let together = solveLeastSquares(problem, sketched, { team });
    for (let i = 0; i < MOST_TRIES && helped(team) < 20; i++) {
      expect(together).toEqual(alone);
      together = solveLeastSquares(problem, sketched, { team });
    }
    expect(helped(team)).toBeGreaterThanOrEqual(20);
    expect(together).toEqual(alone);
    expect(solveLeastSquares(problem, exact, { team })).toEqual(solveLeastSquares(problem, exact));
  });

  test.each(['throw', 'leave'] as const)(
    'one that is to %s is done without, and the answer is the same',
    (behaviour) => {
      const team = teamOf(2, behaviour, 200);
      const alone = solveLeastSquares(problem, sketched);
      let tries = 0;
      for (; tries < MOST_TRIES && team.threads === 2; tries++) {
        expect(solveLeastSquares(problem, sketched, { team })).toEqual(alone);
      }
      // The team gave the thread up when it was lost, and goes on alone.
      expect(tries).toBeLessThan(MOST_TRIES);
      expect(solveLeastSquares(problem, sketched, { team })).toEqual(alone);
    },
  );
});
