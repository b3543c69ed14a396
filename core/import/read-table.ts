/// <reference types="./papaparse.d.ts" />
import papaparse from 'papaparse';
import { CoreError } from '../errors.ts';
import type { SourceText, TableFormat } from './import-types.ts';

/** One row as text. `line` is the line of the file it starts on, counted from 1 as an editor does. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** True when a blank line stands above the row. */
  readonly isAfterBlank: boolean;
}

/** More columns than this is not a trajectory table; refused before anything is built per column. */
const MAX_COLUMNS = 1000;
/** Text is cut into cells in blocks of about this many characters, so that memory follows the block, not the file. */
const BLOCK_LENGTH = 1 << 19;
/** Beginnings of files that people rename to .csv, after decoding as UTF-8 (undecodable bytes have become U+FFFD). */
const SIGNATURES: readonly (readonly [start: string, what: string])[] = [
  ['\ufffdPNG', 'a PNG image'],
  ['PK\u0003\u0004', 'a ZIP archive or an Excel workbook'],
  ['\u001f\ufffd', 'a gzip archive'],
  ['\ufffd\ufffd\u0011\u0871', 'an old Excel workbook'],
  ['%PDF', 'a PDF document'],
  ['MATLAB 5.0 MAT-file', 'a MATLAB file'],
  ['\ufffdHDF', 'an HDF5 file'],
  ['SQLite format 3', 'a database'],
];

/**
 * Prepares a text for reading: drops a byte order mark and writes CR and CRLF line ends as LF, so that lines count as in an editor.
 * @throws CoreError `bad-table` when it is not text
 */
export function normaliseText(source: SourceText): string {
  const text = source.text.startsWith('\ufeff') ? source.text.slice(1) : source.text;
  refuseBinary(source.name, text);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * Cuts a normalised text into rows of cells and hands them over one by one; blank lines are passed over.
 * Quotes follow RFC 4180: a quoted cell may hold separators, doubled quotes and line ends.
 * @param text from `normaliseText`   @param visit returns false to stop early
 * @throws CoreError `bad-table` for a quote that is not closed or misplaced, or more than 1000 columns; names the line
 */
export function visitRows(
  fileName: string,
  text: string,
  delimiter: TableFormat['delimiter'],
  visit: (row: TableRow) => boolean,
): void {
  let line = 1;
  let isAfterBlank = false;
  for (let start = 0; start < text.length;) {
    const end = blockEnd(text, start);
    const block = text.slice(start, end);
    const hasQuotes = block.includes('"');
    const { data, errors } = papaparse.parse(block, { delimiter, newline: '\n', quoteChar: '"' });
    for (const error of errors) {
      if (error.code === 'MissingQuotes' || error.code === 'InvalidQuotes') {
        throw quoteError(fileName, line + count(block.slice(0, error.index ?? 0), '\n'), error.code);
      }
    }
    // A block ends with its last line end; what papaparse sees after it is no row.
    const rowCount = block.endsWith('\n') ? data.length - 1 : data.length;
    for (let i = 0; i < rowCount; i++) {
      const cells = data[i]!;
      if (cells.length > MAX_COLUMNS) throw tooManyColumns(fileName, line, cells.length);
      const isBlank = cells.length === 1 && cells[0]!.trim() === '';
      if (!isBlank && !visit({ line, cells, isAfterBlank })) return;
      isAfterBlank = isBlank;
      line += 1;
      if (hasQuotes) for (const cell of cells) line += count(cell, '\n');
    }
    start = end;
  }
}

/** Reads a whole table (or its first `limit` rows) as text, the header row included. */
export function readTable(
  source: SourceText,
  delimiter: TableFormat['delimiter'],
  { limit = Infinity }: { limit?: number } = {},
): TableRow[] {
  const rows: TableRow[] = [];
  visitRows(source.name, normaliseText(source), delimiter, (row) => rows.push(row) < limit);
  return rows;
}

/** End of a block: after a line end that is not inside quotes, that is with an even number of quotes before it. */
function blockEnd(text: string, start: number): number {
  let end = start;
  let quotes = 0;
  do {
    const next = text.indexOf('\n', end + (end === start ? BLOCK_LENGTH : 0));
    const stop = next === -1 ? text.length : next + 1;
    quotes += count(text.slice(end, stop), '"');
    end = stop;
  } while (end < text.length && quotes % 2 === 1);
  return end;
}

function refuseBinary(fileName: string, text: string): void {
  const signature = SIGNATURES.find(([start]) => text.startsWith(start));
  if (signature !== undefined) {
    throw new CoreError('bad-table', `${fileName} is not a text table; it looks like ${signature[1]}.`, {
      hint: 'Export the table as CSV or tab-separated text.',
      context: { file: fileName },
    });
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const line = count(text.slice(0, nul).replace(/\r\n?/g, '\n'), '\n') + 1;
    throw new CoreError('bad-table', `${fileName} is not a clean text table: line ${line} holds a NUL character.`, {
      hint: 'The file may be damaged (a logger that lost power), binary, or UTF-16 without a mark. Remove the damaged lines or export it again as UTF-8 text.',
      context: { file: fileName, line },
    });
  }
  const head = text.slice(0, 4096);
  let strange = 0;
  for (const character of head) if (isStrange(character.codePointAt(0)!)) strange++;
  if (strange > 0.1 * head.length) {
    throw new CoreError('bad-table', `${fileName} is not a text table; it holds binary data.`, {
      hint: 'Export the table as CSV or tab-separated text.',
      context: { file: fileName },
    });
  }
}

/** Control characters other than tab and line ends, and the mark of bytes that could not be decoded. */
function isStrange(code: number): boolean {
  return code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13);
}

function quoteError(fileName: string, line: number, code: 'MissingQuotes' | 'InvalidQuotes'): CoreError {
  const what = code === 'MissingQuotes' ? 'opens a quote that is never closed' : 'has text after a closing quote';
  return new CoreError('bad-table', `${fileName}: line ${line} ${what}.`, {
    hint: `Close or remove the quotation mark (") in line ${line}.`,
    context: { file: fileName, line },
  });
}

function tooManyColumns(fileName: string, line: number, columns: number): CoreError {
  return new CoreError(
    'bad-table',
    `${fileName}: line ${line} has ${columns} columns; a trajectory table has at most ${MAX_COLUMNS}.`,
    {
      hint: 'Each row should hold one moment in time. Perhaps rows and columns are swapped.',
      context: { file: fileName, line, columns },
    },
  );
}

function count(text: string, character: string): number {
  let found = 0;
  for (let i = text.indexOf(character); i !== -1; i = text.indexOf(character, i + 1)) found++;
  return found;
}
