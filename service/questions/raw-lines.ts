import { LineCursor } from '../../core/import/read/line-cursor.ts';
import { textOf } from '../../core/import/read/text-of.ts';
import { toUtf8 } from '../../core/import/read/encoding.ts';
import type { SourceBytes } from '../../core/import/source.ts';
import type { TableFormat } from '../../core/import/table-format.ts';
import type { LineUse, RawLine } from '../../core/import/table-preview.ts';

/** Longest piece of a line that is shown, and the bytes that hold as many characters for certain. */
const LINE_LENGTH = 500;
const LINE_BYTES = 4 * LINE_LENGTH;

/**
 * Lines of the raw text from one on, counted from 1, each with what it is to the reader. A quoted cell with a line end in it counts as
 * lines of data. Fewer come back where the file ends.
 */
export function rawLines(
  file: SourceBytes,
  { format, from, count }: { readonly format: TableFormat; readonly from: number; readonly count: number },
): RawLine[] {
  const cursor = new LineCursor(toUtf8(file, format.encoding));
  const reader = new LineReader(format);
  const lines: RawLine[] = [];
  while (lines.length < count && cursor.advance()) {
    const isWanted = cursor.line >= from;
    // What a line is depends on those above it, but not on all of them.
    if (!isWanted && reader.isSettled()) continue;
    const text = textOf(cursor.bytes, cursor.start, Math.min(cursor.end, cursor.start + LINE_BYTES));
    const use = reader.useOf(text, cursor.line);
    if (isWanted) lines.push({ text: text.slice(0, LINE_LENGTH), use });
  }
  return lines;
}

/** Tells lines apart, which come in their order. */
class LineReader {
  private readonly format: TableFormat;
  private hasStarted: boolean;
  private hasEnded = false;
  private rows = 0;

  constructor(format: TableFormat) {
    this.format = format;
    this.hasStarted = format.startMarker === '';
  }

  /** True when the table was reached and has no marked end: then a line is what it is by itself. */
  isSettled(): boolean {
    return this.hasStarted && this.rows > this.format.headerRows + 1 && this.format.endMarker === '';
  }

  useOf(text: string, line: number): LineUse {
    const { skipLines, startMarker, endMarker, comment, headerRows, hasUnitsRow } = this.format;
    const trimmed = text.trimStart();
    if (this.hasEnded) return 'after-end';
    if (line <= skipLines) return 'skipped';
    if (!this.hasStarted) {
      this.hasStarted = text.startsWith(startMarker);
      return 'skipped';
    }
    if (endMarker !== '' && text.startsWith(endMarker)) {
      this.hasEnded = true;
      return 'after-end';
    }
    if (trimmed === '') return 'blank';
    if (comment !== '' && trimmed.startsWith(comment)) return 'comment';
    this.rows += 1;
    if (this.rows <= headerRows) return 'header';
    return hasUnitsRow && this.rows === headerRows + 1 ? 'units' : 'data';
  }
}
