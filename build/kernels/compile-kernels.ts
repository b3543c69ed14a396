/**
 * Compiles core/kernels/assembly (AssemblyScript) into two modules of WebAssembly, with and without fused multiply-adds, and writes both as
 * bytes into core/kernels/generated/modules.ts: a source like any other, so that no program reads a file at run time.
 * The set-up runs it when a source has changed; by hand: `node build/kernels/compile-kernels.ts`.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from 'assemblyscript/asc';
import { kernelsFingerprint, kernelsFile } from '../setup/kernels.mjs';
import { root } from '../setup/root.mjs';

const OPTIONS = [
  ...['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub'],
  ...['--enable', 'simd', '--enable', 'threads', '--enable', 'bulk-memory'],
  // One page to begin with and the whole address range to grow into.
  ...['--importMemory', '--noExportMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/** Bytes of one module. @throws Error with the compiler's messages */
async function compile(...more: string[]): Promise<Uint8Array> {
  const outputs: Uint8Array[] = [];
  const messages: string[] = [];
  const { error } = await main(
    ['core/kernels/assembly/index.ts', '--baseDir', root, '--outFile', 'module.wasm', ...OPTIONS, ...more],
    {
      stderr: { write: (chunk) => messages.push(String(chunk)) },
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') outputs.push(contents);
      },
    },
  );
  const [bytes] = outputs;
  if (error !== null || bytes === undefined) throw new Error(`the kernels do not compile:\n${messages.join('')}`);
  return bytes;
}

// Of the sources as they are now: one that is changed meanwhile is compiled the next time.
const fingerprint = kernelsFingerprint();
const modules = { fused: await compile('--enable', 'relaxed-simd'), simd: await compile() };
const literals = Object.entries(modules).map(
  ([name, bytes]) => `export const ${name} = new Uint8Array([${bytes.join(',')}]);\n`,
);
const file = join(root, kernelsFile);
mkdirSync(dirname(file), { recursive: true });
// Renamed when it is whole: its first line alone tells the set-up that the kernels are done.
writeFileSync(`${file}.new`, [`// ${fingerprint}: made by build/kernels/compile-kernels.ts\n`, ...literals].join(''));
renameSync(`${file}.new`, file);
