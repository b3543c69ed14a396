import { CoreError } from '../errors.ts';
import { columnNames, numberedColumnNames, proposeRoles } from './column-names.ts';
import { detectFormat } from './detect-format.ts';
import type { SourceText, TableFormat, TablePreview } from './import-types.ts';
import { parseNumber } from './parse-number.ts';
import { normaliseText, visitRows } from './read-table.ts';

const HEAD_ROWS = 50;
const RAW_LINES = 50;
/** A preview shows the beginning of a long line, not 200 000 characters of it. */
const RAW_LINE_LENGTH = 500;

/**
 * Looks at a file before any meaning is given to its columns: format (guessed unless given), names, first rows, number of rows,
 * share of numbers per column, and a proposal of roles from the names.
 * @throws CoreError `bad-table` when it is not a text table, `too-few-rows` when it is empty or holds a header alone
 */
export function previewTable(source: SourceText, format: TableFormat = detectFormat(source)): TablePreview {
  const text = normaliseText(source);
  const head: (readonly string[])[] = [];
  let rowCount = 0;
  visitRows(source.name, text, format.delimiter, ({ cells }) => {
    if (head.length <= HEAD_ROWS) head.push(cells);
    rowCount++;
    return true;
  });
  const names = tableColumnNames(source.name, head[0], format);
  if (format.hasHeader) {
    head.shift();
    rowCount--;
  }
  if (rowCount === 0) {
    throw new CoreError('too-few-rows', `${source.name} has a header but no data rows.`, {
      hint: 'Choose a file with one row per moment in time.',
      context: { file: source.name },
    });
  }
  head.length = Math.min(head.length, HEAD_ROWS);
  const numericShare = names.map((_, column) => {
    const numbers = head.filter((cells) => parseNumber(cells[column] ?? '').ok).length;
    return head.length === 0 ? 0 : numbers / head.length;
  });
  return {
    format,
    columnNames: names,
    head,
    rawLines: text.split('\n', RAW_LINES).map((line) => line.slice(0, RAW_LINE_LENGTH)),
    rowCount,
    numericShare,
    proposal: proposeRoles(names, numericShare),
  };
}

/** Names of a table's columns from its first row: the header's cells, or numbers when there is no header. */
export function tableColumnNames(
  fileName: string,
  firstRow: readonly string[] | undefined,
  format: TableFormat,
): string[] {
  if (firstRow === undefined) {
    throw new CoreError('too-few-rows', `${fileName} is empty.`, {
      hint: 'Choose a file with a table: one row per moment in time.',
      context: { file: fileName },
    });
  }
  return format.hasHeader ? columnNames(firstRow) : numberedColumnNames(firstRow.length);
}
