import { describe, expect, test } from 'vitest';
import { inlineRunner } from '../../../service/jobs/inline-runner.ts';
import { meansOf } from '../../../service/jobs/open-team.ts';
import type { JobEnd } from '../../../service/jobs/runner.ts';
import { workerRunner } from '../../../service/jobs/worker-runner.ts';
import { pendulumConfig } from '../../support/library.ts';
import { openService, WORKER } from '../../support/service.ts';

const job = { config: pendulumConfig, dataset: null, ...meansOf() };

function modelOf(end: JobEnd) {
  if (end.kind !== 'done') throw new Error(`expected a result, got ${end.kind}`);
  return end.outcome.result.model;
}

describe('a run on the calling thread', () => {
  test('gives the same digits as a run in a worker thread', async () => {
    const here = await inlineRunner.start(job, () => undefined).ended;
    const there = await workerRunner({ entry: WORKER }).start(job, () => undefined).ended;
    expect(modelOf(here)).toEqual(modelOf(there));
  });

  test('is cancelled before it starts', async () => {
    const running = inlineRunner.start(job, () => undefined);
    await running.cancel();
    expect(await running.ended).toEqual({ kind: 'cancelled' });
  });

  test('fails with the code of the numerics', async () => {
    const config = { ...pendulumConfig, method: 'magic' };
    const end = await inlineRunner.start({ config, dataset: null, ...meansOf() }, () => undefined).ended;
    expect(end).toMatchObject({ kind: 'failed', failure: { error: { code: 'unknown-id' } } });
  });

  test('serves a whole service in place of threads', async () => {
    const { client, settled } = openService({ runner: inlineRunner });
    const { runId } = await client.call('run.start', { config: pendulumConfig });
    expect(await settled(runId)).toMatchObject({ status: 'succeeded' });
  });
});
