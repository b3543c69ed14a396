import { CoreError } from '../../errors.ts';
import { beginning } from '../detect/sample.ts';
import { closeQuotes } from '../read/close-quotes.ts';
import { cutLine } from '../read/cut-line.ts';
import { LineCursor } from '../read/line-cursor.ts';
import { readHead, type TableHead } from '../read/read-head.ts';
import { RecordWalker, type LineKind } from '../read/record-walker.ts';
import type { SourceBytes } from '../source.ts';
import type { TableFormat } from '../table-format.ts';
import type { LineUse, RawLine } from '../table-preview.ts';

/** One row of the beginning, as text. */
export interface TextRow {
  /** Line of the file it starts on, from 1. */
  readonly line: number;
  readonly cells: readonly { readonly text: string; readonly range: readonly [from: number, to: number] }[];
}

/** The beginning of a file, read with a format. */
export interface Beginning {
  readonly head: TableHead;
  readonly rows: readonly TextRow[];
  readonly rawLines: readonly RawLine[];
}

const HEAD_ROWS = 100;
const RAW_LINES = 120;
/** A preview shows the beginning of a long line, not 200 000 characters of it. */
const RAW_LINE_LENGTH = 500;
/** Bytes of the file that are looked at; a hundred rows of a thousand cells fit in. */
const BEGINNING_BYTES = 1 << 21;

const USES: Readonly<Record<Exclude<LineKind, 'end'>, LineUse>> = {
  row: 'data',
  blank: 'blank',
  nul: 'blank',
  empty: 'blank',
  comment: 'comment',
  header: 'header',
};

/** Reads the first rows and says of the first lines what they are. @throws CoreError `bad-table` when it is not text */
export function readBeginning(source: SourceBytes, format: TableFormat): Beginning {
  const utf8 = beginning(source, format.encoding, BEGINNING_BYTES);
  const isWhole = source.bytes.length <= BEGINNING_BYTES;
  const cursor = new LineCursor(utf8);
  const head = readHead(source.name, cursor, format);
  const walker = new RecordWalker(source.name, cursor, format, () => undefined);
  walker.expectHeaders(head.lines);
  const above = cursor.line;
  const uses: LineUse[] = [];
  const rows: TextRow[] = [];
  while ((rows.length < HEAD_ROWS || cursor.line < RAW_LINES) && cursor.advance()) {
    // The last line of a part of a file may be cut off.
    if (!isWhole && cursor.end === utf8.length && rows.length > 0) break;
    const { line } = cursor;
    const kind = walker.kind();
    if (kind === 'end') break;
    if (kind === 'row') {
      closeIfPossible(source.name, cursor, format);
      if (rows.length < HEAD_ROWS) rows.push({ line, cells: cutCells(cursor.text(), format) });
    }
    for (let at = line; at <= cursor.line; at++) uses[at - 1] = USES[kind];
  }
  return { head, rows, rawLines: rawLines(utf8, usesAbove(source.name, utf8, format, above), uses) };
}

/** Cells of a line; their ranges do not count the blanks around them. */
function cutCells(line: string, format: TableFormat): TextRow['cells'] {
  return cutLine(line, format).map(({ text, from, to }) => {
    const whole = line.slice(from, to);
    const start = from + whole.length - whole.trimStart().length;
    return { text: text.trim(), range: [start, Math.max(start, from + whole.trimEnd().length)] };
  });
}

/** A quote that is left open spoils the import, which says so; the preview shows its line as it is. */
function closeIfPossible(name: string, cursor: LineCursor, { delimiter }: TableFormat): void {
  const place = cursor.bookmark();
  const { start, end } = cursor;
  try {
    closeQuotes(name, cursor, delimiter);
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    cursor.goTo(place);
    cursor.start = start;
    cursor.end = end;
  }
}

/** What the lines above the rows are. */
function usesAbove(name: string, utf8: Uint8Array, format: TableFormat, count: number): LineUse[] {
  const cursor = new LineCursor(utf8);
  const walker = new RecordWalker(name, cursor, format, () => undefined);
  const uses: LineUse[] = [];
  let isBeforeMarker = format.startMarker !== '';
  while (cursor.line < count && cursor.advance()) {
    const kind = walker.kind();
    if (cursor.line <= format.skipLines || isBeforeMarker) uses.push('skipped');
    else uses.push(kind === 'row' ? 'header' : kind === 'end' ? 'after-end' : USES[kind]);
    if (cursor.line > format.skipLines && isBeforeMarker) isBeforeMarker = !walker.beginsWith(format.startMarker);
  }
  if (format.hasUnitsRow) uses[uses.lastIndexOf('header')] = 'units';
  if (format.isHeaderInComment) uses[uses.lastIndexOf('comment')] = 'header';
  return uses;
}

function rawLines(utf8: Uint8Array, above: readonly LineUse[], uses: readonly LineUse[]): RawLine[] {
  const cursor = new LineCursor(utf8);
  const lines: RawLine[] = [];
  while (lines.length < RAW_LINES && cursor.advance()) {
    const use = above[cursor.line - 1] ?? uses[cursor.line - 1] ?? 'after-end';
    lines.push({ text: cursor.text().slice(0, RAW_LINE_LENGTH), use });
  }
  return lines;
}
