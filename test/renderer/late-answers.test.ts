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
import {
  AppError,
  createClient,
  type FileBytes,
  type MethodName,
  type ReplyFrame,
  type RequestFrame,
} from '../../service/api/index.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';
import { openService } from '../support/service.ts';

/** The thread that reads files starts with the first of them. */
const PATIENCE = { timeout: 10_000 };

const pendulum: FileBytes = {
  name: 'pendulum.csv',
  bytes: new Uint8Array(readFileSync(new URL('../fixtures/pendulum.csv', import.meta.url))),
};

/** A real service behind a pipe whose answers can be held back or broken. */
function openSlowPipe() {
  const opened = openService();
  const inner = inProcessTransport(opened.service);
  const held = new Set<string>();
  const broken = new Map<string, AppError>();
  const waiting: (() => void)[] = [];
  const asked: RequestFrame[] = [];
  const client = createClient({
    request: async (frame): Promise<ReplyFrame> => {
      asked.push(frame);
      const isHeld = held.has(frame.method);
      const error = broken.get(frame.method);
      const reply = error === undefined ? await inner.request(frame) : { ok: false as const, error };
      if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
      return reply;
    },
    listen: (onEvent, onConnection) => inner.listen(onEvent, onConnection),
  });
  return {
    ...opened,
    client,
    paramsOf: (method: MethodName) => asked.filter((frame) => frame.method === method).map(({ params }) => params),
    hold: (method: MethodName) => held.add(method),
    letPass: (method: MethodName) => held.delete(method),
    break: (method: MethodName, error: AppError) => broken.set(method, error),
    mend: (method: MethodName) => broken.delete(method),
    /** Resolves when that many answers are held back. */
    heldBack: (count: number) =>
      vi.waitFor(() => {
        expect(waiting).toHaveLength(count);
      }, PATIENCE),
    /** Lets the oldest answer that is held back go. */
    release: () => {
      waiting.shift()!();
    },
  };
}

async function statesOn({ client }: ReturnType<typeof openSlowPipe>) {
  const notices = new Notices();
  const datasets = new Datasets(client, notices);
  const runs = new Runs(client, notices);
  const connection = new Connection(client, async () => {
    await Promise.all([datasets.refresh(), runs.refresh()]);
    experiment.refresh();
  });
  const experiment = new Experiment(client, connection, datasets);
  await connection.start();
  return { notices, datasets, runs, connection, experiment };
}

async function checked(draft: ImportDraft): Promise<void> {
  await vi.waitFor(() => {
    expect(draft.check.kind).toBe('checked');
  }, PATIENCE);
}

async function importPendulum({ client }: ReturnType<typeof openSlowPipe>): Promise<void> {
  const draft = new ImportDraft(client);
  await draft.open([pendulum]);
  await checked(draft);
  expect(await draft.import({ asVersion: false })).not.toBeNull();
}

describe('a late answer', () => {
  it('does not replace a newer list of data sets', async () => {
    const pipe = openSlowPipe();
    const { datasets } = await statesOn(pipe);
    pipe.hold('dataset.list');
    const late = datasets.refresh();
    await pipe.heldBack(1);
    pipe.letPass('dataset.list');
    await importPendulum(pipe);
    await datasets.refresh();
    pipe.release();
    await late;
    expect(datasets.list).toHaveLength(1);
  });

  it('does not replace a newer list of runs', async () => {
    const pipe = openSlowPipe();
    await importPendulum(pipe);
    const { experiment, runs } = await statesOn(pipe);
    await experiment.propose();
    experiment.chooseMethod('a-swim');
    pipe.hold('run.list');
    const late = runs.refresh();
    await pipe.heldBack(1);
    pipe.letPass('run.list');
    const runId = await experiment.start((config) => runs.start(config));
    pipe.release();
    await late;
    expect(runs.list.map(({ id }) => id)).toEqual([runId]);
    await pipe.settled(runId!);
  });

  it('does not replace a newer reading of the opened run, which keeps the chosen trajectory', async () => {
    const pipe = openSlowPipe();
    await importPendulum(pipe);
    const { experiment, runs } = await statesOn(pipe);
    await experiment.propose();
    experiment.chooseMethod('a-swim');
    experiment.change({ width: 40 });
    const opened = new OpenedRun(pipe.client);
    pipe.hold('run.get');
    const runId = (await experiment.start((config) => runs.start(config)))!;
    const late = opened.open(runId);
    await pipe.heldBack(1);
    pipe.letPass('run.get');
    await pipe.settled(runId);
    await opened.open(runId);
    const proposed = opened.trajectory;
    const chosen = proposed === 0 ? 1 : 0;
    opened.showTrajectory(chosen);
    pipe.release();
    await late;
    expect(opened.situation).toMatchObject({ kind: 'ready', detail: { status: 'succeeded' } });
    await opened.open(runId);
    expect(opened.trajectory).toBe(chosen);
  });

  it('of a format does not bring discarded files back', async () => {
    const pipe = openSlowPipe();
    const draft = new ImportDraft(pipe.client);
    await draft.open([pendulum]);
    pipe.hold('draft.preview');
    draft.change('separator', (recipe) => ({ ...recipe, format: { ...recipe.format, delimiter: ';' } }));
    await pipe.heldBack(1);
    await draft.discard();
    pipe.release();
    expect(draft.draft).toBeNull();
    expect(draft.recipe).toBeNull();
  });

  it('of an import leaves files alone that were opened since', async () => {
    const pipe = openSlowPipe();
    const draft = new ImportDraft(pipe.client);
    await draft.open([pendulum]);
    await checked(draft);
    pipe.hold('dataset.import');
    const late = draft.import({ asVersion: false });
    await pipe.heldBack(1);
    await draft.open([{ ...pendulum, name: 'second.csv' }]);
    pipe.release();
    expect(await late).toMatchObject({ name: 'pendulum' });
    expect(draft.draft?.fileNames).toEqual(['second.csv']);
    expect(draft.name).toBe('second');
  });

  it('of files opened before others is dropped', async () => {
    const pipe = openSlowPipe();
    const draft = new ImportDraft(pipe.client);
    pipe.hold('draft.open');
    const late = draft.open([pendulum]);
    await pipe.heldBack(1);
    pipe.letPass('draft.open');
    await draft.open([{ ...pendulum, name: 'second.csv' }]);
    pipe.release();
    await late;
    expect(draft.draft?.fileNames).toEqual(['second.csv']);
    expect(pipe.paramsOf('draft.discard')).toHaveLength(1);
  });
});

describe('import of what was checked', () => {
  it('asks with the same recipe, so that the service need not read the files again', async () => {
    const pipe = openSlowPipe();
    const draft = new ImportDraft(pipe.client);
    await draft.open([pendulum]);
    await checked(draft);
    await draft.import({ asVersion: false });
    const [check] = pipe.paramsOf('draft.check');
    const [taken] = pipe.paramsOf('dataset.import');
    expect((taken as { recipe: unknown }).recipe).toEqual((check as { recipe: unknown }).recipe);
  });

  it('is off while the choices have moved on since the check', async () => {
    const pipe = openSlowPipe();
    const draft = new ImportDraft(pipe.client);
    await draft.open([pendulum]);
    await checked(draft);
    draft.change('bad rows', (recipe) => ({ ...recipe, rows: { ...recipe.rows, bad: 'cut' } }));
    expect(draft.obstacle).toBe('Reading the file');
    expect(await draft.import({ asVersion: false })).toBeNull();
  });
});

describe('errors that may pass', () => {
  it('a failed start is shown, and Start stays on', async () => {
    const pipe = openSlowPipe();
    await importPendulum(pipe);
    const { experiment, runs } = await statesOn(pipe);
    await experiment.propose();
    experiment.chooseMethod('a-swim');
    experiment.change({ width: 40 });
    pipe.break('run.start', new AppError('disk-full', 'The disk is full.'));
    const start = () => experiment.start((config) => runs.start(config));
    expect(await start()).toBeNull();
    expect(experiment.startError).toMatchObject({ code: 'disk-full' });
    expect(experiment.obstacle).toBeNull();
    experiment.change({ seed: 2 });
    expect(experiment.startError).toBeNull();
    expect(await start()).toBeNull();
    pipe.mend('run.start');
    const runId = await start();
    expect(experiment.startError).toBeNull();
    await pipe.settled(runId!);
  });

  it('a forecast that got lost leaves the cost unknown, and is asked again when the connection is back', async () => {
    const pipe = openSlowPipe();
    await importPendulum(pipe);
    const { experiment, connection } = await statesOn(pipe);
    pipe.break('run.forecast', new AppError('connection-lost', 'The connection is lost.'));
    await experiment.propose();
    await vi.waitFor(() => {
      expect(pipe.paramsOf('run.forecast')).not.toHaveLength(0);
    });
    expect(experiment.cost.kind).toBe('unknown');
    expect(experiment.obstacle).toBeNull();
    connection.heard(false);
    pipe.mend('run.forecast');
    connection.heard(true);
    await vi.waitFor(() => {
      expect(experiment.cost.kind).toBe('known');
    });
  });

  it('a field that could not be drawn is drawn at the next try', async () => {
    const pipe = openSlowPipe();
    await importPendulum(pipe);
    const { experiment, runs } = await statesOn(pipe);
    await experiment.propose();
    experiment.chooseMethod('a-swim');
    experiment.change({ width: 40 });
    const runId = await experiment.start((config) => runs.start(config));
    await pipe.settled(runId!);
    const opened = new OpenedRun(pipe.client);
    pipe.break('model.field', new AppError('connection-lost', 'The connection is lost.'));
    await opened.open(runId!);
    expect(opened.fieldError).toMatchObject({ code: 'connection-lost' });
    pipe.mend('model.field');
    await opened.open(runId!);
    expect(opened.fieldError).toBeNull();
    expect(opened.surface).not.toBeNull();
  });
});
