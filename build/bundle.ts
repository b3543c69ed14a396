/** Builds the page (Vite) into dist/page and the programs (rolldown) into dist/app. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build as bundlePrograms, type BuildOptions } from 'rolldown';
import { build as bundlePage } from 'vite';

const root = fileURLToPath(new URL('../', import.meta.url));
const programs = {
  cwd: root,
  platform: 'node',
  // Native addons and files that are read at run time stay packages; everything else is bundled.
  external: [/^node:/, 'electron', 'better-sqlite3', '@napi-rs/canvas', /^dejavu-fonts-ttf/],
  logLevel: 'warn',
} satisfies BuildOptions;

rmSync(`${root}dist/app`, { recursive: true, force: true });
await bundlePage({ configFile: `${root}vite.config.ts`, logLevel: 'warn' });
await bundlePrograms([
  {
    ...programs,
    // One build into one folder: the URLs of the worker and of its helping threads are the same from the command line and from Electron's main process.
    input: {
      cli: 'cli/main.ts',
      worker: 'service/jobs/worker.ts',
      helper: 'service/jobs/helper-thread.ts',
      electron: 'electron/main.ts',
    },
    output: { dir: 'dist/app', format: 'esm', sourcemap: true, entryFileNames: '[name].js' },
  },
  {
    ...programs,
    // A sandboxed preload must be CommonJS.
    input: { preload: 'electron/preload.ts' },
    output: { dir: 'dist/app', format: 'cjs', sourcemap: true, entryFileNames: '[name].cjs' },
  },
]);
