import type { TableFormat } from '../table-format.ts';
import { CellExaminer, LONGEST_CELL } from './examine-cell.ts';
import { LineCursor } from './line-cursor.ts';
import type { Bookmark } from './line-cursor.ts';
import type { RawTable } from './raw-table.ts';
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

/** Reads the line of a row once more: text of the cell, and why it is no number ('' for a number). */
export function explainCell(
  { utf8, format, bookmarks, table }: TablePlace,
  row: number,
  column: number,
): { readonly text: string; readonly reason: string } {
  const bad = table.badRows.find((entry) => entry.row === row);
  if (bad !== undefined) return { text: bad.text, reason: bad.reason };
  const line = table.lines[row]!;
  const cursor = new LineCursor(utf8);
  cursor.goTo(bookmarks.findLast((bookmark) => bookmark.line < line)!);
  while (cursor.line + 1 < line) cursor.advance();
  const walker = new RecordWalker(table.file, cursor, format, () => undefined);
  walker.next();
  const reader = new RowReader(walker, format);
  reader.read();
  const text = column < reader.count ? reader.text(column, LONGEST_CELL).trim() : '';
  const cell = new CellExaminer(format).examine(text);
  const reason = cell.kind === 'number' ? '' : cell.kind === 'missing' ? 'no value' : cell.reason;
  return { text: excerpt(text), reason };
}
