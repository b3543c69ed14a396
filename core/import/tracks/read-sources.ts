import { CoreError } from '../../errors.ts';
import type { DerivedColumn, ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import { readTable } from '../read/read-table.ts';
import { excerpt } from '../read/text-of.ts';
import type { SourceBytes } from '../source.ts';

/** Which columns of the files are needed, and what stands behind each column of the recipe. */
export interface ColumnUse {
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
}

/** What a computed column is computed from. */
export function inputsOf(derived: DerivedColumn): number[] {
  if (derived.kind === 'combination') return derived.terms.map(({ column }) => column);
  return derived.kind === 'logarithm' ? [derived.of] : [derived.x, derived.y];
}

/**
 * Finds out which columns of the files a recipe needs.
 * @param names columns of the first file
 * @throws CoreError `missing-column` for a column that does not exist, `bad-argument` for a computed column that needs itself or a later one
 */
export function findColumnUse(
  { time, roles, derived }: ImportRecipe,
  file: string,
  names: readonly string[],
): ColumnUse {
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
  const { q, p, dq, dp, parameters, run } = roles;
  const used = [...new Set([...q, ...p, ...dq, ...dp, ...parameters])];
  const isDate = time.kind === 'column' && time.reading === 'date';
  const timeColumn = time.kind === 'step' ? [] : sourcesOf(time.column);
  const runColumn = run === null ? [] : [run];
  for (const column of [...runColumn, ...(isDate ? [time.column] : [])]) {
    if (column >= count) throw missingColumn(file, names, column);
  }
  return {
    ...{ count, used, sourcesOf },
    numbers: [...new Set([...(isDate ? [] : timeColumn), ...used.flatMap((column) => sourcesOf(column))])],
    texts: [...new Set([...runColumn, ...(isDate ? timeColumn : [])])],
  };
}

/** The column of the k-th of tables side by side that stands where a column of the first one does; shared columns stand for themselves. */
export function columnInGroup({ trajectories: { sideBySide } }: ImportRecipe, group: number, column: number): number {
  const place = sideBySide?.[0]?.indexOf(column) ?? -1;
  return place === -1 ? column : sideBySide![group]![place]!;
}

/**
 * Reads all files into columns.
 * @throws CoreError `bad-table` when a column that is used has another name in another file, and whatever reading refuses
 */
export function readSources(
  sources: readonly SourceBytes[],
  recipe: ImportRecipe,
  use: ColumnUse,
  report: (fraction: number) => void,
): RawTable[] {
  const groups = Array.from({ length: recipe.trajectories.sideBySide?.length ?? 1 }, (_, group) => group);
  const inGroups = (columns: readonly number[]) => [
    ...new Set(groups.flatMap((group) => columns.map((column) => columnInGroup(recipe, group, column)))),
  ];
  const wanted = { numbers: inGroups(use.numbers), texts: inGroups(use.texts) };
  const raws: RawTable[] = [];
  for (const [k, source] of sources.entries()) {
    const raw = readTable(source, recipe.format, wanted, (fraction) => {
      report((k + fraction) / sources.length);
    });
    checkSameNames(raws[0] ?? raw, raw, [...wanted.numbers, ...wanted.texts]);
    raws.push(raw);
  }
  return raws;
}

function checkSameNames(first: RawTable, other: RawTable, columns: readonly number[]): void {
  const column = columns.find((one) => first.names[one] !== other.names[one]);
  if (column === undefined) return;
  const [here, there] = [first.names[column]!, other.names[column]!];
  throw new CoreError(
    'bad-table',
    `Column ${column + 1} is '${excerpt(there)}' in ${other.file} but '${excerpt(here)}' in ${first.file}.`,
    {
      hint: 'Files that are read together must have the same columns in the same order.',
      context: { file: other.file, column: there },
    },
  );
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
