import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createDatasetStore, type DatasetStore } from './dataset-store.ts';
import { migrate, type Migration } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { createPreferenceStore, type PreferenceStore } from './preference-store.ts';
import { readNumber } from './rows.ts';
import { createRecipeStore, type RecipeStore } from './recipe-store.ts';
import { createRunStore, type RunStore } from './run-store.ts';
import { createSourceStore, type SourceStore } from './source-store.ts';
import { openSqlite, toStoreError } from './sqlite.ts';

/** One open library. */
export interface Store {
  readonly datasets: DatasetStore;
  readonly sources: SourceStore;
  readonly runs: RunStore;
  readonly preferences: PreferenceStore;
  readonly recipes: RecipeStore;
  /** All or nothing: the work of several of the above in one. */
  transaction<T>(work: () => T): T;
  /** A number that changes when another connection wrote to the library. */
  dataVersion(): number;
  readonly close: () => void;
}

/**
 * Opens a library, creating or migrating it as needed.
 * @throws AppError `library-newer`, `library-damaged`, `library-locked`, `disk-full`, `read-only`
 */
export function openStore(
  path: string,
  { migrations = MIGRATIONS, maxPages = null }: { migrations?: readonly Migration[]; maxPages?: number | null } = {},
): Store {
  makeFolder(path);
  const database = openSqlite(path);
  try {
    migrate(database, path, migrations);
    // NORMAL in WAL mode loses at most the last commits when the power fails, never the file; a killed process loses nothing.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    if (maxPages !== null) database.exec(`PRAGMA max_page_count = ${maxPages}`);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  const sources = createSourceStore(database);
  return {
    datasets: createDatasetStore(database, sources),
    sources,
    runs: createRunStore(database),
    preferences: createPreferenceStore(database),
    recipes: createRecipeStore(database),
    transaction: (work) => database.transaction(work),
    dataVersion: () => readNumber(database.get('PRAGMA data_version') ?? {}, 'data_version'),
    close: () => {
      database.close();
    },
  };
}

/** Makes the folder that a library lies in. */
export function makeFolder(libraryPath: string): void {
  try {
    mkdirSync(dirname(libraryPath), { recursive: true });
  } catch (thrown) {
    throw toStoreError(thrown, libraryPath);
  }
}
