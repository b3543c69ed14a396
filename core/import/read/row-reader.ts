import type { TableFormat } from '../table-format.ts';
import { ByteNumbers } from './byte-numbers.ts';
import { cutLine } from './cut-line.ts';
import { MOST_COLUMNS } from './most-columns.ts';
import type { RecordWalker } from './record-walker.ts';
import { textOf } from './text-of.ts';

const QUOTE = 34;

/** Cuts the current row of a walker into cells and reads the plain numbers among them. */
export class RowReader {
  /** Cells of the row, also those beyond `MOST_COLUMNS`. */
  count = 0;
  /** Number of each cell; NaN where it is no plain number. */
  readonly values = new Float64Array(MOST_COLUMNS);
  private readonly walker: RecordWalker;
  private readonly format: TableFormat;
  private readonly collapses: boolean;
  private readonly numbers: ByteNumbers;
  private readonly from = new Float64Array(MOST_COLUMNS);
  private readonly to = new Float64Array(MOST_COLUMNS);
  /** Cells of a row with quotes; null for other rows. */
  private texts: readonly string[] | null = null;

  constructor(walker: RecordWalker, format: TableFormat) {
    this.walker = walker;
    this.format = format;
    this.collapses = format.collapse || format.delimiter === ' ';
    this.numbers = new ByteNumbers(walker.cursor.bytes, format);
  }

  /** Reads the row the walker is at. */
  read(): void {
    // Doubled quotes are rare; they alone need the texts rewritten.
    if (!this.readPlain()) this.readQuoted();
  }

  /** Text of a cell as it stands, without quotes. @param longest of an unquoted cell no more than so many bytes */
  text(cell: number, longest = Infinity): string {
    const from = this.from[cell]!;
    return this.texts?.[cell] ?? textOf(this.walker.cursor.bytes, from, Math.min(this.to[cell]!, from + longest));
  }

  /** Bytes of a cell, more than characters where not all is ASCII. */
  length(cell: number): number {
    return this.texts?.[cell]?.length ?? this.to[cell]! - this.from[cell]!;
  }

  /** True when no cell is a plain number. */
  hasNoNumber(): boolean {
    const cells = Math.min(this.count, MOST_COLUMNS);
    for (let cell = 0; cell < cells; cell++) if (!Number.isNaN(this.values[cell]!)) return false;
    return true;
  }

  /** True when all cells from this one on are empty. */
  isEmptyFrom(cell: number): boolean {
    return this.filled() <= cell;
  }

  /** Number of cells without the empty ones at the end. */
  filled(): number {
    let cells = this.count;
    while (cells > 0 && cells <= MOST_COLUMNS && this.isEmpty(cells - 1)) cells -= 1;
    return cells;
  }

  private isEmpty(cell: number): boolean {
    return Number.isNaN(this.values[cell]!) && (this.length(cell) === 0 || this.text(cell).trim() === '');
  }

  /** Cuts the row at its delimiters. @returns false when a quoted cell has quotes in it */
  private readPlain(): boolean {
    const { numbers, values, from, to, collapses } = this;
    const { bytes, start, end } = this.walker.cursor;
    this.texts = null;
    let count = 0;
    for (let at = start; at <= end; at++) {
      if (collapses) {
        while (at < end && numbers.isDelimiter(bytes[at]!)) at += 1;
        if (at === end) break;
      }
      const isQuoted = at < end && bytes[at] === QUOTE;
      const first = isQuoted ? at + 1 : at;
      const close = isQuoted ? bytes.indexOf(QUOTE, first) : end;
      if (isQuoted && bytes[close + 1] === QUOTE) return false;
      const value = numbers.read(first, close);
      const last = isQuoted ? close : numbers.cellEnd;
      if (count < MOST_COLUMNS) {
        // What stands in quotes is one cell, even with a delimiter in it.
        values[count] = last === numbers.cellEnd ? value : NaN;
        from[count] = first;
        to[count] = last;
      }
      count += 1;
      at = isQuoted ? numbers.nextDelimiter(close + 1, end) : last;
    }
    this.count = count;
    return true;
  }

  private readQuoted(): void {
    const texts = cutLine(this.walker.cursor.text(), this.format).map(({ text }) => text);
    this.texts = texts;
    this.count = texts.length;
    // Such cells may hold any mark of the format: they are examined one by one.
    this.values.fill(NaN, 0, texts.length);
  }
}
