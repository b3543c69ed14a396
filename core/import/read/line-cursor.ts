import { textOf } from './text-of.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** A place in a file that can be returned to. */
export interface Bookmark {
  readonly line: number;
  readonly next: number;
}

/** Before the first line. */
export const START: Bookmark = { line: 0, next: 0 };

/** Walks through the lines of UTF-8 bytes. They end with LF, CRLF or CR, mixed as they come; the last one may lack its end. */
export class LineCursor {
  readonly bytes: Uint8Array;
  /** The current line, from 1; 0 before the first. */
  line = 0;
  /** The current line without its end: bytes `start` … `end − 1`. */
  start = 0;
  end = 0;
  /** True when the current line has a quotation mark. */
  hasQuotes = false;
  /** Where the next line begins. */
  private next = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Goes to the next line. @returns false at the end of the file */
  advance(): boolean {
    const { bytes, next } = this;
    if (next >= bytes.length) return false;
    let end = next;
    let hasQuotes = false;
    for (; end < bytes.length; end++) {
      const byte = bytes[end]!;
      // Digits, letters and most marks are above all that matters here: one comparison for nearly every byte.
      if (byte > QUOTE) continue;
      if (byte === LF || byte === CR) break;
      if (byte === QUOTE) hasQuotes = true;
    }
    this.line += 1;
    this.start = next;
    this.end = end;
    this.hasQuotes = hasQuotes;
    this.next = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);
    return true;
  }

  /** Adds the next line to the current one, for a quoted cell with a line end in it. @returns false at the end of the file */
  extend(): boolean {
    const { start } = this;
    const hasMore = this.advance();
    this.start = start;
    return hasMore;
  }

  /** Where the walk is: before the line that `advance` goes to next. */
  bookmark(): Bookmark {
    return { line: this.line, next: this.next };
  }

  /** Goes back, or on, to a bookmark. */
  goTo({ line, next }: Bookmark): void {
    this.line = line;
    this.next = next;
  }

  /** Number of lines that follow and are not empty. */
  linesAhead(): number {
    const place = this.bookmark();
    let count = 0;
    while (this.advance()) if (this.end > this.start) count += 1;
    this.goTo(place);
    return count;
  }

  /** Text of the current line. */
  text(): string {
    return textOf(this.bytes, this.start, this.end);
  }
}

/**
 * The first lines of a file as text.
 * @param count at most so many   @param maxBytes lines that go beyond are left out, but of the first one there is always a part
 */
export function firstLines(utf8: Uint8Array, count: number, maxBytes: number): string[] {
  const cursor = new LineCursor(utf8.subarray(0, maxBytes));
  const lines: string[] = [];
  while (lines.length < count && cursor.advance()) {
    const isCut = cursor.end === maxBytes && maxBytes < utf8.length && utf8[maxBytes] !== LF && utf8[maxBytes] !== CR;
    if (isCut && lines.length > 0) break;
    // The cut may go through a character.
    lines.push(isCut ? cursor.text().replace(/\ufffd+$/, '') : cursor.text());
  }
  return lines;
}
