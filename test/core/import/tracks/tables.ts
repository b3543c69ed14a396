import { CoreError } from '../../../../core/errors.ts';
import { importTables, type ImportRecipe, type ImportResult } from '../../../../core/import/index.ts';
import { exampleRecipe } from '../../../support/example-recipe.ts';
import { fileOf } from '../read/read-fixture.ts';

/** Columns t, q, p of a plain table, nothing else done. */
export const TQP = exampleRecipe;

/** The recipe with some of its roles changed. */
export function withRoles(roles: Partial<ImportRecipe['roles']>, change: Partial<ImportRecipe> = {}): ImportRecipe {
  return { ...TQP, ...change, roles: { ...TQP.roles, ...roles } };
}

/** The recipe with some of its rules for trajectories changed. */
export function withCuts(
  cuts: Partial<ImportRecipe['trajectories']>,
  change: Partial<ImportRecipe> = {},
): ImportRecipe {
  return { ...TQP, ...change, trajectories: { ...TQP.trajectories, ...cuts } };
}

/** Lines of a table of q = cos t, p = −sin t at even steps. */
export function swing(rows: number, { step = 0.1, start = 0 }: { step?: number; start?: number } = {}): string[] {
  return Array.from({ length: rows }, (_, i) => {
    const t = start + i * step;
    return `${t},${Math.cos(t)},${-Math.sin(t)}`;
  });
}

/** A table's text from its lines and header. */
export function table(lines: readonly string[], header = 't,q,p'): string {
  return [header, ...lines].join('\n');
}

/** Imports one text called `data.csv`. */
export function importText(text: string, recipe: ImportRecipe = TQP): ImportResult {
  return importTables([fileOf(text)], recipe);
}

/** Id, first time and rows of each trajectory. */
export function outline({ dataset }: ImportResult): (readonly [id: string, start: number, rows: number])[] {
  return dataset.trajectories.map(({ id, times }) => [id, times[0]!, times.length]);
}

/** Values of q (place 0) or p (place 1) of a trajectory with one degree of freedom. */
export function valuesOf({ dataset }: ImportResult, place: 0 | 1, trajectory = 0): number[] {
  return [...dataset.trajectories[trajectory]!.states].filter((_, i) => i % 2 === place);
}

/** Codes of the warnings. */
export function codesOf({ report }: ImportResult): string[] {
  return report.warnings.map(({ code }) => code);
}

/** Runs what must be refused and returns the refusal. */
export function refusalOf(run: () => unknown): CoreError {
  try {
    run();
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}
