import type { ColumnFacts, ColumnRole } from '../import-report.ts';
import { primaryRole, unitOfName } from '../meaning/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import type { Columns } from './columns.ts';
import type { Track } from './track.ts';

/** Facts of all columns: what stands in the files, and computed columns over the kept rows. */
export function columnFacts(
  raws: readonly RawTable[],
  recipe: ImportRecipe,
  columns: Columns,
  kept: readonly Track[],
): ColumnFacts[] {
  const { names } = raws[0]!;
  const inFiles = names.map((name, column): ColumnFacts => {
    const entry = recipe.columns.find((one) => one.column === column);
    const unit = entry?.unit ?? unitOfName(name);
    // A column that is not used may be another one in another file.
    const facts = raws.filter((raw) => raw.names[column] === name).map((raw) => raw.facts[column]!);
    return {
      ...{ name, unit, toUnit: entry?.toUnit ?? unit, role: roleInGroups(recipe, column), isDerived: false },
      min: extreme(
        facts.map(({ min }) => min),
        Math.min,
      ),
      max: extreme(
        facts.map(({ max }) => max),
        Math.max,
      ),
      first: facts.find(({ first }) => first !== null)?.first ?? null,
      last: facts.findLast(({ last }) => last !== null)?.last ?? null,
      missing: facts.reduce((sum, { missing }) => sum + missing, 0),
      // Ids and dates are read as texts: being no number is no fault of theirs.
      unreadable: columns.texts.includes(column) ? 0 : facts.reduce((sum, { unreadable }) => sum + unreadable, 0),
    };
  });
  const computed = recipe.derived.map(({ name }, k): ColumnFacts => {
    const column = columns.count + k;
    const unit = columns.unitOf(column);
    return {
      ...{ name, unit, toUnit: unit, role: primaryRole(recipe, column), isDerived: true },
      ...factsOverRows(kept, column),
      ...{ missing: 0, unreadable: 0 },
    };
  });
  return [...inFiles, ...computed];
}

/** Columns of later tables side by side have the roles of their counterparts in the first. */
function roleInGroups(recipe: ImportRecipe, column: number): ColumnRole {
  const groups = recipe.trajectories.sideBySide;
  const group = groups?.find((columns) => columns.includes(column));
  return primaryRole(recipe, group === undefined ? column : groups![0]![group.indexOf(column)]!);
}

function extreme(values: readonly (number | null)[], pick: (...numbers: number[]) => number): number | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? null : pick(...numbers);
}

function factsOverRows(kept: readonly Track[], column: number): Pick<ColumnFacts, 'min' | 'max' | 'first' | 'last'> {
  let [min, max, first, last]: [number, number, number | null, number | null] = [Infinity, -Infinity, null, null];
  for (const { table, rows } of kept) {
    const values = table.columns.get(column)!;
    for (const row of rows) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
      first ??= value;
      last = value;
    }
  }
  return first === null ? { min: null, max: null, first, last } : { min, max, first, last };
}
