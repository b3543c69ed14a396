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

/** The column of the first of tables side by side that a column of any of them stands for. */
function inFirstGroup({ trajectories: { sideBySide } }: ImportRecipe, column: number): number {
  const place = sideBySide?.map((group) => group.indexOf(column)).find((at) => at !== -1);
  return place === undefined ? column : sideBySide![0]![place]!;
}

/**
 * Reads all files into columns.
 * @throws CoreError `bad-table` when a column that is used has another name in another file, or another unit there or in a table beside it, and whatever reading refuses
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
    for (const column of wanted.numbers) {
      checkSameUnit({ raw: raws[0] ?? raw, column: inFirstGroup(recipe, column) }, { raw, column });
    }
    checkSameNames(raws[0] ?? raw, raw, [...wanted.numbers, ...wanted.texts]);
    raws.push(raw);
  }
  return raws;
}

/** The recipe has one unit for a column of all files and tables: numbers in another one would be read as if they were in that. */
function checkSameUnit(first: PlacedColumn, other: PlacedColumn): void {
  const [here, there] = [unitIn(first), unitIn(other)];
  if (here === there || conversionFactor(here, there) === 1) return;
  const told = ({ raw, column }: PlacedColumn, unit: string) =>
    `column ${column + 1}, '${excerpt(raw.names[column] ?? '')}', of ${raw.file} ${unit === '' ? 'has no unit' : `is in '${excerpt(unit)}'`}`;
  throw new CoreError('bad-table', `${capital(told(other, there))} but ${told(first, here)}.`, {
    hint: 'Read these tables one by one, or give them the same units.',
    context: { file: other.raw.file, column: other.raw.names[other.column] ?? '', unit: there, expected: here },
  });
}

/** A column of one file. */
interface PlacedColumn {
  readonly raw: RawTable;
  readonly column: number;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the row of units says, else the name. */
function unitIn({ raw: { names, unitsRow }, column }: PlacedColumn): string {
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
