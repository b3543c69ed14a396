import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The project's own configuration, but for the fuses: they are set in Electron's executable, which the stand-in is not. */
function configWithoutFuses(folder: string): string {
  const own = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  const path = join(folder, 'electron-builder.yml');
  writeFileSync(path, own.replace(/^electronFuses:\n(?: +.*\n)+/m, ''));
  return path;
}

/**
 * Packs the desktop app around a stand-in for Electron's own folder, which cannot be fetched everywhere: what is proven here is the
 * payload, our files and the packages they need, not the window.
 */
describe.runIf(process.platform === 'linux')('the packaged payload', () => {
  let folder: string;
  let payload: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'phasewright-package-'));
    const standIn = join(folder, 'electron');
    mkdirSync(join(standIn, 'resources'), { recursive: true });
    writeFileSync(join(standIn, 'electron'), '#!/bin/sh\n');
    chmodSync(join(standIn, 'electron'), 0o755);
    writeFileSync(join(standIn, 'version'), '45.4.1');
    await run(
      process.execPath,
      [
        join(root, 'node_modules/electron-builder/cli.js'),
        ...['--linux', 'dir', '--publish', 'never'],
        `-c.electronDist=${standIn}`,
        `-c.directories.output=${join(folder, 'out')}`,
        ...['--config', configWithoutFuses(folder)],
      ],
      { cwd: root },
    );
    payload = join(folder, 'payload');
    extractAll(join(folder, 'out/linux-unpacked/resources/app.asar'), payload);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what runs and nothing else', () => {
    const files = listPackage(join(folder, 'out/linux-unpacked/resources/app.asar'), { isPack: false });
    for (const needed of [
      '/dist/app/electron.js',
      '/dist/app/preload.cjs',
      '/dist/app/worker.js',
      '/dist/page/index.html',
    ]) {
      expect(files).toContain(needed);
    }
    const isSource = /\.map$|^\/(test|core|service|renderer|cli|electron|build|docs)\//;
    expect(files.filter((file) => isSource.test(file))).toEqual([]);
    const packages = new Set(files.map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]));
    expect(packages).not.toContain('vite');
    expect([...packages].filter((name) => name !== undefined && !name.startsWith('@napi-rs')).sort()).toEqual([
      'better-sqlite3',
      'dejavu-fonts-ttf',
    ]);
  });

  it('lays native code and fonts beside the archive, where they can be opened', () => {
    const unpacked = join(folder, 'out/linux-unpacked/resources/app.asar.unpacked/node_modules');
    expect(readdirSync(join(unpacked, 'better-sqlite3/prebuilds')).length).toBeGreaterThan(0);
    expect(existsSync(join(unpacked, 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))).toBe(true);
  });

  it('runs: the packed command line learns from a file, stores the run, and draws it', async () => {
    const library = join(folder, 'library.phasewright');
    const args = ['--time', 't', '--q', 'q', '--p', 'p', '--run', 'run', '--width', '40', '--library', library];
    const { stdout } = await run(process.execPath, [
      join(payload, 'dist/app/cli.js'),
      ...['identify', join(root, 'test/fixtures/pendulum.csv'), ...args, '--out', join(folder, 'results'), '--json'],
    ]);
    const { run: summary, files } = JSON.parse(stdout) as { run: { status: string }; files: string[] };
    expect(summary.status).toBe('succeeded');
    expect(files.map((file) => file.slice(-4)).sort()).toEqual(['.png', 'json']);
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });
});
