import { CoreError } from '../../errors.ts';
import { looksNumeric } from '../parse-number.ts';
import type { TableFormat } from '../table-format.ts';
import type { HeadRow, TableHead } from './read-head.ts';
import type { TableColumns } from './table-columns.ts';
import { excerpt } from './text-of.ts';

/**
 * Refuses a head that the format of another file would make of rows of data, and names that are not those of the columns.
 * @throws CoreError `bad-table` for a header, units or last skipped line that holds numbers, and for a header with too few names
 */
export function checkHead(file: string, head: TableHead, { names, named }: TableColumns, format: TableFormat): void {
  const { rows, skipped } = head;
  for (const row of rows) {
    const filled = row.cells.filter((cell) => cell !== '');
    const isUnits = row.kind === 'units';
    // The unit of a number without one is 1.
    const numbers = filled.filter((cell) => looksNumeric(cell, format) && !(isUnits && cell === '1'));
    if (2 * numbers.length > filled.length) throw dataAbove(file, row, isUnits ? 'its units' : 'its header');
  }
  if (rows.length === 0 && skipped !== null && skipped.cells.length === names.length) {
    const filled = skipped.cells.filter((cell) => cell !== '');
    const isData = filled.length > 0 && filled.every((cell) => looksNumeric(cell, format));
    if (isData) throw dataAbove(file, skipped, 'a line to skip');
  }
  if (head.header !== null && !format.isHeaderInComment && !named)
    throw fewNames(file, head.header.length, names.length);
}

function dataAbove(file: string, { line, text }: HeadRow, what: string): CoreError {
  return new CoreError(
    'bad-table',
    `${file}: line ${line} would be read as ${what}, but holds numbers (${excerpt(text)}).`,
    {
      hint: 'The format was made for another file: change header rows, units row or lines to skip.',
      context: { file, line },
    },
  );
}

function fewNames(file: string, named: number, cells: number): CoreError {
  const columns = named === 1 ? '1 column' : `${named} columns`;
  return new CoreError('bad-table', `${file}: the header names ${columns}, the rows have ${cells} cells.`, {
    hint: 'Perhaps commas are decimal marks and separators at once. Else give every column a name, or skip the header line.',
    context: { file, named, cells },
  });
}
