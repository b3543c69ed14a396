import type { CellExaminer } from './examine-cell.ts';
import { LONGEST_CELL } from './examine-cell.ts';
import type { RawColumnFacts, WantedColumns } from './raw-table.ts';
import type { ReadLog } from './read-log.ts';
import type { RecordWalker } from './record-walker.ts';
import type { RowReader } from './row-reader.ts';

/** How much longer the columns become when there are more rows than expected. */
const GROWTH = 1.25;

/** Takes rows one by one and keeps their lines and the columns asked for; of all columns it keeps the facts. */
export class ColumnStore {
  /** Rows taken, good and bad. */
  rows = 0;
  private readonly columns: number;
  private readonly targets: (Float64Array | null)[];
  private lineOfRow: Uint32Array;
  private blankAbove: Uint8Array;
  private headerAbove: Uint8Array;
  private readonly texts: ReadonlyMap<number, string[]>;
  private readonly examiner: CellExaminer;
  private readonly log: ReadLog;
  private readonly min: Float64Array;
  private readonly max: Float64Array;
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  private readonly missing: Float64Array;
  private readonly unreadable: Float64Array;

  /** @param capacity how many rows are expected */
  constructor(columns: number, capacity: number, wanted: WantedColumns, examiner: CellExaminer, log: ReadLog) {
    this.columns = columns;
    this.targets = Array.from({ length: columns }, (_, column) =>
      wanted.numbers.includes(column) ? new Float64Array(capacity) : null,
    );
    this.lineOfRow = new Uint32Array(capacity);
    this.blankAbove = new Uint8Array(capacity);
    this.headerAbove = new Uint8Array(capacity);
    this.texts = new Map(wanted.texts.map((column) => [column, []]));
    this.examiner = examiner;
    this.log = log;
    this.min = new Float64Array(columns).fill(Infinity);
    this.max = new Float64Array(columns).fill(-Infinity);
    this.first = new Float64Array(columns).fill(NaN);
    this.last = new Float64Array(columns).fill(NaN);
    this.missing = new Float64Array(columns);
    this.unreadable = new Float64Array(columns);
  }

  /** Takes the row that was read. */
  take(walker: RecordWalker, reader: RowReader): void {
    this.takePlace(walker);
    const { line } = walker;
    const { columns, targets, examiner, min, max, first, last, rows } = this;
    const { values, count } = reader;
    for (let column = 0; column < columns; column++) {
      let value = column < count ? values[column]! : NaN;
      if (Number.isNaN(value) || examiner.isSuspect(value)) value = this.examine(reader, column, line);
      const target = targets[column] ?? null;
      if (target !== null) target[rows] = value;
      if (Number.isNaN(value)) continue;
      if (value < min[column]!) min[column] = value;
      if (value > max[column]!) max[column] = value;
      if (Number.isNaN(first[column])) first[column] = value;
      last[column] = value;
    }
    for (const [column, texts] of this.texts) texts.push(column < count ? reader.text(column).trim() : '');
    this.rows += 1;
  }

  /** Takes a row without a single number. */
  takeBad(walker: RecordWalker): void {
    this.takePlace(walker);
    for (const target of this.targets) if (target !== null) target[this.rows] = NaN;
    for (const texts of this.texts.values()) texts.push('');
    this.rows += 1;
  }

  /** Line of each row. */
  lines(): Uint32Array {
    return resized(this.lineOfRow, this.rows);
  }

  /** 1 for rows below a blank line. */
  afterBlank(): Uint8Array {
    return resized(this.blankAbove, this.rows);
  }

  /** 1 for rows below a header that came again. */
  afterHeader(): Uint8Array {
    return resized(this.headerAbove, this.rows);
  }

  /** By column, for the columns asked for. */
  numbers(): Map<number, Float64Array> {
    return new Map(
      this.targets.flatMap((target, column) => (target === null ? [] : [[column, resized(target, this.rows)]])),
    );
  }

  /** By column, for the columns asked for as text. */
  strings(): ReadonlyMap<number, readonly string[]> {
    return this.texts;
  }

  /** Of each column of the file. */
  facts(): RawColumnFacts[] {
    return Array.from(this.first, (first, column) => {
      const isEmpty = Number.isNaN(first);
      return {
        min: isEmpty ? null : this.min[column]!,
        max: isEmpty ? null : this.max[column]!,
        first: isEmpty ? null : first,
        last: isEmpty ? null : this.last[column]!,
        missing: this.missing[column]!,
        unreadable: this.unreadable[column]!,
      };
    });
  }

  private takePlace(walker: RecordWalker): void {
    const { rows } = this;
    if (rows === this.lineOfRow.length) {
      const capacity = Math.ceil(GROWTH * rows) + 1;
      this.targets.forEach((target, column) => {
        if (target !== null) this.targets[column] = resized(target, capacity);
      });
      this.lineOfRow = resized(this.lineOfRow, capacity);
      this.blankAbove = resized(this.blankAbove, capacity);
      this.headerAbove = resized(this.headerAbove, capacity);
    }
    this.lineOfRow[rows] = walker.line;
    if (walker.isAfterBlank) this.blankAbove[rows] = 1;
    if (walker.isAfterHeader) this.headerAbove[rows] = 1;
  }

  /** A cell that is no plain number. */
  private examine(reader: RowReader, column: number, line: number): number {
    if (column >= reader.count || reader.length(column) === 0) {
      this.missing[column]! += 1;
      return NaN;
    }
    const text = reader.text(column, LONGEST_CELL);
    const cell = this.examiner.examine(text);
    if (cell.kind === 'missing') {
      this.missing[column]! += 1;
      return NaN;
    }
    if (cell.remark !== null) this.log.note(cell.remark, line, text);
    if (cell.kind === 'number') return cell.value;
    this.unreadable[column]! += 1;
    this.log.problem(column, cell.reason, line, text.trim());
    return NaN;
  }
}

/** The same elements in memory of another length, zeros behind them. */
function resized<T extends Float64Array | Uint32Array | Uint8Array>(array: T, length: number): T {
  if (array.length === length) return array;
  // A constructor of the same kind, which its declaration does not say.
  const other = new (array.constructor as new (length: number) => T)(length);
  other.set(array.length < length ? array : array.subarray(0, length));
  return other;
}
