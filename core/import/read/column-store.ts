import type { CellExaminer } from './examine-cell.ts';
import { LONGEST_CELL } from './examine-cell.ts';
import type { RawColumnFacts, WantedColumns } from './raw-table.ts';
import type { ReadLog } from './read-log.ts';
import type { RowReader } from './row-reader.ts';

/** Takes rows one by one and keeps the columns asked for; of all columns it keeps the facts. */
export class ColumnStore {
  /** Rows taken, good and bad. */
  rows = 0;
  private readonly columns: number;
  private readonly targets: readonly (Float64Array | null)[];
  private readonly texts: ReadonlyMap<number, string[]>;
  private readonly examiner: CellExaminer;
  private readonly log: ReadLog;
  private readonly min: Float64Array;
  private readonly max: Float64Array;
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  private readonly missing: Float64Array;
  private readonly unreadable: Float64Array;

  /** @param capacity no table has more rows than its file has lines */
  constructor(columns: number, capacity: number, wanted: WantedColumns, examiner: CellExaminer, log: ReadLog) {
    this.columns = columns;
    this.targets = Array.from({ length: columns }, (_, column) =>
      wanted.numbers.includes(column) ? new Float64Array(capacity) : null,
    );
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
  take(reader: RowReader, line: number): void {
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
  takeBad(): void {
    for (const target of this.targets) if (target !== null) target[this.rows] = NaN;
    for (const texts of this.texts.values()) texts.push('');
    this.rows += 1;
  }

  /** By column, for the columns asked for. */
  numbers(): Map<number, Float64Array> {
    return new Map(
      this.targets.flatMap((target, column) => (target === null ? [] : [[column, fitted(target, this.rows)]])),
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

/** The first `length` elements in memory of their own size. */
export function fitted<T extends Float64Array | Uint32Array | Uint8Array>(array: T, length: number): T {
  // The method keeps the type, which its declaration does not say.
  return array.length === length ? array : (array.slice(0, length) as T);
}
