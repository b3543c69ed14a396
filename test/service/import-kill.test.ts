import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
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
const KILLS = Number(process.env['KILLS'] ?? 5);
const CHILD = fileURLToPath(new URL('../support/import-child.ts', import.meta.url));
const ROWS = 40_000;

/** Three columns without order in their last digits, so that packing and writing take their time. */
function table(): string {
  const random = createRandom(1, 'import-kill');
  const lines = ['t,q,p'];
  for (let i = 0; i < ROWS; i++)
    lines.push(`${i / 100},${Math.cos(i / 100) + random.normal() / 1e6},${random.normal()}`);
  return lines.join('\n');
}

/** Starts an import and tells when it says what. `exited` resolves when the process is gone. */
function startImport(libraryPath: string, path: string) {
  const child = spawn(process.execPath, [CHILD, libraryPath, path], { stdio: ['ignore', 'pipe', 'inherit'] });
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
    const whole = startImport(join(folder, 'whole.phasewright'), path);
    await whole.heard('begun');
    const begun = performance.now();
    await whole.heard('packing');
    const packing = performance.now();
    const hash = await whole.heard('done');
    const [untilPacking, untilDone] = [packing - begun, performance.now() - packing];
    await whole.exited;

    const random = createRandom(KILLS, 'moments');
    const ends = { nothing: 0, all: 0 };
    for (let k = 0; k < KILLS; k++) {
      const libraryPath = join(folder, `killed-${k}.phasewright`);
      const killed = startImport(libraryPath, path);
      // Half of them while it is read, half while it is packed and written.
      await killed.heard(k % 2 === 0 ? 'begun' : 'packing');
      await wait(random.uniform() * (k % 2 === 0 ? untilPacking : 1.1 * untilDone));
      killed.kill();
      await killed.exited;
      ends[lookInto(libraryPath, { hash, text })] += 1;
    }
    expect(ends.nothing + ends.all).toBe(KILLS);
    expect(ends.nothing).toBeGreaterThan(0);
  },
  60_000 + 20_000 * KILLS,
);

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
