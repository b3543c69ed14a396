import { readFile, writeFile } from 'node:fs/promises';
import type { ColumnRoles, ImportRecipe } from '../core/import/recipe.ts';
import { AppError } from '../service/api/index.ts';

/** Reads the choices of an import from a file; whether they make sense is the service's business. @throws AppError naming the file */
export async function readRecipe(path: string): Promise<ImportRecipe> {
  const value = await parseFile(path);
  if (typeof value !== 'object' || value === null || !('format' in value)) throw noRecipe(path, 'is no recipe');
  // The rest is checked field by field at the service's door. A recipe from before there were inputs has none.
  const recipe = value as Omit<ImportRecipe, 'roles'> & { readonly roles: Omit<ColumnRoles, 'inputs'> };
  return { ...recipe, roles: { inputs: [], ...recipe.roles } };
}

async function parseFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const what = isMissing ? 'does not exist' : cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw noRecipe(path, what, cause);
  }
}

function noRecipe(path: string, what: string, cause?: unknown): AppError {
  const hint = 'Give a file that --save-recipe wrote.';
  return new AppError('bad-argument', `The recipe ${path} ${what}.`, { hint, context: { file: path }, cause });
}

/** Writes the choices of an import to a new file. @throws AppError naming the file */
export async function writeRecipe(path: string, recipe: ImportRecipe): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(recipe, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new AppError('bad-argument', `${path} ${isThere ? 'is there already' : 'cannot be written'}.`, {
      hint: 'Choose another name for the recipe; nothing is written over.',
      context: { file: path },
      cause,
    });
  }
}
