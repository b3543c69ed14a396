import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../../core/experiment/run-config.ts';
import { readModelJson } from '../../core/export/index.ts';
import { evaluateEnergies } from '../../core/network/index.ts';
import type { Draft, EventFrame } from '../../service/api/index.ts';
import { pendulumConfig, temporaryLibrary } from '../support/library.ts';
import { FAULTY_WORKER, openService, type OpenedService } from '../support/service.ts';
import { FAULT } from '../support/workers/fault-seeds.ts';

const pendulumCsv = readFileSync(new URL('../fixtures/pendulum.csv', import.meta.url));

async function openDraft({ client }: OpenedService, bytes: Uint8Array = pendulumCsv): Promise<Draft> {
  return client.call('draft.open', { files: [{ name: 'pendulum.csv', bytes }] });
}

function statusesOf(events: readonly EventFrame[], runId: string): string[] {
  return events.flatMap((frame) =>
    frame.event === 'run.changed' && frame.data.id === runId ? [frame.data.status] : [],
  );
}

describe('a run from start to result', () => {
  test('is queued, running, succeeded, and can be looked at from every side', async () => {
    const { client, events, settled } = openService();
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, width: 100 } });
    const summary = await settled(runId);
    expect(summary).toMatchObject({ status: 'succeeded', dataName: 'Pendulum', name: 'U-SWIM, 100 neurons' });
    expect(statusesOf(events, runId)).toEqual(['queued', 'running', 'succeeded']);
    expect(events.some((frame) => frame.event === 'run.progress' && frame.data.runId === runId)).toBe(true);

    const detail = await client.call('run.get', { runId });
    expect(detail.verdict?.fact).not.toBe('');
    expect(detail.metrics.length).toBeGreaterThan(2);
    expect(detail.timings.map(({ phase }) => phase)).toContain('solve');
    expect(detail.fieldError).toBeLessThan(0.2);

    const series = await client.call('run.series', { runId, maxPoints: 100 });
    expect(series.trainStates).toHaveLength(200);
    expect(series.compared[0]!.times.length).toBeLessThanOrEqual(100);
    expect(series.compared[0]!.predicted).toHaveLength(2 * series.compared[0]!.times.length);
  });

  test('the same start twice gives the same digits', async () => {
    const { client, settled } = openService();
    const hashes = [];
    for (let i = 0; i < 2; i++) {
      const { runId } = await client.call('run.start', { config: pendulumConfig });
      await settled(runId);
      const { compared, energyTest } = await client.call('run.series', { runId, maxPoints: 100 });
      hashes.push(createHash('sha256').update(compared[0]!.predicted).update(energyTest.energy).digest('hex'));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('a width larger than the rows allow is refused before anything is queued', async () => {
    const { client } = openService();
    await expect(client.call('run.start', { config: { ...pendulumConfig, width: 401 } })).rejects.toMatchObject({
      code: 'too-wide',
      message: '401 neurons are more than 200 training rows allow.',
      context: { largest: 400 },
    });
    expect(await client.call('run.list', {})).toEqual([]);
  });

  test.each<[string, Partial<RunConfig>, string]>([
    ['an unknown method', { method: 'magic' }, 'unknown-id'],
    ['an unknown integrator', { integrator: 'guess' }, 'unknown-id'],
    ['a data set that does not exist', { data: { kind: 'dataset', datasetId: 'nope' } }, 'not-found'],
    [
      'a parameter out of range',
      { data: { ...pendulumConfig.data, params: { mass: -1 } } as RunConfig['data'] },
      'bad-argument',
    ],
  ])('%s is refused', async (_name, change, code) => {
    const { client } = openService();
    await expect(client.call('run.start', { config: { ...pendulumConfig, ...change } })).rejects.toMatchObject({
      code,
    });
  });

  test('an endless fit is cancelled at once, twice, and the next run works', async () => {
    const { client, events, service, settled } = openService({ workerEntry: FAULTY_WORKER });
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.spin } });
    await expect.poll(() => events.some(({ event }) => event === 'run.progress')).toBe(true);
    expect(service.isIdle()).toBe(false);
    const from = performance.now();
    expect(await client.call('run.cancel', { runId })).toMatchObject({ status: 'cancelled', error: null });
    expect(performance.now() - from).toBeLessThan(2000);
    expect(await client.call('run.cancel', { runId })).toMatchObject({ status: 'cancelled' });
    expect(statusesOf(events, runId)).toEqual(['queued', 'running', 'cancelled']);
    expect(service.isIdle()).toBe(true);
    const next = await client.call('run.start', { config: pendulumConfig });
    expect(await settled(next.runId)).toMatchObject({ status: 'succeeded' });
  });

  test('a run can be cancelled at any moment and ends once', async () => {
    const { client, events, settled } = openService();
    for (const wait of [0, 5, 40, 80, 120, 160, 200, 240]) {
      const { runId } = await client.call('run.start', { config: pendulumConfig });
      await new Promise((resolve) => setTimeout(resolve, wait));
      const { status } = await client.call('run.cancel', { runId });
      expect(['cancelled', 'succeeded']).toContain(status);
      expect(await settled(runId)).toMatchObject({ status });
      expect(statusesOf(events, runId).filter((step) => step !== 'queued' && step !== 'running')).toEqual([status]);
    }
  });

  test('a killed worker fails the run with advice, and the next run works', async () => {
    const { client, settled } = openService({ workerEntry: FAULTY_WORKER });
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.exit } });
    const { status, error } = await settled(runId);
    expect(status).toBe('failed');
    expect(error).toMatchObject({ code: 'worker-lost', hint: expect.stringContaining('Start it again') as string });
    const next = await client.call('run.start', { config: pendulumConfig });
    expect(await settled(next.runId)).toMatchObject({ status: 'succeeded' });
  });

  test('a deleted run is cancelled first and comes back with restore', async () => {
    const { client, events } = openService({ workerEntry: FAULTY_WORKER });
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.spin } });
    expect(await client.call('run.delete', { runIds: [runId, 'no-such-run'] })).toEqual({ deleted: 1 });
    expect(statusesOf(events, runId)).toEqual(['queued', 'running', 'cancelled', 'cancelled']);
    expect(await client.call('run.list', {})).toEqual([]);
    expect(await client.call('run.restore', { runIds: [runId] })).toEqual({ restored: 1 });
    expect(await client.call('run.list', {})).toMatchObject([{ id: runId, status: 'cancelled' }]);
  });

  test('a run id that does not exist is refused by every method that takes one', async () => {
    const { client } = openService();
    const runId = 'no-such-run';
    const plane = { axis: 0, q: [0, 1], p: [0, 1], columns: 5, rows: 5 } as const;
    for (const asked of [
      client.call('run.get', { runId }),
      client.call('run.cancel', { runId }),
      client.call('run.series', { runId, maxPoints: 10 }),
      client.call('model.field', { runId, ...plane }),
      client.call('model.rollout', { runId, state: [0, 0], duration: 1, points: 2 }),
      client.call('export.run', { runId, format: 'png' }),
    ]) {
      await expect(asked).rejects.toMatchObject({
        code: 'not-found',
        message: "There is no run 'no-such-run' in this library.",
      });
    }
  });

  test('a forecast grows with the width and is made of finite numbers', async () => {
    const { client } = openService();
    const small = await client.call('run.forecast', { config: pendulumConfig });
    const large = await client.call('run.forecast', { config: { ...pendulumConfig, method: 'a-swim', width: 300 } });
    expect(small).toMatchObject({ rows: 401, columns: 31, solves: 1 });
    expect(large).toMatchObject({ rows: 401, columns: 301, solves: 2 });
    expect(large.seconds).toBeGreaterThan(small.seconds);
    expect(large.seconds).toBeLessThan(10);
  });

  test('closing during a run leaves it interrupted', async () => {
    const libraryPath = temporaryLibrary();
    const first = openService({ libraryPath, workerEntry: FAULTY_WORKER });
    const { runId } = await first.client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.spin } });
    await first.service.close();
    await expect(first.client.call('run.list', {})).rejects.toMatchObject({ code: 'connection-lost' });
    const second = openService({ libraryPath });
    expect(await second.client.call('run.get', { runId })).toMatchObject({ status: 'interrupted' });
  });
});

describe('questions to a learned model', () => {
  test('the field has energies on the grid, covered cells and arrows along the motion', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, width: 100 } });
    await settled(runId);
    const field = await client.call('model.field', { runId, axis: 0, q: [-9, 9], p: [-2, 2], columns: 31, rows: 21 });
    expect(field.energy).toHaveLength(31 * 21);
    expect(field.arrows).toHaveLength(4 * 19 * 13);
    expect(field.covered[0]).toBe(0);
    expect(field.covered[10 * 31 + 15]).toBe(1);
    // Middle arrow: q = 0, p = 0 is the resting point; above it q̇ ≈ p.
    const at = 4 * (9 * 19 + 9);
    expect(field.arrows[at]).toBeCloseTo(0);
    expect(field.arrows[at + 2]!).toBeCloseTo(field.arrows[at + 1]!, 1);
    await expect(
      client.call('model.field', { runId, axis: 1, q: [-9, 9], p: [-2, 2], columns: 31, rows: 21 }),
    ).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('a rollout starts where it was asked to and keeps its energy', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, width: 100 } });
    await settled(runId);
    const rollout = await client.call('model.rollout', { runId, state: [0.5, 0], duration: 5, points: 51 });
    expect([...rollout.states.subarray(0, 2)]).toEqual([0.5, 0]);
    expect(rollout.times).toHaveLength(51);
    expect(rollout.times[50]).toBeCloseTo(5, 12);
    expect(rollout.energyDrift).toBeLessThan(1e-3);
    expect(rollout).toMatchObject({ startsCovered: true, leftTheBox: false });
    const outside = await client.call('model.rollout', { runId, state: [1000, 0], duration: 5, points: 51 });
    expect(outside).toMatchObject({ startsCovered: false, leftTheBox: true });
    await expect(client.call('model.rollout', { runId, state: [0.5], duration: 5, points: 51 })).rejects.toMatchObject({
      code: 'bad-argument',
    });
    await expect(
      client.call('model.rollout', { runId, state: [0.5, 0], duration: 1e9, points: 51 }),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  test('a model is known again after more models than are kept warm', async () => {
    const { client, settled } = openService();
    const ids = [];
    for (let seed = 1; seed <= 6; seed++) {
      const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed } });
      ids.push(runId);
    }
    await Promise.all(ids.map((id) => settled(id)));
    const ask = (runId: string) =>
      client.call('model.field', { runId, axis: 0, q: [-1, 1], p: [-1, 1], columns: 3, rows: 3 });
    const first = await Promise.all(ids.map(ask));
    expect(await Promise.all(ids.map(ask))).toEqual(first);
    expect(new Set(first.map(({ energy }) => energy[0])).size).toBe(6);
  });
});

describe('exports', () => {
  test('the model leaves as JSON that evaluates to the same energies, and as a picture', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config: pendulumConfig });
    await settled(runId);
    const json = await client.call('export.run', { runId, format: 'json' });
    expect(json).toMatchObject({ name: `pendulum-u-swim-30-${runId.slice(0, 8)}.json`, mediaType: 'application/json' });
    const { model } = readModelJson(new TextDecoder().decode(json.bytes));
    const field = await client.call('model.field', { runId, axis: 0, q: [-1, 1], p: [-1, 1], columns: 2, rows: 2 });
    expect(evaluateEnergies(model, Float64Array.of(-1, -1, 1, -1, -1, 1, 1, 1), 4)).toEqual(field.energy);
    const png = await client.call('export.run', { runId, format: 'png' });
    expect(png.name).toMatch(/\.png$/);
    expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.bytes.length).toBeGreaterThan(10_000);
  });

  test('a run without a result has nothing to export', async () => {
    const { client, settled } = openService({ workerEntry: FAULTY_WORKER });
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.exit } });
    await settled(runId);
    for (const format of ['json', 'png'] as const) {
      await expect(client.call('export.run', { runId, format })).rejects.toMatchObject({
        code: 'not-found',
        message: `Run '${runId}' has no result.`,
      });
    }
  });
});

describe('files', () => {
  test('a table is opened, checked, imported, learned from with a part held out, trashed and restored', async () => {
    const opened = openService();
    const { client, settled } = opened;
    const draft = await openDraft(opened);
    const { format, proposal } = draft.preview;
    expect(draft.fileNames).toEqual(['pendulum.csv']);
    const options = {
      format,
      mapping: {
        time: proposal.time!,
        q: proposal.q!,
        p: proposal.p!,
        dq: proposal.dq ?? [],
        dp: proposal.dp ?? [],
        run: proposal.run,
      },
      badRows: 'refuse',
      derivativeWindow: null,
    } as const;
    const { report, series } = await client.call('draft.check', { draftId: draft.draftId, options, maxPoints: 100 });
    expect(series.trajectories).toHaveLength(report.trajectories.length);
    const { id } = await client.call('dataset.import', { draftId: draft.draftId, options, name: '  Arm  ' });
    expect(await client.call('dataset.get', { datasetId: id })).toMatchObject({ name: 'Arm', report });
    await expect(client.call('draft.check', { draftId: draft.draftId, options, maxPoints: 9 })).rejects.toMatchObject({
      code: 'not-found',
    });

    const config: RunConfig = {
      ...pendulumConfig,
      data: { kind: 'dataset', datasetId: id },
      split: { kind: 'fraction', fraction: 0.2 },
    };
    const { runId } = await client.call('run.start', { config });
    expect(await settled(runId)).toMatchObject({ status: 'succeeded', dataName: 'Arm' });
    const { box } = await client.call('run.get', { runId });
    const { trainStates } = await client.call('run.series', { runId, maxPoints: 100_000 });
    expect(Math.max(...trainStates.filter((_, i) => i % 2 === 0))).toBe(box[0]![1]);

    await expect(
      client.call('run.start', { config: { ...config, split: { kind: 'trajectories', heldOut: ['nope'] } } }),
    ).rejects.toMatchObject({ code: 'unknown-id' });
    expect(await client.call('dataset.delete', { datasetIds: [id] })).toEqual({ deleted: 1 });
    expect(await client.call('dataset.list', {})).toEqual([]);
    await expect(client.call('run.start', { config })).rejects.toMatchObject({ code: 'not-found' });
    expect(await client.call('dataset.restore', { datasetIds: [id] })).toEqual({ restored: 1 });
    expect(await client.call('dataset.list', {})).toMatchObject([{ id, name: 'Arm' }]);
  });

  test('the oldest of five drafts makes room', async () => {
    const opened = openService();
    const drafts = [];
    for (let i = 0; i < 5; i++) drafts.push(await openDraft(opened));
    const ask = ({ draftId, preview: { format } }: Draft) => opened.client.call('draft.preview', { draftId, format });
    await expect(ask(drafts[0]!)).rejects.toMatchObject({ code: 'not-found' });
    expect(await ask(drafts[1]!)).toMatchObject({ draftId: drafts[1]!.draftId });
    await opened.client.call('draft.discard', { draftId: drafts[1]!.draftId });
    await expect(ask(drafts[1]!)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each([
    ['an empty file', '', 'too-few-rows'],
    ['a file in an old encoding', Buffer.from('t,q,p\n0,1,é\n', 'latin1'), 'bad-table'],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'bad-table'],
  ])('%s is refused', async (_name, content, code) => {
    await expect(openDraft(openService(), Buffer.from(content))).rejects.toMatchObject({ code });
  });
});
