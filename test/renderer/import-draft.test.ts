/// <reference types="svelte" />
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ImportDraft } from '../../renderer/state/import-draft.svelte.ts';
import { roleOfColumn, withRole } from '../../renderer/state/column-roles.ts';
import { createClient, type Client, type FileBytes } from '../../service/api/index.ts';
import { createService, type Service } from '../../service/create-service.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';
import { WORKER } from '../support/service.ts';

let folder: string;
let service: Service;
let client: Client;
// One service for all tests: to start its thread takes longer than any of them.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasewright-test-'));
  const libraryPath = join(folder, 'library.phasewright');
  const log = () => undefined;
  service = createService({ libraryPath, role: 'host', workerEntry: WORKER, version: 'test', log });
  client = createClient(inProcessTransport(service));
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const pendulum: FileBytes = {
  name: 'pendulum.csv',
  bytes: new Uint8Array(readFileSync(new URL('../fixtures/pendulum.csv', import.meta.url))),
};
const PATIENCE = { timeout: 10_000 };
const RUN = 0;
const P = 3;

function text(name: string, lines: readonly string[]): FileBytes {
  return { name, bytes: new TextEncoder().encode(lines.join('\n')) };
}

async function checked(draft: ImportDraft): Promise<void> {
  await vi.waitFor(() => {
    expect(draft.check.kind).toBe('checked');
  }, PATIENCE);
}

async function opened(...files: FileBytes[]): Promise<ImportDraft> {
  const draft = new ImportDraft(client);
  await draft.open(files);
  return draft;
}

describe('import draft', () => {
  it('reads a clean file with everything as proposed and makes a data set of it', async () => {
    const draft = await opened(pendulum);
    const { recipe } = draft;
    expect([0, 1, 2, 3].map((column) => roleOfColumn(recipe!, column))).toEqual(['run', 'time', 'q1', 'p1']);
    await checked(draft);
    expect(draft.obstacle).toBeNull();
    const dataset = await draft.import({ asVersion: false });
    expect(dataset).toMatchObject({ name: 'pendulum', rowCount: 800, dof: 1, version: 1 });
    expect(draft.draft).toBeNull();
  });

  it('leaves rows out that cannot be read, and says so', async () => {
    const rows = Array.from({ length: 40 }, (_, k) => `${k / 10},${Math.cos(k / 10)},${-Math.sin(k / 10)}`);
    const draft = await opened(text('swing.csv', ['t,q,p', ...rows, 'n/a,1,2']));
    await checked(draft);
    expect(draft.checked?.report.rows).toEqual({ read: 41, kept: 40, refused: 1 });
    expect(draft.obstacle).toBeNull();
    expect(await draft.import({ asVersion: false })).toMatchObject({ rowCount: 40 });
  });

  it('says what is missing when a role is taken away, and undoes that by its name', async () => {
    const draft = await opened(pendulum);
    draft.change('role of t', (recipe) => withRole(recipe, 1, 'ignore', 'numbers'));
    expect(draft.obstacle).toBe('One column must be the time t, or give a time step');
    expect(await draft.import({ asVersion: false })).toBeNull();
    expect(draft.undoLabel).toBe('role of t');
    draft.undo();
    expect(draft.undoLabel).toBeNull();
    expect(draft.redoLabel).toBe('role of t');
    await checked(draft);
    draft.redo();
    expect(draft.obstacle).toMatch(/time t/);
  });

  it('takes a known input into the data set, and undoes that as any role', async () => {
    const rows = Array.from({ length: 40 }, (_, k) => `${k / 10},${Math.cos(k / 10)},${-Math.sin(k / 10)},${k % 3}`);
    const draft = await opened(text('driven.csv', ['t,q,p,lamp', ...rows]));
    const asInput = () => {
      draft.change('role of lamp', (recipe) => withRole(recipe, 3, 'input', 'numbers'));
    };
    asInput();
    expect(draft.undoLabel).toBe('role of lamp');
    draft.undo();
    expect(draft.recipe?.roles.inputs).toEqual([]);
    asInput();
    await checked(draft);
    expect(draft.checked?.report.columns[3]).toMatchObject({ name: 'lamp', role: 'input1', min: 0, max: 2 });
    expect(await draft.import({ asVersion: false })).toMatchObject({ inputs: ['lamp'], hasDerivedMomenta: false });
  });

  it('takes what is typed into one field as one change', async () => {
    const draft = await opened(pendulum);
    const before = draft.recipe;
    for (const mass of [2, 20, 200]) draft.change('mass', (old) => ({ ...old, masses: [mass] }), { isTyping: true });
    draft.undo();
    expect(draft.recipe).toEqual(before);
  });

  it('reads the file in another format and back', async () => {
    const draft = await opened(pendulum);
    draft.change('separator', (recipe) => ({ ...recipe, format: { ...recipe.format, delimiter: ';' } }));
    await vi.waitFor(() => {
      expect(draft.draft?.preview.columns).toHaveLength(1);
    }, PATIENCE);
    draft.undo();
    expect(draft.draft?.preview.columns).toHaveLength(4);
    await checked(draft);
  });

  it('keeps roles that were chosen by hand when the same columns are read otherwise', async () => {
    const draft = await opened(pendulum);
    draft.change('role of run', (recipe) => withRole(recipe, RUN, 'parameter', 'numbers'));
    draft.change('comments', (recipe) => ({ ...recipe, format: { ...recipe.format, comment: '#' } }));
    await vi.waitFor(() => {
      expect(draft.draft?.preview.proposal.format.comment).toBe('#');
    }, PATIENCE);
    expect(draft.recipe?.roles.parameters).toEqual([RUN]);
  });

  it('stays off until a question is answered', async () => {
    const rows = Array.from({ length: 20 }, (_, k) => `${k};1,${200 + k};2,${300 + k}`);
    const draft = await opened(text('table.csv', ['t;q;p', ...rows]));
    expect(draft.questions.map(({ code }) => code)).toEqual(['decimal-mark']);
    expect(draft.obstacle).toBe('One question is left');
    draft.change('answer', (recipe) => ({ ...recipe, answered: ['decimal-mark'] }));
    await checked(draft);
    expect(draft.obstacle).toBeNull();
  });

  it('offers the choices of last time for such a file, and takes them when asked', async () => {
    const first = new ImportDraft(client);
    await first.open([pendulum]);
    first.change('role of p', (recipe) => withRole(recipe, P, 'ignore', 'numbers'));
    await checked(first);
    await first.import({ asVersion: false });
    const second = new ImportDraft(client);
    await second.open([pendulum]);
    expect(second.recipe?.roles.p).toEqual([P]);
    expect(second.saved).not.toBeNull();
    second.useSaved();
    expect(second.saved).toBeNull();
    await checked(second);
    expect(second.recipe?.roles.p).toEqual([]);
    second.undo();
    expect(second.recipe?.roles.p).toEqual([P]);
  });

  it('opens a data set again with its recipe and makes a new version of it', async () => {
    const draft = await opened(pendulum);
    draft.setName('pendulum again');
    await checked(draft);
    const first = await draft.import({ asVersion: false });
    await draft.reopen(first!.id);
    expect(draft.name).toBe('pendulum again');
    draft.change('rows', (recipe) => ({ ...recipe, rows: { ...recipe.rows, bad: 'cut' } }));
    await checked(draft);
    expect(await draft.import({ asVersion: true })).toMatchObject({ version: 2, lineage: first!.lineage });
  });

  it('ends a check that is not wanted, and checks again when asked', async () => {
    const draft = await opened(pendulum);
    draft.cancelCheck();
    expect(draft.check.kind).toBe('cancelled');
    expect(draft.obstacle).toBe('The check was cancelled');
    draft.checkAgain();
    await checked(draft);
  });

  it('gives raw lines of the file that is shown', async () => {
    const draft = await opened(pendulum);
    const lines = await draft.lines(800, 10);
    expect(lines).toHaveLength(2);
    expect(lines[1]?.use).toBe('data');
  });

  it('shows why a file could not be opened, and takes the next one', async () => {
    const draft = await opened(text('empty.csv', []));
    expect(draft.openError?.message).toContain('empty.csv');
    await draft.open([pendulum]);
    expect(draft.openError).toBeNull();
    expect(draft.draft?.preview.lineCount).toBe(801);
  });
});
