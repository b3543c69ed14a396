import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { unpackFiles } from '../../service/questions/packed-files.ts';
import { hashDataset } from '../../service/store/dataset-store.ts';
import { openStore } from '../../service/store/open-store.ts';
import { temporaryFolder } from '../support/library.ts';

/** How often the import is killed; `npm run fault` sets it to 100. */
const KILLS = Number(process.env['KILLS'] ?? 3);
const CHILD = fileURLToPath(new URL('../support/import-child.ts', import.meta.url));
const ROWS = 40_000;
const ROWS_PER_RUN = 100;

/** Four hundred runs without order in their last digits, so that packing and writing take their time and many statements. */
function table(): string {
  const random = createRandom(1, 'import-kill');
  const lines = ['run,t,q,p'];
  for (let i = 0; i < ROWS; i++) {
    const time = (i % ROWS_PER_RUN) / 100;
    const values = [Math.cos(time) + random.normal() / 1e6, random.normal()];
    lines.push([1 + Math.floor(i / ROWS_PER_RUN), time, ...values].join());
  }
  return lines.join('\n');
}

/** Starts an import and tells when it says what. `exited` resolves when the process is gone. */
function startImport(libraryPath: string, path: string) {
  const child = spawn(process.execPath, [CHILD, libraryPath, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = new Map<string, PromiseWithResolvers<string>>();
  const promised = (word: string) => {
    const known = said.get(word) ?? Promise.withResolvers<string>();
    said.set(word, known);
    return known;
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word = '', rest = ''] = line.split(' ');
    promised(word).resolve(rest);
  });
  return {
    heard: (word: string) => promised(word).promise,
    /** Lets a finished import close its library. */
    goOn: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
    exited: once(child, 'exit'),
  };
}

test(
  `an import that is killed ${KILLS} times at random moments leaves all of it or nothing`,
  async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'large.csv');
    const text = table();
    writeFileSync(path, text);
    const wholePath = join(folder, 'whole.phasewright');
    const whole = startImport(wholePath, path);
    await whole.heard('begun');
    const begun = performance.now();
    await whole.heard('packing');
    const packing = performance.now();
    const before = logBytes(wholePath);
    const hash = await whole.heard('done');
    const [untilPacking, untilDone] = [packing - begun, performance.now() - packing];
    const written = logBytes(wholePath) - before;
    whole.goOn();
    await whole.exited;
    expect(written).toBeGreaterThan(1_000_000);

    const random = createRandom(KILLS, 'moments');
    const ends = { nothing: 0, all: 0 };
    for (let k = 0; k < KILLS; k++) {
      const libraryPath = join(folder, `killed-${k}.phasewright`);
      const killed = startImport(libraryPath, path);
      const share = random.uniform();
      // A third of them each: while it is read, while it is packed and written, and when so much of it is written.
      await killed.heard(k % 3 === 0 ? 'begun' : 'packing');
      if (k % 3 === 0) await wait(share * untilPacking);
      else if (k % 3 === 1) await wait(1.1 * share * untilDone);
      else waitForLog(libraryPath, share * written);
      killed.kill();
      await killed.exited;
      ends[lookInto(libraryPath, { hash, text })] += 1;
    }
    expect(ends.nothing + ends.all).toBe(KILLS);
    expect(ends.nothing).toBeGreaterThan(0);
  },
  60_000 + 20_000 * KILLS,
);

/** What was written and not yet moved to its place in the library. */
function logBytes(libraryPath: string): number {
  return statSync(`${libraryPath}-wal`).size;
}

/** Holds everything up until so much more is written: a turn of the event loop takes longer than the write. */
function waitForLog(libraryPath: string, bytes: number): void {
  const target = logBytes(libraryPath) + bytes;
  const latest = performance.now() + 20_000;
  while (logBytes(libraryPath) < target) expect(performance.now()).toBeLessThan(latest);
}

/** Opens the library as the next start would, and finds everything of the import or nothing. */
function lookInto(libraryPath: string, { hash, text }: { hash: string; text: string }): 'nothing' | 'all' {
  const store = openStore(libraryPath);
  const found = store.datasets.list();
  const counts = countRows(libraryPath);
  if (found.length === 0) {
    store.close();
    expect(counts).toEqual({ dataset: 0, trajectory: 0, source_file: 0, dataset_source: 0, preference: 0 });
    return 'nothing';
  }
  const [{ id }] = found as [(typeof found)[0]];
  expect(hashDataset(store.datasets.load(id))).toBe(hash);
  const [file] = unpackFiles([store.sources.load(id, 0)]);
  expect(Buffer.from(file!.bytes).equals(Buffer.from(text))).toBe(true);
  store.close();
  expect(counts).toMatchObject({ dataset: 1, source_file: 1, dataset_source: 1, preference: 1 });
  return 'all';
}

function countRows(libraryPath: string): Record<string, number> {
  const database = new Database(libraryPath, { readonly: true });
  const tables = ['dataset', 'trajectory', 'source_file', 'dataset_source', 'preference'];
  const counts = tables.map((name) => {
    const row = database.prepare(`SELECT count(*) AS n FROM ${name}`).get() as { n: number };
    return [name, row.n] as const;
  });
  database.close();
  return Object.fromEntries(counts);
}
