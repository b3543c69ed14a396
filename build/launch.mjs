// The one door of a fresh clone: `npm start`, `npm test` and every other script come through here.
// Runs on any Node >= 18 with nothing installed; does whatever set-up is missing, then hands over to Node 24.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { withSetupLock } from './setup/lock.mjs';
import { ensureNode, environmentWith } from './setup/node.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureBuild } from './setup/bundle.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensureKernels } from './setup/kernels.mjs';
import { root } from './setup/root.mjs';
import { SetupError } from './setup/run.mjs';

const tool = (path) => `node_modules/${path}`;

/** Each command: what it needs beyond Node and dependencies, and what it hands over to. */
const commands = {
  start: { needs: ['build'], hand: start },
  phasewright: { needs: ['build'], hand: (node, args) => [node, [join(root, 'dist/app/cli.js'), ...args]] },
  test: { needs: ['build', 'chromium'], hand: (node, args) => [node, ['build/run-tests.ts', ...args]] },
  'test:unit': { needs: ['build'], hand: (node, args) => [node, [tool('vitest/vitest.mjs'), 'run', ...args]] },
  'test:e2e': {
    needs: ['build', 'chromium'],
    hand: (node, args) => [node, [tool('@playwright/test/cli.js'), 'test', ...args]],
  },
  check: { needs: [], hand: (node, args) => [node, ['build/run-tests.ts', '--only', 'checks', ...args]] },
  format: { needs: [], hand: (node) => [node, [tool('prettier/bin/prettier.cjs'), '--write', '.']] },
  fuzz: { needs: [], hand: (node, args) => [node, ['test/fuzz/main.ts', ...args]] },
  fault: {
    needs: [],
    hand: (node) => [node, [tool('vitest/vitest.mjs'), 'run', 'test/service/import-kill.test.ts']],
    environment: { KILLS: '100' },
  },
  bench: { needs: [], hand: (node, args) => [node, ['test/bench/main.ts', ...args]] },
  build: { needs: ['build'], hand: () => null },
};

/** Electron where it can run, otherwise the browser shell; says which and why in one line. */
async function start(node, args) {
  const electron = await ensureElectron(node);
  if (electron.path !== null) return [electron.path, ['.', ...args]];
  console.error(`Opening Phasewright in the browser: ${electron.reason}`);
  return [node, ['dist/app/cli.js', 'serve', '--open', ...args]];
}

async function main() {
  const [name = 'start', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new SetupError(`unknown command '${name}'; there is: ${Object.keys(commands).join(', ')}`);
  const node = await withSetupLock(async () => {
    const ready = await ensureNode();
    await ensureDependencies(ready);
    await ensureKernels(ready);
    if (command.needs.includes('build')) await ensureBuild(ready);
    return ready;
  });
  const environment = { ...command.environment, ...environmentWith(node) };
  if (command.needs.includes('chromium')) environment.CHROMIUM_PATH = await ensureChromium(node);
  const hand = await command.hand(node, args);
  if (hand === null) return 0;
  const [program, programArgs] = hand;
  // The child shares the terminal, so a Ctrl+C reaches it directly; this process only waits for its answer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  const result = spawnSync(program, programArgs, { cwd: workingFolder(name), stdio: 'inherit', env: environment });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** File names on the command line are meant from the folder where the user typed them; npm tells which one that was. */
function workingFolder(name) {
  return name === 'phasewright' ? (process.env.INIT_CWD ?? process.cwd()) : root;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error instanceof SetupError ? `Phasewright cannot start: ${error.message}` : error);
    process.exitCode = 1;
  },
);
