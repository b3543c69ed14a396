import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run, say } from './run.mjs';

const electronFolder = join(root, 'node_modules', 'electron');
const defaultMemo = join(root, '.toolchain', 'electron-not-reachable');
const ONE_DAY_MS = 24 * 60 * 60 * 1000;
const PROBE_MS = 8_000;

/**
 * Finds Electron's binary, fetching it once where that is possible. Resolves with `{ path }`, or `{ path: null, reason }`
 * when the desktop window cannot be opened. Waits at most eight seconds for a server that does not answer, and remembers
 * a failed look for a day in the file `memo`, so that the next start is quick.
 */
export async function ensureElectron(node, { memo = defaultMemo } = {}) {
  if (process.env.PHASEWRIGHT_SHELL === 'browser') return { path: null, reason: 'PHASEWRIGHT_SHELL asks for it.' };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { path: null, reason: 'there is no display for a desktop window.' };
  }
  const present = findElectron();
  if (present !== null) return { path: present };
  const missing = "Electron's binary is not installed";
  if (lookedRecently(memo)) {
    return { path: null, reason: `${missing} and could not be fetched today (delete ${memo} to try again).` };
  }
  if (await isReachable()) {
    say('fetching Electron (once, about 110 MB)');
    const { code } = await run(node, [join(electronFolder, 'install.js')], { timeoutMs: 900_000 });
    const fetched = findElectron();
    if (code === 0 && fetched !== null) return { path: fetched };
  }
  mkdirSync(join(root, '.toolchain'), { recursive: true });
  writeFileSync(memo, 'Electron could not be fetched; asked again a day after this file was written.\n');
  return { path: null, reason: `${missing} and its download does not answer.` };
}

/** Path of the executable, or null. `ELECTRON_OVERRIDE_DIST_PATH` names a folder with an unpacked Electron. */
export function findElectron() {
  const executable =
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist');
  const path = join(folder, executable);
  return existsSync(path) ? path : null;
}

async function isReachable() {
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'));
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return answer.ok;
  } catch (error) {
    // A failure to reach the server is an answer here: the browser shell opens instead, and says why. Anything else is a bug.
    if (error instanceof TypeError || error?.name === 'TimeoutError') return false;
    throw error;
  }
}

function lookedRecently(memo) {
  return existsSync(memo) && Date.now() - statSync(memo).mtimeMs < ONE_DAY_MS;
}
