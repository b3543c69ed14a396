import { CoreError } from '../../errors.ts';
import { looksNumeric } from '../parse-number.ts';
import type { TableFormat } from '../table-format.ts';
import { closeQuotes } from './close-quotes.ts';
import { cutLine } from './cut-line.ts';
import type { LineCursor } from './line-cursor.ts';
import { refuseColumns } from './most-columns.ts';
import { RecordWalker } from './record-walker.ts';

/** One line above the rows. */
export interface HeadRow {
  readonly kind: 'names' | 'units' | 'skipped';
  readonly line: number;
  readonly text: string;
  readonly cells: readonly string[];
}

/** What stands above the rows. The cursor is before the first of them. */
export interface TableHead {
  /** Cells of the header; null when there is none. */
  readonly header: readonly string[] | null;
  /** Cells of the units row. */
  readonly units: readonly string[];
  /** Bytes of the header's lines, to know them when they come again. */
  readonly lines: readonly Uint8Array[];
  /** Header rows and the units row, as they stand there; not a header in a comment. */
  readonly rows: readonly HeadRow[];
  /** The last line that is skipped and neither blank nor a comment. */
  readonly skipped: HeadRow | null;
}

/**
 * Reads what stands above the rows and leaves the cursor there.
 * @throws CoreError `bad-table` when the start marker is nowhere, for an open quote, or more than 1000 columns
 */
export function readHead(file: string, cursor: LineCursor, format: TableFormat): TableHead {
  const walker = new RecordWalker(file, cursor, format, () => undefined);
  let skipped: HeadRow | null = null;
  for (let k = 0; k < format.skipLines && cursor.advance(); k++) {
    if (walker.kind() !== 'row') continue;
    const text = cursor.text();
    skipped = { kind: 'skipped', line: cursor.line, text, cells: cellsOf(text, format) };
  }
  if (format.startMarker !== '') {
    do if (!cursor.advance()) throw noMarker(file, format.startMarker);
    while (!walker.beginsWith(format.startMarker));
  }
  const lines: Uint8Array[] = [];
  const rows: HeadRow[] = [];
  const keep = (cells: readonly string[]) => {
    // A row of numbers that was taken for a header may well come again as data.
    const isText = cells.some((cell) => cell !== '' && !looksNumeric(cell, format));
    if (isText) lines.push(cursor.bytes.slice(cursor.start, cursor.end));
  };
  let header: readonly string[] | null = null;
  if (format.isHeaderInComment) {
    header = commentHeader(cursor, walker, format, keep);
  } else {
    for (let k = 0; k < format.headerRows; k++) {
      const row = headRow(file, cursor, walker, format, 'names');
      if (row === null) break;
      keep(row.cells);
      rows.push(row);
      header = joined(header ?? [], row.cells);
    }
  }
  const units = format.hasUnitsRow ? headRow(file, cursor, walker, format, 'units') : null;
  if (units !== null) {
    keep(units.cells);
    rows.push(units);
  }
  return { header, units: units?.cells ?? [], lines, rows, skipped };
}

/** The next line that is neither blank nor a comment; null at the end of the table. */
function headRow(
  file: string,
  cursor: LineCursor,
  walker: RecordWalker,
  format: TableFormat,
  kind: HeadRow['kind'],
): HeadRow | null {
  while (cursor.advance()) {
    const use = walker.kind();
    if (use === 'end') return null;
    if (use !== 'row') continue;
    const { line } = cursor;
    closeQuotes(file, cursor, format.delimiter);
    const text = cursor.text();
    const cells = cellsOf(text, format);
    // Delimiters or NULs alone name nothing.
    if (cells.every((cell) => cell.replaceAll('\0', '') === '')) continue;
    refuseColumns(file, cursor, cells.length);
    return { kind, line, text, cells };
  }
  return null;
}

/** Cells of the last comment above the rows, and the cursor before the first row. */
function commentHeader(
  cursor: LineCursor,
  walker: RecordWalker,
  format: TableFormat,
  keep: (cells: readonly string[]) => void,
): string[] | null {
  let header: string[] | null = null;
  let place = cursor.bookmark();
  let last = place;
  while (cursor.advance() && walker.kind() !== 'row') {
    if (walker.kind() === 'comment') last = place;
    place = cursor.bookmark();
  }
  cursor.goTo(last);
  if (cursor.advance() && walker.kind() === 'comment') {
    header = cellsOf(cursor.text().trimStart().slice(format.comment.length).trim(), format);
    keep(header);
  }
  cursor.goTo(place);
  return header;
}

function cellsOf(line: string, format: TableFormat): string[] {
  return cutLine(line, format).map(({ text }) => text.trim());
}

function joined(above: readonly string[], below: readonly string[]): string[] {
  return Array.from({ length: Math.max(above.length, below.length) }, (_, column) =>
    [above[column] ?? '', below[column] ?? ''].filter((cell) => cell !== '').join(' '),
  );
}

function noMarker(file: string, marker: string): CoreError {
  return new CoreError('bad-table', `${file} has no line that begins with '${marker}'.`, {
    hint: 'Correct the start marker, or leave it out.',
    context: { file },
  });
}
