import { CoreError } from '../../errors.ts';
import { conversionFactor, unitOfName } from '../meaning/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import { readTable } from '../read/read-table.ts';
import { excerpt } from '../read/text-of.ts';
import type { SourceBytes } from '../source.ts';
import type { Columns } from './columns.ts';

/** The column of the k-th of tables side by side that stands where a column of the first one does; shared columns stand for themselves. */
export function columnInGroup({ trajectories: { sideBySide } }: ImportRecipe, group: number, column: number): number {
  const place = sideBySide?.[0]?.indexOf(column) ?? -1;
  return place === -1 ? column : sideBySide![group]![place]!;
}

/** Columns of the first of tables side by side, and their counterparts in the others. */
export function inAllGroups(recipe: ImportRecipe, columns: readonly number[]): number[] {
  const groups = recipe.trajectories.sideBySide ?? [[]];
  return [...new Set(groups.flatMap((_, group) => columns.map((column) => columnInGroup(recipe, group, column))))];
}

/**
 * Reads all files into columns.
 * @throws CoreError `bad-table` when a column that is used has another name or another unit in another file, and whatever reading refuses
 */
export function readSources(
  sources: readonly SourceBytes[],
  recipe: ImportRecipe,
  columns: Columns,
  report: (fraction: number) => void,
): RawTable[] {
  const wanted = { numbers: inAllGroups(recipe, columns.numbers), texts: inAllGroups(recipe, columns.texts) };
  const raws: RawTable[] = [];
  for (const [k, source] of sources.entries()) {
    const raw = readTable(source, recipe.format, wanted, (fraction) => {
      report((k + fraction) / sources.length);
    });
    checkSameUnits(raws[0] ?? raw, raw, wanted.numbers);
    checkSameNames(raws[0] ?? raw, raw, [...wanted.numbers, ...wanted.texts]);
    raws.push(raw);
  }
  return raws;
}

/** The recipe has one unit for a column of all files: numbers in another one would be read as if they were in that. */
function checkSameUnits(first: RawTable, other: RawTable, columns: readonly number[]): void {
  for (const column of columns) {
    const [here, there] = [unitIn(first, column), unitIn(other, column)];
    if (here === there || conversionFactor(here, there) === 1) continue;
    const name = other.names[column] ?? '';
    const told = (unit: string) => (unit === '' ? 'has no unit' : `is in '${excerpt(unit)}'`);
    throw new CoreError(
      'bad-table',
      `Column ${column + 1}, '${excerpt(name)}', ${told(there)} in ${other.file} but ${told(here)} in ${first.file}.`,
      {
        hint: 'Read these files one by one, or give them the same units.',
        context: { file: other.file, column: name, unit: there, expected: here },
      },
    );
  }
}

/** What the row of units says, else the name. */
function unitIn({ names, unitsRow }: RawTable, column: number): string {
  const written = (unitsRow[column] ?? '').replace(/^[([](.*)[)\]]$/, '$1');
  return written === '' ? unitOfName(names[column] ?? '') : written;
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
