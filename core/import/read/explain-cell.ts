import type { TableFormat } from '../table-format.ts';
import { CellExaminer, LONGEST_CELL } from './examine-cell.ts';
import { LineCursor } from './line-cursor.ts';
import type { Bookmark } from './line-cursor.ts';
import type { BadRow, RawTable } from './raw-table.ts';
import { RecordWalker } from './record-walker.ts';
import { RowReader } from './row-reader.ts';
import { excerpt } from './text-of.ts';

/** What a cell is looked up again from. */
export interface TablePlace {
  readonly utf8: Uint8Array;
  readonly format: TableFormat;
  /** In the order of the file, the first before all rows. */
  readonly bookmarks: readonly Bookmark[];
  readonly table: Pick<RawTable, 'file' | 'lines' | 'badRows'>;
}

/** Reads the line of a row once more: text of the cell, and why it is no number ('' for a number). Cheap for rows in their order. */
export function cellExplainer({ utf8, format, bookmarks, table }: TablePlace): RawTable['explain'] {
  const { lines, badRows } = table;
  const cursor = new LineCursor(utf8);
  const walker = new RecordWalker(table.file, cursor, format, () => undefined);
  const reader = new RowReader(walker, format);
  const examiner = new CellExaminer(format);
  let current = -1;
  const goTo = (row: number) => {
    if (row === current) return;
    const line = lines[row]!;
    const bookmark = bookmarks[countWhile(bookmarks, (one) => one.line < line) - 1]!;
    // From the last row on, if that is nearer.
    if (current === -1 || row < current || bookmark.line > cursor.line) cursor.goTo(bookmark);
    while (cursor.line + 1 < line) cursor.advance();
    walker.next();
    reader.read();
    current = row;
  };
  return (row, column) => {
    const bad = badRows[countWhile(badRows, (one: BadRow) => one.row < row)];
    if (bad?.row === row) return { text: bad.text, reason: bad.reason };
    goTo(row);
    const text = column < reader.count ? reader.text(column, LONGEST_CELL).trim() : '';
    const cell = examiner.examine(text);
    const reason = cell.kind === 'number' ? '' : cell.kind === 'missing' ? 'no value' : cell.reason;
    return { text: excerpt(text), reason };
  };
}

/** How many elements pass, where those that do stand before those that do not. */
function countWhile<T>(list: readonly T[], passes: (element: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
