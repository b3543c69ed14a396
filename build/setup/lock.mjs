import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { say, SetupError } from './run.mjs';

const folder = join(root, '.toolchain');
const file = join(folder, 'setup.lock');

/** Lets only one set-up work on this clone at a time; a lock whose process is gone is taken over. */
export async function withSetupLock(work) {
  mkdirSync(folder, { recursive: true });
  for (let waited = 0; !takeLock(); waited++) {
    if (waited === 4) say('waiting for another set-up of this clone');
    if (waited > 2400)
      throw new SetupError(`another set-up has held ${file} for ten minutes; end it or delete the file`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function takeLock() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(Number(readHolder()))) rmSync(file, { force: true });
    return false;
  }
}

/** '' when the holder let go between the two looks. */
function readHolder() {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function isAlive(pid) {
  // An empty file is a holder that has not yet written its number.
  if (!Number.isInteger(pid) || pid <= 0) return pid === 0;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
