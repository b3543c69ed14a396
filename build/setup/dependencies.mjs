import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run, say, SetupError } from './run.mjs';
import { environmentWith, npmCommand } from './node.mjs';

const stampFile = join(root, 'node_modules', '.phasewright-stamp');

/** Runs `npm ci` when the lock file is not the one that was installed. */
export async function ensureDependencies(node) {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  say('installing dependencies (npm ci, about 20 s)');
  const [npm, ...npmArgs] = npmCommand(node);
  const { code, output } = await run(npm, [...npmArgs, 'ci', '--no-progress'], { env: environmentWith(node) });
  if (code !== 0) throw new SetupError(`npm ci failed:\n${output}`);
  writeFileSync(stampFile, wanted);
}
