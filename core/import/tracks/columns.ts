import { CoreError } from '../../errors.ts';
import { inputsOf } from '../meaning/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import { excerpt } from '../read/text-of.ts';

/** The columns of a recipe: which ones are needed, what they are called, and what stands behind them. */
export interface Columns {
  /** Columns of the files; behind them stand the computed ones. */
  readonly count: number;
  /** Columns of the recipe with a role, without time and id. */
  readonly used: readonly number[];
  /** Columns of the files that numbers are read from, for the first of tables side by side. */
  readonly numbers: readonly number[];
  /** Columns of the files that texts are read from. */
  readonly texts: readonly number[];
  /** Columns of the files that a column of the recipe is made of: itself, or what it is computed from. */
  readonly sourcesOf: (column: number) => readonly number[];
  /** Name as in the file, or as given to a computed column. */
  readonly nameOf: (column: number) => string;
  /** Unit after conversion; of a computed column where it is certain; '' when unknown. */
  readonly unitOf: (column: number) => string;
}

/**
 * Finds out which columns of the files a recipe needs.
 * @param names columns of the first file
 * @throws CoreError `missing-column` for a column that does not exist, `bad-argument` for a computed column that needs itself or a later one
 */
export function findColumns(recipe: ImportRecipe, file: string, names: readonly string[]): Columns {
  const { time, roles, derived } = recipe;
  const count = names.length;
  const sourcesOf = (column: number, limit = Infinity): readonly number[] => {
    if (column < count) return [column];
    const formula = derived[column - count];
    if (formula === undefined) throw missingColumn(file, names, column);
    if (column >= limit) {
      throw new CoreError('bad-argument', `The computed column '${formula.name}' needs itself or a later one.`, {
        hint: 'Compute a column from columns of the file and from columns computed before it.',
      });
    }
    return inputsOf(formula).flatMap((input) => sourcesOf(input, column));
  };
  const { q, p, dq, dp, parameters, inputs, run } = roles;
  const computed = derived.map((_, k) => count + k);
  const used = [...new Set([...q, ...p, ...dq, ...dp, ...parameters, ...inputs])];
  const isDate = time.kind === 'column' && time.reading === 'date';
  const timeColumn = time.kind === 'step' ? [] : sourcesOf(time.column);
  const runColumn = run === null ? [] : [run];
  for (const column of [...runColumn, ...(isDate ? [time.column] : [])]) {
    if (column >= count) throw missingColumn(file, names, column);
  }
  return {
    ...{ count, used, sourcesOf: (column) => sourcesOf(column) },
    numbers: [
      ...new Set([...(isDate ? [] : timeColumn), ...[...used, ...computed].flatMap((column) => sourcesOf(column))]),
    ],
    texts: [...new Set([...runColumn, ...(isDate ? timeColumn : [])])],
    nameOf: (column) => (column < count ? names[column]! : derived[column - count]!.name),
    unitOf: (column) => unitOf(recipe, count, column),
  };
}

/** What time is called on axes and in messages. */
export function timeName({ time }: Pick<ImportRecipe, 'time'>, { nameOf }: Columns): string {
  return time.kind === 'step' ? 't' : nameOf(time.column);
}

/** Unit of time after conversion, '' when unknown. */
export function timeUnitOf({ time }: Pick<ImportRecipe, 'time'>, columns: Columns): string {
  if (time.kind === 'step') return time.unit;
  return time.kind === 'column' && time.reading === 'number' ? columns.unitOf(time.column) : 's';
}

function unitOf(recipe: Pick<ImportRecipe, 'columns' | 'derived'>, count: number, column: number): string {
  const entry = recipe.columns.find((one) => one.column === column);
  if (entry !== undefined) return entry.toUnit;
  const formula = recipe.derived[column - count];
  switch (formula?.kind) {
    case undefined:
    case 'logarithm':
      return '';
    case 'polar-angle':
      return 'rad';
    case 'radius':
      return unitOf(recipe, count, formula.x);
    case 'combination': {
      // A factor may carry a unit, such as a mass; only sums and differences keep theirs.
      if (!formula.terms.every(({ factor }) => Math.abs(factor) === 1)) return '';
      const units = new Set(formula.terms.map((term) => unitOf(recipe, count, term.column)));
      return units.size === 1 ? [...units][0]! : '';
    }
  }
}

function missingColumn(file: string, names: readonly string[], column: number): CoreError {
  const hint =
    names.length === 1
      ? 'Only one column was found; choose another separator.'
      : `The columns are: ${names.slice(0, 20).map(excerpt).join(', ')}${names.length > 20 ? ', …' : ''}.`;
  return new CoreError('missing-column', `${file} has no column ${column + 1}; it has ${names.length}.`, {
    hint,
    context: { file, column: column + 1 },
  });
}
