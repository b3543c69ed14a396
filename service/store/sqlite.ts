/**
 * The only file that knows better-sqlite3: opens files, runs statements, and turns SQLite's codes into refusals a user can act on.
 */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../api/app-error.ts';

/** What SQLite stores. NaN has no place in it: a REAL column holds NULL for NaN. */
export type SqlValue = string | number | null | Uint8Array;

/** One row as it comes from SQLite; read it with `readText`, `readNumber` … which check what they find. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** One open database file. Every failure is an `AppError` when the world caused it. */
export interface Sqlite {
  /** Runs one statement that changes rows, and returns how many it changed. */
  run(sql: string, ...params: readonly SqlValue[]): number;
  all(sql: string, ...params: readonly SqlValue[]): readonly SqlRow[];
  get(sql: string, ...params: readonly SqlValue[]): SqlRow | null;
  /** Runs a script of statements without parameters. */
  exec(sql: string): void;
  /** All or nothing; takes the write lock at once, so that a second writer waits instead of failing half way. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** How long a statement waits for another process's write, ms; settling a large run takes well below one second. */
const BUSY_TIMEOUT_MS = 5000;

/** Free bytes below which a failed write is told as a full disk: less than one page of the write-ahead log and its index. */
const FULL_DISK_BYTES = 128 * 1024;

/** Opens a database file, creating it when missing. Nothing is written yet, so that a foreign file stays as it is. */
export function openSqlite(path: string): Sqlite {
  const database = translated(path, () => new Database(path, { timeout: BUSY_TIMEOUT_MS }));
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    run: (sql, ...params) => translated(path, () => prepared(sql).run(...params).changes),
    // better-sqlite3 returns rows as plain objects keyed by column name.
    all: (sql, ...params) => translated(path, () => prepared(sql).all(...params) as SqlRow[]),
    get: (sql, ...params) => translated(path, () => (prepared(sql).get(...params) as SqlRow | undefined) ?? null),
    exec: (sql) => {
      translated(path, () => database.exec(sql));
    },
    transaction: (work) => translated(path, () => database.transaction(work).immediate()),
    close: () => {
      translated(path, () => database.close());
    },
  };
}

/** A lock that the operating system releases when the process ends, however it ends. */
export interface FileLock {
  release(): void;
}

/**
 * Takes a lock by keeping an exclusive transaction open in a tiny database file; null when somebody else holds it.
 * The file must not be opened by other means in this process: POSIX drops a process's locks when any handle of the file closes.
 */
export function tryLockFile(path: string): FileLock | null {
  return translated(path, () => {
    const database = new Database(path, { timeout: 0 });
    try {
      database.pragma('journal_mode = MEMORY');
      database.exec('BEGIN EXCLUSIVE');
    } catch (thrown) {
      database.close();
      if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return null;
      throw thrown;
    }
    return {
      release: () => {
        database.close();
      },
    };
  });
}

function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw toStoreError(thrown, path);
  }
}

/** Turns what SQLite or the file system says into a refusal with advice; anything else passes unchanged as a bug. */
export function toStoreError(thrown: unknown, path: string): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('code' in thrown)) return thrown;
  const code = String(thrown.code);
  const context = { path, reason: `${code}: ${thrown.message}` };
  const refuse = (...[kind, message, hint]: Parameters<typeof refusal>) =>
    refusal(kind, message, hint, context, thrown);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || (code.startsWith('SQLITE_IOERR') && isDiskFull(path))) {
    return refuse(
      'disk-full',
      `The disk is full: '${path}' cannot grow.`,
      'Free some space on this disk, then try again. Everything stored before is intact.',
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return refuse(
      'library-locked',
      `Another program is writing to '${path}'.`,
      'Wait for it to finish or close it, then try again.',
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return refuse(
      'library-damaged',
      `The library '${path}' is damaged or is not a library.`,
      'Move the file away to start with an empty library, or restore a copy of it.',
    );
  }
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM)|E(ACCES|ROFS|PERM|ISDIR|NOTDIR|EXIST)$)/.test(code)) {
    return refuse(
      'read-only',
      `The library '${path}' cannot be opened for writing.`,
      'Check the permissions of the file and of its folder, or choose another place for the library.',
    );
  }
  return thrown;
}

function refusal(
  code: 'disk-full' | 'library-locked' | 'library-damaged' | 'read-only',
  message: string,
  hint: string,
  context: Record<string, string> = {},
  cause: unknown = null,
): AppError {
  return new AppError(code, message, { hint, context, cause });
}

/** A write into the shared memory file reports a general input/output error when the disk is full; the free space tells. */
function isDiskFull(path: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize < FULL_DISK_BYTES;
}
