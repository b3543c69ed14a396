/// <reference types="svelte" />
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { Connection } from '../../renderer/state/connection.svelte.ts';
import { Datasets } from '../../renderer/state/datasets.svelte.ts';
import { Experiment } from '../../renderer/state/experiment.svelte.ts';
import { ImportDraft } from '../../renderer/state/import-draft.svelte.ts';
import { Notices } from '../../renderer/state/notices.svelte.ts';
import { OpenedRun } from '../../renderer/state/opened-run.svelte.ts';
import { Runs } from '../../renderer/state/runs.svelte.ts';
import type { Client, FileBytes } from '../../service/api/index.ts';
import { openService } from '../support/service.ts';

/** The thread that reads files starts with the first of them. */
const PATIENCE = { timeout: 10_000 };

const pendulum: FileBytes = {
  name: 'pendulum.csv',
  bytes: new Uint8Array(readFileSync(new URL('../fixtures/pendulum.csv', import.meta.url))),
};

async function checked(draft: ImportDraft): Promise<void> {
  await vi.waitFor(() => {
    expect(draft.check.kind).toBe('checked');
  }, PATIENCE);
}

async function imported(client: Client): Promise<string> {
  const draft = new ImportDraft(client);
  await draft.open([pendulum]);
  await checked(draft);
  const dataset = await draft.import({ asVersion: false });
  return dataset!.id;
}

async function statesOn(client: Client) {
  const notices = new Notices();
  const datasets = new Datasets(client, notices);
  const runs = new Runs(client, notices);
  const connection = new Connection(client, async () => {
    await Promise.all([datasets.refresh(), runs.refresh()]);
  });
  await connection.start();
  return { notices, datasets, runs, connection, experiment: new Experiment(client, connection, datasets) };
}

describe('experiment and runs', () => {
  it('proposes the imported data, forecasts the cost, learns, and opens the result with a marble', async () => {
    const opened = openService();
    const datasetId = await imported(opened.client);
    const { experiment, runs } = await statesOn(opened.client);
    await experiment.propose();
    expect(experiment.form).toMatchObject({ data: { kind: 'dataset', datasetId }, method: 'measured', width: 100 });
    experiment.change({ width: 40 });
    await vi.waitFor(() => {
      expect(experiment.cost.kind).toBe('known');
    });
    const runId = await experiment.start((config) => runs.start(config));
    await opened.settled(runId!);

    const result = new OpenedRun(opened.client);
    await result.open(runId!);
    expect(result.situation).toMatchObject({ kind: 'ready', detail: { status: 'succeeded' }, units: { q: [''] } });
    expect(result.surface?.levels.length).toBeGreaterThan(4);
    const { q } = result.ranges;
    await result.dropMarble((q[0] + q[1]) / 2, 0.1);
    expect(result.marbles).toHaveLength(1);
    expect(result.marbles[0]!.rollout.times.length).toBeGreaterThan(10);
    result.clearMarbles();
    expect(result.marbles).toHaveLength(0);
  });

  it('shows a refusal of the service where the cost stands, and starts nothing', async () => {
    const { client } = openService();
    await imported(client);
    const { experiment, runs } = await statesOn(client);
    await experiment.propose();
    experiment.chooseMethod('a-swim');
    experiment.change({ width: 4000 });
    await vi.waitFor(() => {
      expect(experiment.cost).toMatchObject({ kind: 'refused', error: { code: 'too-wide' } });
    });
    expect(experiment.obstacle).toContain('4000');
    expect(await experiment.start((config) => runs.start(config))).toBeNull();
    expect(runs.list).toHaveLength(0);
  });

  it('deletes with undo, by the toast and by the history', async () => {
    const { client } = openService();
    await imported(client);
    const { datasets, notices } = await statesOn(client);
    const [dataset] = datasets.list;
    await datasets.delete(dataset!);
    expect(datasets.list).toHaveLength(0);
    expect(notices.toast?.text).toBe('“pendulum” deleted');
    await notices.undo();
    expect(datasets.list).toHaveLength(1);
    expect(notices.toast).toBeNull();
    await notices.undo();
    expect(notices.status).toBe('Nothing to undo.');
  });

  it('says that the connection is lost, and stays so while nobody answers', async () => {
    const { client, service } = openService();
    const { connection } = await statesOn(client);
    expect(connection.situation.kind).toBe('ready');
    await service.close();
    connection.heard(false);
    expect(connection.isLost).toBe(true);
    await connection.start();
    expect(connection.isLost).toBe(true);
  });

  it('shows a failed deed instead of losing it', async () => {
    const { client } = openService();
    const { runs, notices } = await statesOn(client);
    await runs.cancel('no-such-run');
    expect(notices.error).toMatchObject({ code: 'not-found' });
  });
});
