import { readText } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

/** Small choices of the user, kept with the library. */
export interface PreferenceStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export function createPreferenceStore(database: Sqlite): PreferenceStore {
  return {
    get(key) {
      const row = database.get('SELECT value FROM preference WHERE key = ?', key);
      return row === null ? null : readText(row, 'value');
    },
    set(key, value) {
      database.run(
        'INSERT INTO preference (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        key,
        value,
      );
    },
  };
}
