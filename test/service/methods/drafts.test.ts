import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../../../core/experiment/run-config.ts';
import type { Draft } from '../../../service/api/index.ts';
import { pendulumConfig } from '../../support/library.ts';
import { FAULTY_WORKER, openService, type OpenedService } from '../../support/service.ts';

const pendulumCsv = readFileSync(new URL('../../fixtures/pendulum.csv', import.meta.url));

async function openDraft({ client }: OpenedService, bytes: Uint8Array = pendulumCsv): Promise<Draft> {
  return client.call('draft.open', { files: [{ name: 'pendulum.csv', bytes }] });
}

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
    ['a file in an old encoding', Buffer.from('t,q,p\n0,1,é\n', 'latin1'), 'bad-table'],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'bad-table'],
  ])('%s is refused', async (_name, content, code) => {
    await expect(openDraft(openService(), Buffer.from(content))).rejects.toMatchObject({ code });
  });
});
