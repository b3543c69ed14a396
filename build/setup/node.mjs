import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from './root.mjs';
import { run, say, SetupError } from './run.mjs';

const PINNED = '24.21.0';
/** First release that runs TypeScript sources without a flag and has the Node-API that the SQLite binary needs. */
const OLDEST = [22, 18];

/** Path of a Node that is new enough: this one, or Node 24 fetched once from the npm registry. */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(root, '.toolchain', 'node_modules', name, 'bin');
  const node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) return node;
  say(`this is Node ${process.versions.node}; fetching Node ${PINNED} (once, about 50 MB)`);
  const [npm, ...npmArgs] = npmCommand(process.execPath);
  const args = ['install', '--silent', '--prefix', '.toolchain', '--no-save', '--no-package-lock', `${name}@${PINNED}`];
  const { code, output } = await run(npm, [...npmArgs, ...args]);
  if (code !== 0 || !existsSync(node)) {
    throw new SetupError(
      `Node ${PINNED} could not be fetched from the npm registry. Install Node 24 yourself and try again.\n${output}`,
    );
  }
  return node;
}

/** The environment in which everything else runs: the chosen Node comes first on the PATH. */
export function environmentWith(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

/** How to call npm with a given Node: the npm that started us, so that no second one is needed. */
export function npmCommand(node) {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && cli.endsWith('.js')) return [node, cli];
  return process.platform === 'win32' ? ['npm.cmd'] : ['npm'];
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
