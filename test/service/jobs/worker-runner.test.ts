import { describe, expect, test } from 'vitest';
import { meansOf } from '../../../service/jobs/open-team.ts';
import { workerRunner } from '../../../service/jobs/worker-runner.ts';
import type { RunJob } from '../../../service/jobs/messages.ts';
import type { RunProgress } from '../../../core/experiment/run-result.ts';
import { pendulumConfig } from '../../support/library.ts';
import { FAULT } from '../../support/workers/fault-seeds.ts';

const entry = new URL('../../support/workers/faulty-worker.ts', import.meta.url);
const runner = workerRunner({ entry });

function job(seed: number): RunJob {
  return { config: { ...pendulumConfig, seed }, dataset: null, ...meansOf() };
}

describe('a run in a thread of its own', () => {
  test('gives its result and its phases in order', async () => {
    const phases: RunProgress['phase'][] = [];
    const end = await runner.start(job(1), ({ phase }) => phases.push(phase)).ended;
    expect(end).toMatchObject({ kind: 'done', outcome: { result: { model: { width: 30, dof: 1 } } } });
    expect([...new Set(phases)]).toEqual(['prepare', 'sample', 'solve', 'evaluate', 'predict']);
  });

  test('gives the same digits twice', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => runner.start(job(4), () => undefined).ended));
    const model = (end: typeof a) => (end?.kind === 'done' ? end.outcome.result.model : null);
    expect(model(a)).not.toBeNull();
    expect(model(a)).toEqual(model(b));
  });

  test.each([
    ['leaves with an exit code', FAULT.exit, 'The computation ended without a result.'],
    ['leaves without a word', FAULT.exitSilently, 'The computation ended without a result.'],
    ['crashes', FAULT.crash, 'The computation ended without a result.'],
  ])('a worker that %s is told as lost', async (_name, seed, message) => {
    const end = await runner.start(job(seed), () => undefined).ended;
    expect(end).toMatchObject({ kind: 'failed', failure: { error: { code: 'worker-lost', message } } });
  });

  test('a worker that runs out of memory says so', async () => {
    const small = workerRunner({ entry, resourceLimits: { maxOldGenerationSizeMb: 40 } });
    const end = await small.start(job(FAULT.eatMemory), () => undefined).ended;
    expect(end).toMatchObject({
      failure: { error: { code: 'worker-lost', message: 'The computation ran out of memory.' } },
    });
  });

  test('a refusal of the numerics arrives with its code', async () => {
    const config = { ...pendulumConfig, width: 4000 };
    const end = await runner.start({ config, dataset: null, ...meansOf() }, () => undefined).ended;
    expect(end).toMatchObject({ kind: 'failed', failure: { error: { code: 'too-wide' }, stack: null } });
  });

  test('a thread in an endless loop is ended within two seconds', async () => {
    const started = Promise.withResolvers<unknown>();
    const running = runner.start(job(FAULT.spin), started.resolve);
    await started.promise;
    const from = performance.now();
    await running.cancel();
    expect(performance.now() - from).toBeLessThan(2000);
    expect(await running.ended).toEqual({ kind: 'cancelled' });
  });

  test('a job cancelled before its thread is up ends as cancelled', async () => {
    const running = runner.start(job(1), () => undefined);
    await running.cancel();
    expect(await running.ended).toEqual({ kind: 'cancelled' });
  });

  test('cancelling a job that has ended changes nothing', async () => {
    const running = runner.start(job(1), () => undefined);
    await running.ended;
    await running.cancel();
    expect(await running.ended).toMatchObject({ kind: 'done' });
  });
});
