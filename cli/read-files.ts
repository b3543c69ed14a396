import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, type FileBytes } from '../service/api/index.ts';

/** Reads files that were named on the command line; each is looked at before it is read. @throws AppError naming the file */
export async function readFiles(paths: readonly string[], limitBytes: number): Promise<FileBytes[]> {
  let total = 0;
  for (const path of paths) total += await checkedSize(path, limitBytes);
  if (total > limitBytes) {
    throw tooLarge(`The ${paths.length} files are ${megabytes(total)} together`, limitBytes, { bytes: total });
  }
  const files: FileBytes[] = [];
  for (const path of paths) files.push({ name: basename(path), bytes: await withReason(path, () => readFile(path)) });
  return files;
}

async function checkedSize(path: string, limitBytes: number): Promise<number> {
  const facts = await withReason(path, () => stat(path));
  const context = { file: path };
  if (facts.isDirectory()) {
    throw new AppError('bad-argument', `${path} is a folder.`, {
      hint: 'Name the files in it, for example with *.csv.',
      context,
    });
  }
  if (!facts.isFile()) {
    throw new AppError('bad-argument', `${path} is not an ordinary file.`, {
      hint: 'Save the data to a file first.',
      context,
    });
  }
  if (facts.size > limitBytes)
    throw tooLarge(`${path} is ${megabytes(facts.size)}`, limitBytes, { ...context, bytes: facts.size });
  return facts.size;
}

const REASONS: ReadonlyMap<unknown, readonly [what: string, hint: string]> = new Map([
  ['ENOENT', ['does not exist', 'Check the name and the folder.']],
  ['ENOTDIR', ['does not exist', 'Check the name and the folder.']],
  ['EACCES', ['may not be read', 'Check the permissions of the file.']],
  ['EPERM', ['may not be read', 'Check the permissions of the file.']],
]);

async function withReason<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const [what, hint] = REASONS.get(code) ?? [`cannot be read (${String(code)})`, 'Check the file and its disk.'];
    const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'bad-argument';
    throw new AppError(kind, `${path} ${what}.`, { hint, context: { file: path }, cause });
  }
}

function tooLarge(what: string, limitBytes: number, context: Record<string, string | number>): AppError {
  return new AppError('too-large', `${what}; at most ${megabytes(limitBytes)} can be imported.`, {
    hint: 'Keep every second or tenth row, or cut the file into parts.',
    context,
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;
}
