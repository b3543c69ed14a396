import { CoreError } from '../../errors.ts';
import { parseNumber } from '../parse-number.ts';
import type { TableFormat } from '../table-format.ts';
import { closeQuotes } from './close-quotes.ts';
import { cutLine } from './cut-line.ts';
import type { LineCursor } from './line-cursor.ts';
import { refuseColumns } from './most-columns.ts';
import { RecordWalker } from './record-walker.ts';

/** What stands above the rows. The cursor is before the first of them. */
export interface TableHead {
  /** Cells of the header; null when there is none. */
  readonly header: readonly string[] | null;
  /** Cells of the units row. */
  readonly units: readonly string[];
  /** Bytes of the header's lines, to know them when they come again. */
  readonly lines: readonly Uint8Array[];
}

/**
 * Reads what stands above the rows and leaves the cursor there.
 * @throws CoreError `bad-table` when the start marker is nowhere, for an open quote, or more than 1000 columns
 */
export function readHead(file: string, cursor: LineCursor, format: TableFormat): TableHead {
  const walker = new RecordWalker(file, cursor, format, () => undefined);
  for (let k = 0; k < format.skipLines; k++) cursor.advance();
  if (format.startMarker !== '') {
    do if (!cursor.advance()) throw noMarker(file, format.startMarker);
    while (!walker.beginsWith(format.startMarker));
  }
  const lines: Uint8Array[] = [];
  const keep = (cells: readonly string[]) => {
    // A row of numbers that was taken for a header may well come again as data.
    const isText = cells.some((cell) => cell !== '' && !parseNumber(cell, format).ok);
    if (isText) lines.push(cursor.bytes.slice(cursor.start, cursor.end));
  };
  let header: readonly string[] | null = null;
  if (format.isHeaderInComment) {
    header = commentHeader(cursor, walker, format, keep);
  } else {
    for (let k = 0; k < format.headerRows; k++) {
      const cells = headRow(file, cursor, walker, format);
      if (cells === null) break;
      keep(cells);
      header = joined(header ?? [], cells);
    }
  }
  const units = format.hasUnitsRow ? headRow(file, cursor, walker, format) : null;
  if (units !== null) keep(units);
  return { header, units: units ?? [], lines };
}

/** Cells of the next line that is neither blank nor a comment; null at the end of the table. */
function headRow(file: string, cursor: LineCursor, walker: RecordWalker, format: TableFormat): string[] | null {
  while (cursor.advance()) {
    const kind = walker.kind();
    if (kind === 'end') return null;
    if (kind !== 'row') continue;
    closeQuotes(file, cursor, format.delimiter);
    const cells = cellsOf(cursor.text(), format);
    refuseColumns(file, cursor, cells.length);
    return cells;
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
