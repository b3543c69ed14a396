import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findWrongArrows } from './support/arrows.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

describe('the rooms', () => {
  it('import only along the arrows', () => {
    expect(findWrongArrows(root)).toEqual([]);
  });

  it('with a wrong arrow are found out, whatever form the import takes', () => {
    const found = findWrongArrows(join(root, 'test/fixtures/wrong-arrow'));
    expect(found.map(({ file, target }) => `${file} → ${target}`).sort()).toEqual([
      'charts/value-of-core.ts → ../core/number.ts',
      'core/reads-a-file.ts → node:fs',
      'core/upwards.ts → ../service/thing.ts',
      'renderer/Past.svelte → ../service/thing.ts',
      'renderer/Past.svelte → ../service/thing.ts',
      'service/opens-database.ts → better-sqlite3',
      'service/starts-shell.ts → ../cli/main.ts',
    ]);
  });

  it('each have a tsconfig of their own', () => {
    for (const room of ['core', 'charts', 'service', 'service/api', 'electron', 'cli', 'renderer', 'test', 'build']) {
      expect(existsSync(join(root, room, 'tsconfig.json')), room).toBe(true);
    }
  });

  it('of the numerics see neither Node nor the DOM', () => {
    const config = readFileSync(join(root, 'core/tsconfig.json'), 'utf8');
    expect(config).toContain('"lib": ["ES2024"]');
    expect(config).toContain('"types": []');
  });
});

describe('a source file', () => {
  it('has at most 300 lines, or is listed here with its reason', () => {
    const exceptions = new Set<string>([]);
    const long = ['core', 'charts', 'service', 'electron', 'cli', 'renderer', 'build']
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name}`),
      )
      .filter((path) => /\.(ts|mjs|svelte)$/.test(path) && !exceptions.has(path))
      .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
