/** Brings a library to this version's schema, forward only, each step in its own transaction, after a copy was made. */
import { existsSync } from 'node:fs';
import { AppError } from '../api/app-error.ts';
import { readNumber } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

/** One step: the statements that lead from `version − 1` to `version`. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** Marks a file as ours in SQLite's header: 'PhsW'. */
export const APPLICATION_ID = 0x50687357;

/**
 * Checks whose file this is and applies the missing steps.
 * @returns the path of the copy that was made, null when none was needed
 * @throws AppError `library-newer` for a file of a later Phasewright, `library-damaged` for another program's file
 */
export function migrate(database: Sqlite, path: string, migrations: readonly Migration[]): string | null {
  const latest = migrations.at(-1)?.version ?? 0;
  const found = checkOwner(database, path, latest);
  if (found === latest) return null;
  const copy = found === 0 ? null : copyBefore(database, path, found);
  for (const { version, sql } of migrations) {
    database.transaction(() => {
      // Another process may have done this step while we waited for the write lock.
      if (schemaVersion(database) >= version) return;
      database.exec(sql);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
    });
  }
  return copy;
}

/** Version of the schema in the file; 0 for a new one. */
export function schemaVersion(database: Sqlite): number {
  return pragma(database, 'user_version');
}

function checkOwner(database: Sqlite, path: string, latest: number): number {
  const version = schemaVersion(database);
  const isNew =
    version === 0 && readNumber(database.get('SELECT count(*) AS tables FROM sqlite_schema') ?? {}, 'tables') === 0;
  if (isNew) return 0;
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new AppError('library-damaged', `'${path}' is a database of another program, not a library of Phasewright.`, {
      hint: 'Choose another file. This one was left as it is.',
      context: { path },
    });
  }
  if (version > latest) {
    throw new AppError(
      'library-newer',
      `The library '${path}' was written by a newer Phasewright (version ${version}, this one reads up to ${latest}).`,
      {
        hint: 'Update Phasewright to open it. The file was left as it is.',
        context: { path, version, latest },
      },
    );
  }
  return version;
}

/** Copies through SQLite itself, which includes the write-ahead log and keeps the file's locks. */
function copyBefore(database: Sqlite, path: string, version: number): string {
  let copy = `${path}.version-${version}.copy`;
  for (let i = 2; existsSync(copy); i++) copy = `${path}.version-${version}.copy-${i}`;
  database.run('VACUUM INTO ?', copy);
  return copy;
}

function pragma(database: Sqlite, name: 'user_version' | 'application_id'): number {
  return readNumber(database.get(`PRAGMA ${name}`) ?? {}, name);
}
