import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run, say, SetupError } from './run.mjs';
import { environmentWith } from './node.mjs';

const sources = ['core', 'charts', 'service', 'electron', 'cli', 'renderer', 'build/bundle.ts'];
const settings = ['package.json', 'package-lock.json', 'vite.config.ts', 'svelte.config.js'];
const stampFile = join(root, 'dist', '.stamp');

/** Builds page and programs when a source changed (by path, size and time of change). */
export async function ensureBuild(node) {
  const wanted = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  say('building');
  const { code, output } = await run(node, ['build/bundle.ts'], { env: environmentWith(node) });
  if (code !== 0) throw new SetupError(`the build failed:\n${output}`);
  writeFileSync(stampFile, wanted);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of [...sources, ...settings].flatMap(filesBelow).sort()) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesBelow(`${path}/${name}`));
}
