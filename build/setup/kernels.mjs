import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from './node.mjs';
import { root } from './root.mjs';
import { run, say, SetupError } from './run.mjs';

/** What the compiled kernels become: a source that holds the bytes of both modules. */
export const kernelsFile = 'core/kernels/generated/modules.ts';
const sources = 'core/kernels/assembly';
const compiler = 'build/kernels/compile-kernels.ts';

/** Compiles the kernels when one of their sources, the script or the compiler is another than the generated file says. */
export async function ensureKernels(node) {
  const generated = join(root, kernelsFile);
  if (existsSync(generated) && readFileSync(generated, 'utf8').startsWith(`// ${kernelsFingerprint()}:`)) return;
  say('compiling the kernels');
  const { code, output } = await run(node, [compiler], { env: environmentWith(node) });
  if (code !== 0) throw new SetupError(`the kernels could not be compiled:\n${output}`);
}

/** Hash of the contents of everything that decides the bytes of the modules. */
export function kernelsFingerprint() {
  const hash = createHash('sha256');
  const names = readdirSync(join(root, sources)).sort();
  const files = [...names.map((name) => `${sources}/${name}`), compiler, 'node_modules/assemblyscript/package.json'];
  for (const path of files) {
    hash.update(`${path}\n`);
    hash.update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}
