/**
 * Who works on a library: locks that end with their process, in `<library>.locks/`.
 * `host` is held by the one app (window or browser shell) that has the library open; `owner-<id>` by every running instance,
 * so that rows left behind by a crash can be told from rows another process is working on.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../api/app-error.ts';
import { toStoreError, tryLockFile, type FileLock } from './sqlite.ts';

/** What the holder of the host lock tells others about itself. */
export interface HostNote {
  readonly pid: number;
  readonly since: string;
  /** Address of the browser shell, null for a window. */
  readonly url: string | null;
}

/** The host lock of one library. */
export interface HostLock {
  /** Adds the address under which the open library can be reached. */
  announce(facts: Pick<HostNote, 'url'>): void;
  readonly release: () => void;
}

/** @throws AppError `library-locked` when another host has this library open, saying who */
export function takeHostLock(libraryPath: string): HostLock {
  const path = lockPath(libraryPath, 'host');
  const notePath = `${path}.json`;
  const lock = tryLockFile(path);
  if (lock === null) throw alreadyOpen(libraryPath, readNote(notePath));
  const own: HostNote = { pid: process.pid, since: new Date().toISOString(), url: null };
  try {
    writeNote(notePath, own);
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
  return {
    announce: ({ url }) => {
      writeNote(notePath, { ...own, url });
    },
    release: () => {
      rmSync(notePath, { force: true });
      lock.release();
    },
  };
}

/** A running instance of the service, as others see it. */
export interface Owner {
  readonly id: string;
  readonly release: () => void;
}

/** Makes an instance known: its lock is held as long as its process lives. */
export function becomeOwner(libraryPath: string): Owner {
  for (let attempt = 0; attempt < 20; attempt++) {
    const id = randomUUID();
    const path = lockPath(libraryPath, `owner-${id}`);
    const lock = tryLockFile(path);
    // A sweep of another process may have met the file before it was locked; then the next id is as good.
    if (lock !== null && existsSync(path)) return { id, release: releaseAndRemove(path, lock) };
    lock?.release();
  }
  throw alreadyOpen(libraryPath, null);
}

/** True when the instance still runs. */
export function isOwnerAlive(libraryPath: string, owner: string): boolean {
  const path = lockPath(libraryPath, `owner-${owner}`);
  const lock = tryLockFile(path);
  if (lock === null) return true;
  releaseAndRemove(path, lock)();
  return false;
}

/** Removes the lock files that instances left behind when they were killed. */
export function sweepOwners(libraryPath: string): void {
  for (const name of readdirSync(dirname(lockPath(libraryPath, 'host')))) {
    const owner = /^owner-(.+)$/.exec(name)?.[1];
    if (owner !== undefined) isOwnerAlive(libraryPath, owner);
  }
}

/** Removes the file while its lock is held, so that nobody can take it in between; Windows removes only closed files. */
function releaseAndRemove(path: string, lock: FileLock): () => void {
  return () => {
    if (process.platform !== 'win32') rmSync(path, { force: true });
    lock.release();
    rmSync(path, { force: true });
  };
}

function lockPath(libraryPath: string, name: string): string {
  const folder = `${libraryPath}.locks`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw toStoreError(thrown, libraryPath);
  }
  return join(folder, name);
}

/**
 * Written beside and renamed, so that a reader never sees half a note. The address in it carries the key to the service, so nobody else
 * on this computer may read it.
 */
function writeNote(path: string, note: HostNote): void {
  try {
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, JSON.stringify(note), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (thrown) {
    throw toStoreError(thrown, path);
  }
}

/** Null when there is no readable note: the holder may be just starting. */
function readNote(path: string): HostNote | null {
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof note !== 'object' || note === null || !('pid' in note) || !('since' in note)) return null;
    const url = 'url' in note && typeof note.url === 'string' ? note.url : null;
    return { pid: Number(note.pid), since: String(note.since), url };
  } catch {
    // The note only makes the message richer; without it the refusal stands.
    return null;
  }
}

function alreadyOpen(libraryPath: string, note: HostNote | null): AppError {
  const who = note === null ? '' : ` (process ${note.pid}, since ${note.since})`;
  const where = note?.url == null ? 'Use the window that is open' : `Open ${note.url} in a browser`;
  return new AppError('library-locked', `This library is already open in Phasewright${who}.`, {
    hint: `${where}, or close it first. Another library can be opened beside it.`,
    context: {
      path: libraryPath,
      ...(note === null ? {} : { pid: note.pid, since: note.since }),
      ...(note?.url == null ? {} : { url: note.url }),
    },
  });
}
