import { copyFileSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../../../core/experiment/run-config.ts';
import type { ImportRecipe } from '../../../core/import/recipe.ts';
import type { Draft, FileBytes } from '../../../service/api/index.ts';
import { pendulumConfig, temporaryLibrary } from '../../support/library.ts';
import { FAULTY_WORKER, openService, type OpenedService } from '../../support/service.ts';

const pendulumCsv = readFileSync(new URL('../../fixtures/pendulum.csv', import.meta.url));
const VERSION_1 = new URL('../../fixtures/library-version-1.phasewright', import.meta.url);

async function openDraft({ client }: OpenedService, bytes: Uint8Array = pendulumCsv): Promise<Draft> {
  return client.call('draft.open', { files: [{ name: 'pendulum.csv', bytes }] });
}

async function importPendulum(opened: OpenedService, change: Partial<ImportRecipe> = {}) {
  const { draftId, recipe } = await openDraft(opened);
  const choices = { draftId, recipe: { ...recipe, ...change }, name: 'Arm', versionOf: null };
  return opened.client.call('dataset.import', choices);
}

describe('files', () => {
  test('a table is opened, checked, imported, learned from with a part held out, trashed and restored', async () => {
    const opened = openService();
    const { client, settled } = opened;
    const { draftId, fileNames, recipe, saved, reopened } = await openDraft(opened);
    expect({ fileNames, saved, reopened }).toEqual({ fileNames: ['pendulum.csv'], saved: null, reopened: null });
    const { report, series } = await client.call('draft.check', { draftId, recipe, maxPoints: 100 });
    expect(report.rows).toEqual({ read: 800, kept: 800, refused: 0 });
    expect(series.trajectories).toHaveLength(report.trajectories.length);
    const { id } = await client.call('dataset.import', { draftId, recipe, name: '  Arm  ', versionOf: null });
    expect(await client.call('dataset.get', { datasetId: id })).toMatchObject({ name: 'Arm', report });
    await expect(client.call('draft.check', { draftId, recipe, maxPoints: 9 })).rejects.toMatchObject({
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
    const ask = ({ draftId }: Draft) => opened.client.call('draft.preview', { draftId, file: 0, recipe: null });
    await expect(ask(drafts[0]!)).rejects.toMatchObject({ code: 'not-found' });
    expect(await ask(drafts[1]!)).toMatchObject({ draftId: drafts[1]!.draftId });
    await opened.client.call('draft.discard', { draftId: drafts[1]!.draftId });
    await expect(ask(drafts[1]!)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a reader that dies is told as lost, replaced, and keeps nothing waiting', async () => {
    const { client, service } = openService({ workerEntry: FAULTY_WORKER });
    const open = (name: string) => client.call('draft.open', { files: [{ name, bytes: pendulumCsv }] });
    const [lost, alsoLost] = await Promise.allSettled([open('exit.csv'), open('pendulum.csv')]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'worker-lost' } });
    expect(alsoLost).toMatchObject({ status: 'rejected', reason: { code: 'worker-lost' } });
    expect(service.isIdle()).toBe(true);
    expect(await open('pendulum.csv')).toMatchObject({ fileNames: ['pendulum.csv'] });
  });

  test.each([
    ['an empty file', '', 'too-few-rows'],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'bad-table'],
  ])('%s is refused', async (_name, content, code) => {
    await expect(openDraft(openService(), Buffer.from(content))).rejects.toMatchObject({ code });
  });
});

describe('looking at a draft', () => {
  const files: FileBytes[] = [
    { name: 'a.csv', bytes: Buffer.from('t;q;p\n0;1,5;0\n1;1,25;-1\n2;1;-1\n') },
    { name: 'b.csv', bytes: Buffer.from('t;q;p\n0;2,5;0\n1;2,25;-1\n2;2;-1\n') },
  ];

  test('another file is shown, and another format of it; lines are told in that format', async () => {
    const { client } = openService();
    const { draftId, recipe } = await client.call('draft.open', { files });
    expect(recipe.format).toMatchObject({ delimiter: ';', decimal: ',' });
    const second = await client.call('draft.preview', { draftId, file: 1, recipe });
    expect(second.preview).toMatchObject({ file: 'b.csv', columns: [{ name: 't' }, { name: 'q' }, { name: 'p' }] });
    expect(second.preview.head[0]!.cells[1]).toMatchObject({ text: '2,5', value: 2.5 });
    const changed = { ...recipe, format: { ...recipe.format, headerRows: 0, skipLines: 1 } };
    const skipped = await client.call('draft.preview', { draftId, file: 1, recipe: changed });
    expect(skipped.preview.columns).toHaveLength(3);
    expect(await client.call('draft.lines', { draftId, file: 1, from: 1, count: 2 })).toEqual({
      lines: [
        { text: 't;q;p', use: 'skipped' },
        { text: '0;2,5;0', use: 'data' },
      ],
    });
    await expect(client.call('draft.lines', { draftId, file: 2, from: 1, count: 2 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('derivative methods are compared on a coordinate, with the given extremes kept', async () => {
    const opened = openService();
    const { draftId, recipe } = await openDraft(opened);
    const ask = { draftId, recipe, trajectory: null, column: 'q1', maxPoints: 50 } as const;
    const bench = await opened.client.call('draft.compare', ask);
    expect(bench).toMatchObject({ trajectory: '1', column: 'q1', preview: { method: 'smoothing-spline' } });
    expect(bench.comparison.length).toBeGreaterThan(2);
    const { times, values, residual, smooth } = bench.preview;
    expect(times.length).toBeLessThanOrEqual(50);
    expect(values.map((value, i) => value - smooth[i]!)).toEqual(residual);
    // 0.02 s apart, written with two digits.
    expect(bench.steps).toMatchObject({ median: expect.closeTo(0.02, 12) as number, bins: [{ count: 199 }] });
    for (const wrong of [{ trajectory: 'nope' }, { column: 'q2' }, { column: 'p0' }] as const) {
      await expect(opened.client.call('draft.compare', { ...ask, ...wrong })).rejects.toMatchObject({
        code: 'unknown-id',
      });
    }
  });

  test('data say something about themselves before anything is learned', async () => {
    const opened = openService();
    const { draftId, recipe } = await openDraft(opened);
    expect(Object.keys(await opened.client.call('draft.preTest', { draftId, recipe })).length).toBeGreaterThan(0);
  });
});

describe('a data set', () => {
  test('gives its files back, and opened again with the same choices it is the same data', async () => {
    const opened = openService();
    const { client } = opened;
    const first = await importPendulum(opened);
    expect(first).toMatchObject({ version: 1, lineage: first.id, hasSource: true });
    const source = await client.call('dataset.source', { datasetId: first.id, position: 0 });
    expect(source.name).toBe('pendulum.csv');
    expect(pendulumCsv.equals(source.bytes)).toBe(true);

    const again = await client.call('draft.reopen', { datasetId: first.id });
    expect(again).toMatchObject({ fileNames: ['pendulum.csv'], reopened: { datasetId: first.id, name: 'Arm' } });
    expect(again.recipe).toEqual(first.report.recipe);
    const { draftId, recipe } = again;
    const same = await client.call('dataset.import', { draftId, recipe, name: 'Arm', versionOf: first.id });
    expect(same).toEqual(first);
  });

  test('tells its known inputs and that its momenta were derived, and gives the inputs for drawing', async () => {
    const { client } = openService();
    const rows = Array.from({ length: 40 }, (_, k) => `${k / 10},${Math.cos(k / 10)},${k}`);
    const bytes = Buffer.from(['t,q,drive', ...rows].join('\n'));
    const { draftId, recipe } = await client.call('draft.open', { files: [{ name: 'driven.csv', bytes }] });
    expect(recipe.roles).toMatchObject({ q: [1], p: [], inputs: [2] });
    const { id } = await client.call('dataset.import', { draftId, recipe, name: 'Driven', versionOf: null });
    const facts = { inputs: ['drive'], hasDerivedMomenta: true };
    expect(await client.call('dataset.list', {})).toMatchObject([facts]);
    expect(await client.call('dataset.get', { datasetId: id })).toMatchObject({
      ...facts,
      labels: { inputs: ['drive'] },
    });
    const { trajectories } = await client.call('dataset.series', { datasetId: id, maxPoints: 100 });
    expect(trajectories[0]!.inputs).toEqual(Float64Array.from({ length: 40 }, (_, k) => k));
  });

  test('may be made by choices from before there were inputs', async () => {
    const { client } = openService();
    const { draftId, recipe } = await client.call('draft.open', { files: [{ name: 'a.csv', bytes: pendulumCsv }] });
    const { inputs, ...roles } = recipe.roles;
    expect(inputs).toEqual([]);
    const earlier = { ...recipe, roles } as ImportRecipe;
    const ask = { draftId, recipe: earlier, name: 'Arm', versionOf: null };
    expect(await client.call('dataset.import', ask)).toMatchObject({ inputs: [], report: { recipe } });
  });

  test('is changed by a further version; both stay, and both can be taken back', async () => {
    const opened = openService();
    const { client } = opened;
    const first = await importPendulum(opened);
    const { draftId, recipe } = await client.call('draft.reopen', { datasetId: first.id });
    const cut = { ...recipe, steps: [{ kind: 'drop-ends', isOn: true, rows: 10 }] } as const;
    const choices = { draftId, recipe: cut, name: 'Arm', versionOf: first.id };
    const second = await client.call('dataset.import', choices);
    expect(second).toMatchObject({ version: 2, lineage: first.id, rowCount: first.rowCount - 80, hasSource: true });
    expect(second.sources).toEqual(first.sources);
    await client.call('dataset.delete', { datasetIds: [second.id] });
    expect((await client.call('dataset.list', {})).map(({ id }) => id)).toEqual([first.id]);
    await client.call('dataset.restore', { datasetIds: [second.id] });
    expect(await client.call('draft.reopen', { datasetId: second.id })).toMatchObject({ recipe: cut });
  });

  test('of an earlier version has no files to open again, and says so kindly', async () => {
    const libraryPath = temporaryLibrary();
    copyFileSync(VERSION_1, libraryPath);
    const { client } = openService({ libraryPath });
    const [old] = await client.call('dataset.list', {});
    await expect(client.call('draft.reopen', { datasetId: old!.id })).rejects.toMatchObject({
      code: 'not-found',
      message: "The files of 'swing' are not kept in this library.",
      hint: expect.stringContaining('Drop its files again') as string,
    });
  });

  test('leaves its choices for the next file of its kind: offered when they differ, never applied', async () => {
    const opened = openService();
    await importPendulum(opened);
    expect((await openDraft(opened)).saved).toBeNull();
    const steps = [{ kind: 'start-at-zero', isOn: true }] as const;
    const { report } = await importPendulum(opened, { steps });
    const next = await openDraft(opened);
    expect(next.recipe.steps).toEqual([]);
    expect(next.saved).toMatchObject({ recipe: report.recipe, usedAt: expect.stringMatching(/^\d{4}-/) as string });
    const other = await openDraft(opened, Buffer.from('time,angle,omega\n0,1,0\n1,0.9,-1\n2,0.7,-2\n3,0.4,-3\n'));
    expect(other.saved).toBeNull();
  });
});

test('choices of an import that was refused are not remembered', async () => {
  const opened = openService();
  const { draftId, recipe } = await openDraft(opened);
  const changed = { ...recipe, steps: [{ kind: 'start-at-zero', isOn: true }] } as const;
  const choices = { draftId, recipe: changed, name: 'Arm', versionOf: 'nope' };
  await expect(opened.client.call('dataset.import', choices)).rejects.toMatchObject({ code: 'not-found' });
  expect((await openDraft(opened)).saved).toBeNull();
});

/** Fourteen megabytes: half a second or more of reading. */
function largeTable(rows = 300_000): Buffer {
  const lines = ['t,q,p'];
  for (let i = 0; i < rows; i++) lines.push(`${(i / 100).toFixed(2)},${Math.cos(i / 100)},${-Math.sin(i / 100)}`);
  return Buffer.from(lines.join('\n'));
}

test('reading a large file tells how far it is, is cancelled within 200 ms, and leaves the draft usable', async () => {
  const opened = openService();
  const { client, events, service } = opened;
  const { draftId, recipe } = await openDraft(opened, largeTable());
  const moments: number[] = [];
  const begun = Promise.withResolvers<undefined>();
  service.listen(({ event }) => {
    if (event !== 'draft.progress') return;
    moments.push(performance.now());
    if (moments.length === 4) begun.resolve(undefined);
  });
  const checked = client.call('draft.check', { draftId, recipe, maxPoints: 10 });
  await begun.promise;
  const from = performance.now();
  await client.call('draft.cancel', { draftId });
  await expect(checked).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - from).toBeLessThan(200);
  // Sent a tenth of a second apart; a busy machine may deliver two of them closer together, not all.
  expect(moments.at(-1)! - moments[0]!).toBeGreaterThan(200);
  expect(events.every(({ event, data }) => event !== 'draft.progress' || 'draftId' in data)).toBe(true);
  const small = { ...recipe, steps: [{ kind: 'window', isOn: true, from: 0, to: 1 }] } as const;
  const { report } = await client.call('draft.check', { draftId, recipe: small, maxPoints: 10 });
  expect(report.rows.read).toBe(300_000);
}, 60_000);
