import type { ImportRecipe } from '../../core/import/recipe.ts';
import { LIMITS } from '../validate/limits.ts';
import { importRecipe } from '../validate/import-recipe.ts';
import { readText } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

/** Choices remembered from the last import of a kind of file. */
export interface SavedRecipe {
  readonly recipe: ImportRecipe;
  readonly usedAt: string;
}

/** Choices by kind of file, kept among the preferences as `recipe:<kind>`; only the newest stay. */
export interface RecipeStore {
  /** Null also for one that this version does not understand. */
  find(kind: string): SavedRecipe | null;
  remember(kind: string, recipe: ImportRecipe): void;
}

const PREFIX = 'recipe:';

export function createRecipeStore(database: Sqlite): RecipeStore {
  return {
    find(kind) {
      const row = database.get('SELECT value FROM preference WHERE key = ?', PREFIX + kind);
      return row === null ? null : parse(readText(row, 'value'));
    },
    remember(kind, recipe) {
      const value = JSON.stringify({ recipe, usedAt: new Date().toISOString() });
      database.transaction(() => {
        // Written anew instead of over: the row then is the last one, and the first ones are the oldest.
        database.run('DELETE FROM preference WHERE key = ?', PREFIX + kind);
        database.run('INSERT INTO preference (key, value) VALUES (?, ?)', PREFIX + kind, value);
        const ours = 'SELECT rowid FROM preference WHERE substr(key, 1, ?) = ?';
        database.run(
          `DELETE FROM preference WHERE rowid IN (${ours} ORDER BY rowid DESC LIMIT -1 OFFSET ?)`,
          ...[PREFIX.length, PREFIX, LIMITS.savedRecipes],
        );
      });
    },
  };
}

/** Any preference can be set from outside, so that this one may hold anything. */
function parse(text: string): SavedRecipe | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('recipe' in value) || !('usedAt' in value)) return null;
    const { success, data } = importRecipe.safeParse(value.recipe);
    return success && typeof value.usedAt === 'string' ? { recipe: data, usedAt: value.usedAt } : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
