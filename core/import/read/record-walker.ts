import type { TableFormat } from '../table-format.ts';
import { closeQuotes } from './close-quotes.ts';
import { LineCursor } from './line-cursor.ts';
import { utf8Of } from './utf8.ts';

const NUL = 0;
const TAB = 9;
const BLANK = 32;

/** What a line is besides a row. */
export type LineKind = 'row' | 'blank' | 'comment' | 'header' | 'nul' | 'empty' | 'end';

/** Lines that are no rows for a reason worth a note: NULs and delimiters alone are rows, but not below all others. */
export type NotedKind = 'comment' | 'header' | 'nul' | 'empty';

/** Goes from row to row of a table: over blank lines, comments, repeated headers, and cells with line ends. */
export class RecordWalker {
  readonly cursor: LineCursor;
  /** Line on which the current row begins. */
  line = 0;
  /** What stood between the last row and this one. */
  isAfterBlank = false;
  isAfterHeader = false;
  /** What the current row has and nothing else. */
  private hollow: 'nul' | 'empty' | null = null;
  /** True for a row with a quote somewhere. */
  hasQuotes = false;
  private readonly file: string;
  private readonly format: TableFormat;
  private readonly delimiter: number;
  private readonly comment: Uint8Array;
  private readonly endMarker: Uint8Array;
  /** Lines of the header, which are no rows when they come again. */
  private headLines: readonly Uint8Array[] = [];
  /** Told of each line that is no row for a reason worth a note. */
  private readonly note: (kind: NotedKind) => void;
  /** Bytes of lines of which it is known whether a filled row follows: from … to − 1. */
  private followed = { from: 0, to: 0, isSo: false };

  constructor(file: string, cursor: LineCursor, format: TableFormat, note: (kind: NotedKind) => void) {
    this.file = file;
    this.cursor = cursor;
    this.format = format;
    this.delimiter = format.delimiter.charCodeAt(0);
    this.comment = utf8Of(format.comment);
    this.endMarker = utf8Of(format.endMarker);
    this.note = note;
  }

  /** From now on these lines are headers. */
  expectHeaders(lines: readonly Uint8Array[]): void {
    this.headLines = lines;
  }

  /** Goes to the next row. @returns false when there is none   @throws CoreError `bad-table` for an open quote */
  next(): boolean {
    // Spreadsheets write a blank line with delimiters.
    this.isAfterBlank = this.hollow === 'empty';
    this.isAfterHeader = false;
    while (this.cursor.advance()) {
      const kind = this.kind();
      if (kind === 'row') {
        this.line = this.cursor.line;
        this.hasQuotes = this.cursor.hasQuotes;
        if (this.hasQuotes) closeQuotes(this.file, this.cursor, this.format.delimiter);
        return true;
      }
      if (kind === 'end') return false;
      if (kind === 'blank') this.isAfterBlank = true;
      else this.note(kind);
      if (kind === 'header') this.isAfterHeader = true;
    }
    return false;
  }

  /** What the current line is. */
  kind(): LineKind {
    const { start, end } = this.cursor;
    if (this.endMarker.length > 0 && this.isAt(start, this.endMarker)) return 'end';
    const first = this.firstMark(start, end);
    if (first === end) return 'blank';
    if (this.headLines.some((line) => line.length === end - start && this.isAt(start, line))) return 'header';
    if (this.comment.length > 0 && this.isAt(first, this.comment)) return 'comment';
    const hollow = this.hollowAt(first, end);
    // Where several delimiters count as one, they make no cells.
    if (hollow === 'empty' && this.format.collapse) return 'blank';
    const kind = hollow === null || this.isFollowed() ? 'row' : hollow;
    this.hollow = hollow;
    return kind;
  }

  /** What a line has that has nothing but delimiters, or nothing but NULs; null for other lines. */
  private hollowAt(first: number, end: number): 'nul' | 'empty' | null {
    const byte = this.cursor.bytes[first];
    if (byte === NUL && this.isOnly(NUL, first, end)) return 'nul';
    return byte === this.delimiter && this.isOnly(this.delimiter, first, end) ? 'empty' : null;
  }

  /** True when a row with something in it follows the current line. */
  private isFollowed(): boolean {
    const { cursor } = this;
    const { line, start } = cursor;
    if (start >= this.followed.from && start < this.followed.to) return this.followed.isSo;
    let isFollowed = false;
    while (!isFollowed && cursor.advance()) {
      if (this.hollowAt(this.firstMark(cursor.start, cursor.end), cursor.end) !== null) continue;
      const kind = this.kind();
      if (kind === 'end') break;
      isFollowed = kind === 'row';
    }
    this.followed = { from: start, to: isFollowed ? cursor.start : Infinity, isSo: isFollowed };
    cursor.goTo({ line: line - 1, next: start });
    cursor.advance();
    return isFollowed;
  }

  /** True when the current line begins with a text. */
  beginsWith(text: string): boolean {
    return this.isAt(this.cursor.start, utf8Of(text));
  }

  /** Goes over blanks, and over tabs where they separate nothing. */
  private firstMark(from: number, end: number): number {
    const { bytes } = this.cursor;
    let i = from;
    while (i < end && (bytes[i] === BLANK || (bytes[i] === TAB && this.delimiter !== TAB))) i += 1;
    return i;
  }

  /** True when nothing but this byte and blanks stand there. */
  private isOnly(byte: number, from: number, end: number): boolean {
    for (let i = from; i < end; i = this.firstMark(i + 1, end)) if (this.cursor.bytes[i] !== byte) return false;
    return true;
  }

  private isAt(from: number, text: Uint8Array): boolean {
    const { bytes, end } = this.cursor;
    if (from + text.length > end) return false;
    for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false;
    return true;
  }
}
