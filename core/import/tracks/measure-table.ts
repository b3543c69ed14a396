import { CoreError } from '../../errors.ts';
import { computeDerived, conversionFactor, inputsOf } from '../meaning/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import { excerpt } from '../read/text-of.ts';
import type { BadCell, MeasuredTable } from './measured-table.ts';
import type { Columns } from './columns.ts';
import { columnInGroup } from './read-sources.ts';
import { groupLabels } from './group-labels.ts';
import { NO_VALUE, SEVERAL_REASONS } from './reasons.ts';

/** A table before it has times: dates count from the first one of all tables. */
export type TimelessTable = Omit<MeasuredTable, 'times'> & {
  /** Column of the file that times or dates stand in; null where rows are counted. */
  readonly timeColumn: number | null;
};

/**
 * Gives the columns of a file their meaning: converts units, computes derived columns, takes tables apart that stand side by side.
 * @throws CoreError `bad-argument` for a unit that cannot be converted to the other
 */
export function measureTable(
  raw: RawTable,
  recipe: ImportRecipe,
  columns: Columns,
  options: { readonly isOnlyFile: boolean },
): TimelessTable[] {
  const groups = recipe.trajectories.sideBySide;
  if (groups === null) return [measureGroup(raw, recipe, columns, { group: 0, label: raw.file, isRow: allRows(raw) })];
  const labels = groupLabels(
    raw.file,
    groups.map((group) => group.map((column) => raw.names[column] ?? '')),
    options,
  );
  return groups.map((_, group) =>
    measureGroup(raw, recipe, columns, {
      group,
      label: labels[group]!,
      isRow: rowsOfGroup(raw, recipe, columns, group),
    }),
  );
}

function allRows({ rowCount }: RawTable): Uint8Array {
  return new Uint8Array(rowCount).fill(1);
}

/**
 * Rows of a group: all up to the last in which something stands in its columns. What is missing before that is missing from the run, and
 * counts as a row of it; below stand only the rows of a longer neighbour. A row with a wrong number of cells there is one of the first group.
 */
function rowsOfGroup(raw: RawTable, recipe: ImportRecipe, use: Columns, group: number): Uint8Array {
  const members = recipe.trajectories.sideBySide![0]!;
  const placesOf = (columns: readonly number[]) =>
    columns.filter((column) => members.includes(column)).map((column) => columnInGroup(recipe, group, column));
  const bad = new Set(raw.badRows.map(({ row }) => row));
  const last = Math.max(
    ...placesOf(use.numbers).map((column) => lastFilled(raw, column, bad)),
    ...placesOf(use.texts).map((column) => raw.texts.get(column)!.findLastIndex((text) => text !== '')),
  );
  const isRow = new Uint8Array(raw.rowCount).fill(1, 0, last + 1);
  if (group === 0) for (const row of bad) isRow[row] = 1;
  return isRow;
}

/** The last row with a number or an unreadable cell in a column; −1 for none. */
function lastFilled({ numbers, facts, explain }: RawTable, column: number, bad: ReadonlySet<number>): number {
  const values = numbers.get(column)!;
  let last = values.findLastIndex((value) => !Number.isNaN(value));
  let { unreadable } = facts[column]!;
  for (let row = 0; unreadable > 0 && row < values.length; row++) {
    if (!Number.isNaN(values[row]!) || bad.has(row) || explain(row, column).reason === NO_VALUE) continue;
    unreadable--;
    last = Math.max(last, row);
  }
  return last;
}

function measureGroup(
  raw: RawTable,
  recipe: ImportRecipe,
  use: Columns,
  { group, label, isRow }: { group: number; label: string; isRow: Uint8Array },
): TimelessTable {
  const { time, roles, derived } = recipe;
  const place = (column: number) => columnInGroup(recipe, group, column);
  const converted = new Map<number, Float64Array>();
  const inFile = (column: number) => {
    let values = converted.get(column);
    if (values === undefined) {
      values = convert(raw.numbers.get(place(column))!, factorOf(recipe, column));
      converted.set(column, values);
    }
    return values;
  };
  const computed = computeDerived(derived, use.count, inFile);
  const columnOf = (column: number) => (column < use.count ? inFile(column) : computed[column - use.count]!.values);
  const invalid = computed.map((one) => new Map(one.invalid.map(({ row, reason }) => [row, reason])));
  // The first computed column that fails is the cause of the others; the numbers that it is made of tell why.
  const explainComputed = (row: number, last: number): BadCell => {
    const k = Math.max(
      0,
      invalid.findIndex((rows, i) => i <= last && rows.has(row)),
    );
    const inputs = inputsOf(derived[k]!).map((column) => columnOf(column)[row]);
    return { column: derived[k]!.name, text: excerpt(inputs.join(', ')), reason: invalid[k]!.get(row) ?? 'no number' };
  };
  const isDate = time.kind === 'column' && time.reading === 'date';
  const explainFile = (row: number, column: number, isBrief: boolean): BadCell => {
    const name = raw.names[place(column)]!;
    const isNone = Number.isNaN(raw.numbers.get(place(column))![row]!);
    const { text, reason } =
      isBrief && isNone ? { text: '', reason: usualReason(raw, place(column)) } : raw.explain(row, place(column));
    // A number that is none after conversion was too large for it.
    return { column: name, text, reason: reason === '' ? 'too large for a number after conversion' : reason };
  };
  const columns = new Map(
    [...use.used, ...derived.map((_, k) => use.count + k)].map((column) => [column, columnOf(column)]),
  );
  if (time.kind !== 'step' && !isDate) columns.set(time.column, columnOf(time.column));
  return {
    ...{ raw, label, isRow, columns },
    timeColumn: time.kind === 'step' ? null : place(time.column),
    runs: roles.run === null ? null : { column: raw.names[place(roles.run)]!, ids: raw.texts.get(place(roles.run))! },
    explain(row, asked, { isBrief = false } = {}) {
      const column = asked === 'time' && time.kind !== 'step' ? time.column : Number(asked);
      if (column < use.count) return explainFile(row, column, isBrief);
      const source = use.sourcesOf(column).find((one) => !Number.isFinite(inFile(one)[row]!));
      return source === undefined ? explainComputed(row, column - use.count) : explainFile(row, source, isBrief);
    },
  };
}

/** Why cells of a column hold no number, without looking at any: looking up each of a million takes minutes. */
function usualReason({ facts, problems }: RawTable, column: number): string {
  const reasons = problems.filter((problem) => problem.column === column).map(({ reason }) => reason);
  if (facts[column]!.missing > 0) reasons.push(NO_VALUE);
  return reasons.length === 1 ? reasons[0]! : SEVERAL_REASONS;
}

/** Factor that the numbers of a column are multiplied by. @throws CoreError `bad-argument` when its units measure different things */
export function factorOf({ columns }: Pick<ImportRecipe, 'columns'>, column: number): number {
  const entry = columns.find((one) => one.column === column);
  if (entry === undefined) return 1;
  const factor = conversionFactor(entry.unit, entry.toUnit);
  if (factor !== null) return factor;
  throw new CoreError(
    'bad-argument',
    `Column ${column + 1} cannot be converted from '${excerpt(entry.unit)}' to '${excerpt(entry.toUnit)}'.`,
    { hint: 'Choose units of the same kind, or correct the unit of the column.', context: { column: column + 1 } },
  );
}

function convert(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => value * factor);
}
