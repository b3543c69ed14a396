import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../core/datasets/dataset.ts';
import type { ImportReport } from '../../../core/import/import-report.ts';
import type { ColumnRoles, ImportRecipe } from '../../../core/import/recipe.ts';
import { packFiles, unpackFiles } from '../../../service/questions/packed-files.ts';
import { hashDataset, type NewDataset } from '../../../service/store/dataset-store.ts';
import { MIGRATIONS } from '../../../service/store/migrations/index.ts';
import { openStore, type Store } from '../../../service/store/open-store.ts';
import { toJsonText } from '../../../service/store/rows.ts';
import { exampleRecipe } from '../../support/example-recipe.ts';
import { exampleReport } from '../../support/example-report.ts';
import { exampleDataset, temporaryLibrary } from '../../support/library.ts';

function withStore(work: (store: Store) => void): void {
  const store = openStore(temporaryLibrary());
  try {
    work(store);
  } finally {
    store.close();
  }
}

const bytes = Buffer.from('t,θ,ω\n0,1,2\n');
const files = packFiles([{ name: 'run.csv', bytes }]);
const arm: NewDataset = { name: 'Arm', dataset: exampleDataset, report: exampleReport, files, versionOf: null };

/** `exampleDataset` under two known inputs, its momenta derived. */
const driven: Dataset = {
  ...exampleDataset,
  labels: { ...exampleDataset.labels, inputs: ['u', 'motor'] },
  trajectories: [
    { ...exampleDataset.trajectories[0]!, inputs: Float64Array.of(1e-308, -0, 1 / 3, 0.1, NaN, 7) },
    { ...exampleDataset.trajectories[1]!, inputs: Float64Array.of(1, 2, 3, 4) },
  ],
  derivedMomenta: { masses: [2 / 3] },
};

/** Written by the first released schema: one data set from the first 119 rows of `pendulum.csv`. */
const VERSION_1 = new URL('../../fixtures/library-version-1.phasewright', import.meta.url);

describe('data sets in the store', () => {
  test('a data set comes back bit for bit, with its report and what is known of its files', () => {
    withStore(({ datasets }) => {
      const detail = datasets.insert(arm);
      expect(datasets.load(detail.id)).toEqual(exampleDataset);
      expect(datasets.detail(detail.id)).toEqual(detail);
      expect(detail).toMatchObject({
        ...{ name: 'Arm', rowCount: 5, trajectoryCount: 2, report: exampleReport },
        ...{ version: 1, lineage: detail.id, hasSource: true },
        // Of the text above, by the program sha256sum.
        sources: [
          { name: 'run.csv', bytes: 14, sha256: 'f87ebe3c5edb6bfe626d59f3b5c9833d2f1d567f8203a245d4c938b162516353' },
        ],
      });
    });
  });

  test('known inputs and the masses of derived momenta come back bit for bit', () => {
    withStore(({ datasets }) => {
      const { id } = datasets.insert({ ...arm, dataset: driven });
      expect(datasets.load(id)).toEqual(driven);
      expect(datasets.detail(id)).toMatchObject({ inputs: ['u', 'motor'], hasDerivedMomenta: true });
      expect(datasets.list()).toMatchObject([{ inputs: ['u', 'motor'], hasDerivedMomenta: true }]);
    });
  });

  test('without inputs and derived momenta nothing is said of them', () => {
    withStore(({ datasets }) => {
      const { id } = datasets.insert(arm);
      const { labels, trajectories, ...rest } = datasets.load(id);
      expect([rest, Object.keys(labels)]).toEqual([{ dof: 1 }, ['time', 'q', 'p']]);
      expect(Object.keys(trajectories[0]!)).not.toContain('inputs');
      expect(datasets.detail(id)).toMatchObject({ inputs: [], hasDerivedMomenta: false });
    });
  });

  test('an input that changes by a bit, or in its name, changes the hash; without inputs it is what it always was', () => {
    const [a, b] = driven.trajectories;
    const other = { ...driven, trajectories: [a!, { ...b!, inputs: Float64Array.of(1, 2, 3, 4.000000000000001) }] };
    const renamed = { ...driven, labels: { ...driven.labels, inputs: ['u', 'engine'] } };
    expect(new Set([exampleDataset, driven, other, renamed].map(hashDataset)).size).toBe(4);
    const path = temporaryLibrary();
    copyFileSync(VERSION_1, path);
    const { datasets, close } = openStore(path);
    const [old] = datasets.list();
    expect(hashDataset(datasets.load(old!.id))).toBe(old!.hash);
    close();
  });

  test('the same data under the same name are kept once; another name or a changed bit is another data set', () => {
    withStore(({ datasets }) => {
      const first = datasets.insert(arm);
      expect(datasets.insert(arm)).toEqual(first);
      const renamed = datasets.insert({ ...arm, name: 'Leg' });
      expect(renamed.id).not.toBe(first.id);
      expect(renamed.hash).toBe(first.hash);
      const [a, b] = exampleDataset.trajectories;
      const changed = { ...b!, times: Float64Array.of(0, 0.5000000000000001) };
      const other = datasets.insert({ ...arm, dataset: { ...exampleDataset, trajectories: [a!, changed] } });
      expect(other.hash).not.toBe(first.hash);
      expect(datasets.list()).toHaveLength(3);
    });
  });

  test('the same data from other files are another data set', () => {
    withStore(({ datasets }) => {
      const first = datasets.insert(arm);
      const commented = packFiles([{ name: 'run.csv', bytes: Buffer.from('t,θ,ω\n0,1,2\n#\n') }]);
      expect(datasets.insert({ ...arm, files: commented }).id).not.toBe(first.id);
    });
  });

  test('data that lie in the trash are kept anew, so that nothing comes back unasked', () => {
    withStore(({ datasets }) => {
      const first = datasets.insert(arm);
      datasets.moveToTrash([first.id]);
      expect(datasets.insert(arm).id).not.toBe(first.id);
    });
  });

  test('versions of a data set are counted in one lineage, those in the trash too', () => {
    withStore(({ datasets }) => {
      const first = datasets.insert(arm);
      const other = (name: string, versionOf: string) => datasets.insert({ ...arm, name, versionOf });
      const second = other('Arm, cut', first.id);
      datasets.moveToTrash([second.id]);
      const third = other('Arm, smooth', second.id);
      expect([second, third].map(({ version, lineage }) => [version, lineage])).toEqual([
        [2, first.id],
        [3, first.id],
      ]);
      expect(() => other('Arm', 'nope')).toThrow(expect.objectContaining({ code: 'not-found' }));
      expect(datasets.list().map(({ version }) => version)).toEqual([3, 1]);
    });
  });

  test('an outline has times and ranges without states', () => {
    withStore(({ datasets }) => {
      const { id } = datasets.insert(arm);
      const [first] = datasets.outline(id).trajectories;
      expect(first).toEqual({
        ...exampleDataset.trajectories[0],
        states: new Float64Array(),
        derivatives: new Float64Array(),
      });
    });
  });

  test('an id that does not exist is refused by name', () => {
    withStore(({ datasets, runs }) => {
      expect(() => datasets.load('nope')).toThrow("There is no data set 'nope' in this library.");
      expect(() => runs.get('nope')).toThrow("There is no run 'nope' in this library.");
    });
  });
});

describe('kept files', () => {
  test('the same bytes are kept once for all data sets, and stay while one is in the trash', () => {
    const path = temporaryLibrary();
    const store = openStore(path);
    const first = store.datasets.insert(arm);
    const second = store.datasets.insert({ ...arm, name: 'Leg' });
    store.datasets.moveToTrash([first.id]);
    for (const { id } of [first, second]) {
      const [file] = unpackFiles([store.sources.load(id, 0)]);
      expect(bytes.equals(file!.bytes)).toBe(true);
    }
    store.close();
    const database = new Database(path, { readonly: true });
    expect(database.prepare('SELECT count(*) AS n FROM source_file').get()).toEqual({ n: 1 });
    database.close();
  });

  test('a place without a file is refused', () => {
    withStore(({ datasets, sources }) => {
      const { id } = datasets.insert(arm);
      expect(() => sources.load(id, 1)).toThrow(expect.objectContaining({ code: 'not-found' }));
    });
  });

  test('nothing of a data set stays when one of its trajectories is refused', () => {
    const path = temporaryLibrary();
    const store = openStore(path);
    const [a] = exampleDataset.trajectories;
    const twice = { ...exampleDataset, trajectories: [a!, a!] };
    expect(() => store.datasets.insert({ ...arm, dataset: twice })).toThrow('UNIQUE');
    store.close();
    const database = new Database(path, { readonly: true });
    const counts = ['dataset', 'trajectory', 'source_file', 'dataset_source'].map((name) =>
      database.prepare(`SELECT count(*) FROM ${name}`).pluck().get(),
    );
    database.close();
    expect(counts).toEqual([0, 0, 0, 0]);
  });

  test('nothing of an import stays when a part of it fails', () => {
    withStore((store) => {
      expect(() =>
        store.transaction(() => {
          store.recipes.remember('kind', exampleRecipe);
          store.datasets.insert(arm);
          throw new Error('the power failed');
        }),
      ).toThrow('the power failed');
      expect(store.datasets.list()).toEqual([]);
      expect(store.recipes.find('kind')).toBeNull();
    });
  });
});

describe('choices remembered by kind of file', () => {
  test('come back with the time of their use, and the last ones count', () => {
    withStore(({ recipes }) => {
      recipes.remember('kind', exampleRecipe);
      recipes.remember('kind', { ...exampleRecipe, masses: [2] });
      expect(recipes.find('kind')).toEqual({
        recipe: { ...exampleRecipe, masses: [2] },
        usedAt: expect.stringMatching(/^\d{4}-/) as string,
      });
      expect(recipes.find('other')).toBeNull();
    });
  });

  test('of more than a hundred the oldest go, other preferences stay', () => {
    withStore(({ recipes, preferences }) => {
      preferences.set('theme', 'dark');
      for (let i = 0; i < 101; i++) recipes.remember(`kind ${i}`, exampleRecipe);
      recipes.remember('kind 1', exampleRecipe);
      recipes.remember('kind 101', exampleRecipe);
      const gone = [0, 1, 2, 3].filter((i) => recipes.find(`kind ${i}`) === null);
      expect(gone).toEqual([0, 2]);
      expect(preferences.get('theme')).toBe('dark');
    });
  });

  test.each(['{', '7', '{"recipe":{},"usedAt":"x"}', '{"recipe":null,"usedAt":"2026-01-01"}'])(
    'a preference %s that is no recipe is passed over',
    (value) => {
      withStore(({ recipes, preferences }) => {
        preferences.set('recipe:kind', value);
        expect(recipes.find('kind')).toBeNull();
      });
    },
  );
});

test('a data set of the first version is a first version without files, and its report is told in the words of today', () => {
  const path = temporaryLibrary();
  copyFileSync(VERSION_1, path);
  const store = openStore(path);
  const [summary] = store.datasets.list();
  expect(summary).toMatchObject({ name: 'swing', version: 1, lineage: summary!.id, hasSource: false });
  const { report, sources } = store.datasets.detail(summary!.id);
  expect(sources).toEqual([]);
  expect(report).toMatchObject({
    files: [{ name: 'small.csv', bytes: 0 }],
    rows: { read: 119, kept: 119, refused: 0 },
    recipe: {
      format: { delimiter: ',', headerRows: 1 },
      roles: { q: [1], p: [2], dq: [], dp: [], inputs: [] },
      time: { kind: 'column', column: 0 },
    },
    columns: [
      { name: 't', role: 'time', max: 2.36 },
      { name: 'q', role: 'q1', max: 0.6 },
      { name: 'p', role: 'p1', last: -1.485784679 },
    ],
    trajectories: [{ id: '1', file: 'small.csv', rows: 119, partOf: null }],
    derivatives: [
      { of: 'dq/dt', method: 'savitzky-golay', noise: null },
      { of: 'dp/dt', method: 'savitzky-golay', noise: null },
    ],
    warnings: [{ message: "'p' is 1.00 × dq/dt (correlation 1.0000): unit mass.", isNote: true }],
  });
  store.close();
});

describe('a data set from before there were inputs', () => {
  /** Recipes of that time said nothing of inputs. */
  function earlierReport(roles: Partial<ColumnRoles>): ImportReport {
    const { q, p, dq, dp, run, parameters } = { ...exampleRecipe.roles, ...roles };
    const recipe = { ...exampleRecipe, roles: { q, p, dq, dp, run, parameters }, masses: [2.5] };
    return { ...exampleReport, recipe: recipe as unknown as ImportRecipe };
  }

  /** Opens a library that version 4 of the schema left behind, with one data set. */
  function openEarlier(report: ImportReport): Store {
    const path = temporaryLibrary();
    openStore(path, { migrations: MIGRATIONS.filter(({ version }) => version <= 4) }).close();
    const database = new Database(path);
    const columns = 'id, name, dof, labels, report, trajectory_count, row_count, hash, created_at, lineage';
    database
      .prepare(`INSERT INTO dataset (${columns}) VALUES ('old', 'Arm', 1, ?, ?, 0, 0, ?, '2026-01-01', 'old')`)
      .run(JSON.stringify(bare.labels), toJsonText(report), hashDataset(bare));
    database.close();
    return openStore(path);
  }
  const bare = { ...exampleDataset, trajectories: [] };

  test.each<[string, Partial<ColumnRoles>, Dataset['derivedMomenta']]>([
    ['positions alone', { p: [] }, { masses: [2.5] }],
    ['velocities', { p: [], dq: [2] }, undefined],
    ['momenta', {}, undefined],
  ])('of %s learns from its recipe where its momenta came from', (_name, roles, derivedMomenta) => {
    const store = openEarlier(earlierReport(roles));
    const { labels, derivedMomenta: found } = store.datasets.load('old');
    expect([labels, found]).toEqual([bare.labels, derivedMomenta]);
    expect(store.datasets.list()).toMatchObject([{ inputs: [], hasDerivedMomenta: derivedMomenta !== undefined }]);
    expect(store.datasets.detail('old').report.recipe.roles).toEqual({ ...exampleRecipe.roles, ...roles });
    store.close();
  });

  test('is found again by an import of the same', () => {
    const store = openEarlier(earlierReport({}));
    const report = { ...exampleReport, recipe: { ...exampleRecipe, masses: [2.5] } };
    expect(store.datasets.insert({ ...arm, dataset: bare, report, files: [] }).id).toBe('old');
    store.close();
  });
});
