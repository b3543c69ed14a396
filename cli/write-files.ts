import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { AppError } from '../service/api/index.ts';

/** Makes the folder when it is missing. @throws AppError `bad-argument`, `disk-full` naming the folder */
export async function makeOutputFolder(folder: string): Promise<void> {
  await withReason(folder, async () => {
    await mkdir(folder, { recursive: true });
  });
}

/**
 * Writes a new file; an existing one is never written over, the new one gets a number instead.
 * @returns the path it was written to
 */
export async function writeNewFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const { name: stem, ext } = parse(basename(name));
  for (let k = 1; ; k++) {
    const path = join(folder, k === 1 ? `${stem}${ext}` : `${stem} (${k})${ext}`);
    if (await withReason(path, () => tryToWrite(path, bytes))) return path;
  }
}

async function tryToWrite(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}

async function withReason<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = codeOf(cause);
    const context = { path };
    if (code === 'ENOSPC') {
      throw new AppError('disk-full', `The disk is full: ${path} could not be written.`, {
        hint: 'Free some space or choose another folder, then export the run again.',
        context,
        cause,
      });
    }
    const what = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file stands in its way' : String(code);
    throw new AppError('bad-argument', `${path} cannot be written (${what}).`, {
      hint: 'Choose another folder.',
      context,
      cause,
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
