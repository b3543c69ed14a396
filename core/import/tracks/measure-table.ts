import { CoreError } from '../../errors.ts';
import { computeDerived, conversionFactor, type DerivedValues } from '../meaning/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import { excerpt } from '../read/text-of.ts';
import type { BadCell, MeasuredTable } from './measured-table.ts';
import type { Columns } from './columns.ts';
import { columnInGroup } from './read-sources.ts';
import { groupLabels } from './group-labels.ts';

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
 * Rows in which something stands in the columns of a group. Tables side by side are of unequal length; a row with a wrong number of cells
 * is counted for the first of them alone.
 */
function rowsOfGroup(raw: RawTable, recipe: ImportRecipe, use: Columns, group: number): Uint8Array {
  const members = recipe.trajectories.sideBySide![0]!;
  const numbers = use.numbers.filter((column) => members.includes(column));
  const texts = use.texts.filter((column) => members.includes(column));
  const isRow = new Uint8Array(raw.rowCount);
  const place = (column: number) => columnInGroup(recipe, group, column);
  const bad = new Set(raw.badRows.map(({ row }) => row));
  for (let row = 0; row < raw.rowCount; row++) {
    if (bad.has(row)) isRow[row] = group === 0 ? 1 : 0;
    else {
      const hasSomething =
        numbers.some((column) => !Number.isNaN(raw.numbers.get(place(column))![row]!)) ||
        texts.some((column) => raw.texts.get(place(column))![row] !== '') ||
        numbers.some((column) => raw.explain(row, place(column)).reason !== 'no value');
      isRow[row] = hasSomething ? 1 : 0;
    }
  }
  return isRow;
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
  const isDate = time.kind === 'column' && time.reading === 'date';
  const explainFile = (row: number, column: number, isBrief: boolean): BadCell => {
    const name = raw.names[place(column)]!;
    const isNone = Number.isNaN(raw.numbers.get(place(column))![row]!);
    const known = isBrief && isNone ? onlyReason(raw, place(column)) : null;
    const { text, reason } = known === null ? raw.explain(row, place(column)) : { text: '', reason: known };
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
      return source === undefined
        ? explainComputed(derived, computed, column - use.count, row)
        : explainFile(row, source, isBrief);
    },
  };
}

/** Why cells of a column hold no number, where there is only one reason: looking up each of a million cells takes minutes. */
function onlyReason({ facts, problems, badRows }: RawTable, column: number): string | null {
  const reasons = problems.filter((problem) => problem.column === column);
  const { missing } = facts[column]!;
  if (badRows.length > 0 || reasons.length + (missing > 0 ? 1 : 0) !== 1) return null;
  return reasons[0]?.reason ?? 'no value';
}

function explainComputed(
  derived: ImportRecipe['derived'],
  computed: readonly DerivedValues[],
  last: number,
  row: number,
): BadCell {
  // The first computed column that fails is the cause of the others.
  for (let k = 0; k <= last; k++) {
    const found = computed[k]!.invalid.find((one) => one.row === row);
    if (found !== undefined) return { column: derived[k]!.name, text: '', reason: found.reason };
  }
  return { column: derived[last]!.name, text: '', reason: 'no number' };
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
