import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, type Migration } from '../../../service/store/migrate.ts';
import { MIGRATIONS } from '../../../service/store/migrations/index.ts';
import { openStore } from '../../../service/store/open-store.ts';
import { openSqlite } from '../../../service/store/sqlite.ts';
import { newRun, temporaryLibrary } from '../../support/library.ts';

const latest = MIGRATIONS.length;
const next: Migration = { version: latest + 1, sql: 'ALTER TABLE run ADD COLUMN note TEXT' };
/** Written by the first released schema: one run of eight neurons. */
const VERSION_1 = new URL('../../fixtures/library-version-1.phasewright', import.meta.url);

describe('opening a library', () => {
  test('a new file gets the latest schema without a copy', () => {
    const path = temporaryLibrary();
    const database = openSqlite(path);
    expect(migrate(database, path, MIGRATIONS)).toBeNull();
    expect(migrate(database, path, MIGRATIONS)).toBeNull();
    database.close();
    expect(readdirSync(dirname(path)).some((name) => name.endsWith('.copy'))).toBe(false);
  });

  test('an older file is copied, then brought forward with its rows', () => {
    const path = temporaryLibrary();
    const old = openStore(path);
    const { id } = old.runs.insert(newRun);
    old.close();
    const store = openStore(path, { migrations: [...MIGRATIONS, next] });
    expect(store.runs.get(id).name).toBe(newRun.name);
    store.close();
    const copy = openStore(`${path}.version-${latest}.copy`);
    expect(copy.runs.get(id).name).toBe(newRun.name);
    copy.close();
  });

  test('a library of the first version keeps its run, its model and its numbers', () => {
    const path = temporaryLibrary();
    copyFileSync(VERSION_1, path);
    const store = openStore(path);
    const [run] = store.runs.list();
    const facts = store.runs.facts(run!.id)!;
    expect(run).toMatchObject({
      status: 'succeeded',
      fieldError: 0.40403134030786636,
      config: { method: 'elm', width: 8 },
    });
    expect(facts).toMatchObject({ energyKind: 'learned', model: { kind: 'sampled-hamiltonian', width: 8, dof: 1 } });
    expect(facts.metrics.find(({ name }) => name === 'energy-drift')!.value).toBe(0.00022159797944096838);
    expect(facts.diagnostics).toMatchObject({ columns: 9, iterations: null, optimality: null, parts: null });
    const { compared, lossHistory, trainStates } = store.runs.series(run!.id);
    expect([compared.length, lossHistory, trainStates.length > 0]).toEqual([2, null, true]);
    store.close();
    expect(existsSync(`${path}.version-1.copy`)).toBe(true);
  });

  test('a step that fails half way leaves the file as it was', () => {
    const path = temporaryLibrary();
    openStore(path).close();
    const broken: Migration = {
      version: latest + 1,
      sql: 'CREATE TABLE extra (id TEXT) STRICT; ALTER TABLE missing ADD COLUMN x TEXT',
    };
    expect(() => openStore(path, { migrations: [...MIGRATIONS, broken] })).toThrow('no such table');
    const database = openSqlite(path);
    expect(database.get("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'extra'")).toEqual({ n: 0 });
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: latest });
    database.close();
  });

  test('a newer file is refused kindly and left as it is', () => {
    const path = temporaryLibrary();
    openStore(path, { migrations: [...MIGRATIONS, next] }).close();
    const before = readFileSync(path);
    expect(() => openStore(path)).toThrow(
      expect.objectContaining({ code: 'library-newer', hint: expect.stringContaining('Update Phasewright') as string }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("another program's database is refused and left as it is", () => {
    const path = temporaryLibrary();
    const foreign = new Database(path);
    foreign.exec('CREATE TABLE bookmark (url TEXT)');
    foreign.close();
    const before = readFileSync(path);
    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: 'library-damaged' }));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a file that is no database is refused and left as it is', () => {
    const path = temporaryLibrary();
    writeFileSync(path, 'time,q,p\n'.repeat(1000));
    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: 'library-damaged' }));
    expect(readFileSync(path, 'utf8')).toBe('time,q,p\n'.repeat(1000));
  });

  test('a library with a damaged page is told as damaged', () => {
    const path = temporaryLibrary();
    const store = openStore(path);
    for (let i = 0; i < 50; i++) store.runs.insert(newRun);
    store.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 4096));
    expect(() => openStore(path).runs.list()).toThrow(expect.objectContaining({ code: 'library-damaged' }));
  });

  test('a folder in the place of the file is refused', () => {
    expect(() => openStore('/')).toThrow(expect.objectContaining({ code: 'read-only' }));
  });

  test('a write that meets a locked library says so', () => {
    const path = temporaryLibrary();
    const store = openStore(path);
    const other = new Database(path, { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    const impatient = openSqlite(path);
    impatient.exec('PRAGMA busy_timeout = 0');
    expect(() => impatient.run("INSERT INTO preference (key, value) VALUES ('a', 'b')")).toThrow(
      expect.objectContaining({ code: 'library-locked' }),
    );
    impatient.close();
    other.close();
    store.close();
  });
});
