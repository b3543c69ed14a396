import type { ImportRecipe } from '../recipe.ts';
import type { TableFormat } from '../table-format.ts';
import type { PreviewColumn } from '../table-preview.ts';
import { inputsOf } from './derived-columns.ts';

/**
 * Key under which the recipe of a kind of file is remembered: files with the same recogniser, column names and units, in the same order,
 * have the same. At most 60 characters, whatever the names are.
 */
export function recipeKey(columns: readonly Pick<PreviewColumn, 'name' | 'unit'>[], recogniser: string | null): string {
  // JSON quotes the names, so that ['a,b'] and ['a', 'b'] differ.
  const text = JSON.stringify([recogniser, columns.map(({ name, unit }) => [name, unit])]);
  const hash = [OFFSET_BASIS, ~OFFSET_BASIS].map((basis) => fnv(text, basis).toString(16).padStart(8, '0')).join('');
  return `${(recogniser ?? 'table').slice(0, 30)}-${columns.length}-${hash}`;
}

/**
 * A remembered recipe for another file of its kind, or null when it does not fit: a column is missing, or holds no longer what the
 * recipe reads from it. Ids of left-out trajectories belong to the old file and are forgotten. So is what stood above its table where the
 * columns are the same anyway: a units row that this file does not have would cost it a row.
 * @param columns of the file in the saved format   @param detected what the file looks like by itself
 */
export function adaptRecipe(
  saved: ImportRecipe,
  columns: readonly PreviewColumn[],
  detected: { readonly format: TableFormat; readonly columns: readonly PreviewColumn[] },
): ImportRecipe | null {
  const { time, roles, derived } = saved;
  const reads = (column: number, holds: PreviewColumn['holds']) => columns[column]?.holds === holds;
  const isValue = (column: number) =>
    reads(column, 'numbers') || (column >= columns.length && column < columns.length + derived.length);
  const timeFits =
    time.kind === 'step' ||
    (time.kind === 'column' && time.reading === 'date' ? reads(time.column, 'dates') : isValue(time.column));
  const runFits = roles.run === null || roles.run < columns.length;
  const groups = saved.trajectories.sideBySide?.flat() ?? [];
  const values = [...roles.q, ...roles.p, ...roles.dq, ...roles.dp, ...roles.parameters, ...roles.inputs];
  const inputsFit = derived.every((entry, k) =>
    inputsOf(entry).every((column) => isValue(column) && column < columns.length + k),
  );
  const stepColumns = saved.steps.flatMap((step) =>
    'columns' in step ? step.columns : 'column' in step ? [step.column] : [],
  );
  const listed = [...groups, ...stepColumns, ...saved.columns.map(({ column }) => column)];
  const listedFit = listed.every((column) => column < columns.length + derived.length);
  if (!(timeFits && runFits && values.every(isValue) && inputsFit && listedFit)) return null;
  const isSame =
    columns.length === detected.columns.length && columns.every(({ name }, i) => name === detected.columns[i]!.name);
  const format = isSame ? { ...saved.format, ...headOf(detected.format) } : saved.format;
  return { ...saved, format, trajectories: { ...saved.trajectories, leftOut: [] } };
}

/** Where the table stands in its file. */
function headOf(format: TableFormat): Partial<TableFormat> {
  const { encoding, skipLines, startMarker, endMarker, headerRows, isHeaderInComment, hasUnitsRow } = format;
  return { encoding, skipLines, startMarker, endMarker, headerRows, isHeaderInComment, hasUnitsRow };
}

/** Start value of the 32-bit FNV-1a hash (Fowler, Noll, Vo), and its prime. */
const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** 32-bit FNV-1a over the UTF-16 units of a text. */
function fnv(text: string, basis: number): number {
  let hash = basis;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), PRIME);
  return hash >>> 0;
}
