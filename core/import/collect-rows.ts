import { CoreError } from '../errors.ts';
import type { ColumnMapping, ImportOptions, Refusal, SourceText } from './import-types.ts';
import { hasDecimalComma, parseNumber } from './parse-number.ts';
import { tableColumnNames } from './preview-table.ts';
import { normaliseText, visitRows, type TableRow } from './read-table.ts';

/** The mapped columns of one file as numbers, for the rows that could be read. */
export interface NumericTable {
  readonly file: string;
  readonly names: readonly string[];
  /** Mapped column indices in the order time, q…, p…, dq…, dp…: the columns of `values`. */
  readonly columns: readonly number[];
  /** Data rows of the file, read or not; blank lines do not count. */
  readonly read: number;
  /** Line of each readable row. */
  readonly lines: readonly number[];
  /** Trajectory id of each readable row; null without an id column. */
  readonly runIds: readonly string[] | null;
  /** Number of gaps before each readable row in its own trajectory: where it changes, the trajectory is broken. */
  readonly gaps: readonly number[];
  /** Readable rows with a blank line above them. */
  readonly afterBlank: ReadonlySet<number>;
  /** (lines, columns) row-major */
  readonly values: readonly number[];
  readonly refusals: readonly Refusal[];
  /** Per mapped column: cells without a number. */
  readonly unreadable: readonly number[];
  /** Cells too small for a double, which read as 0. */
  readonly underflows: number;
}

/** Order of the columns in `NumericTable.values`. */
export function mappedColumns({ time, q, p, dq, dp }: ColumnMapping): number[] {
  return [time, ...q, ...p, ...dq, ...dp];
}

/**
 * Reads the mapped columns of one file. A row with an unreadable cell, too few or too many cells is refused as a whole and leaves a
 * gap in its trajectory (in every trajectory when it is not known which one it belongs to).
 * @throws CoreError `missing-column` when a mapped column does not exist or is empty throughout, `bad-number` for a file with decimal
 * commas, `too-few-rows` without data rows, `bad-table` when it is no table
 */
export function collectRows(
  source: SourceText,
  { format, mapping }: Pick<ImportOptions, 'format' | 'mapping'>,
): NumericTable {
  const reader = new RowReader(source.name, mapping, format.delimiter);
  let names: string[] | null = null;
  visitRows(source.name, normaliseText(source), format.delimiter, (row) => {
    if (names === null) {
      names = tableColumnNames(source.name, row.cells, format);
      reader.start(names);
      if (format.hasHeader) return true;
    }
    reader.take(row);
    return true;
  });
  return reader.finish();
}

class RowReader {
  private readonly file: string;
  private readonly mapping: ColumnMapping;
  private readonly delimiter: string;
  private readonly columns: readonly number[];
  private names: readonly string[] | null = null;
  private read = 0;
  private readonly lines: number[] = [];
  private readonly runIds: string[] = [];
  private readonly gaps: number[] = [];
  private readonly afterBlank = new Set<number>();
  private readonly values: number[] = [];
  private readonly refusals: Refusal[] = [];
  private readonly unreadable: number[];
  private underflows = 0;
  private gapsEverywhere = 0;
  private readonly gapsOfRun = new Map<string, number>();
  /** Number of cells of all rows so far, null once they differ. */
  private usualCells: number | null = null;

  constructor(file: string, mapping: ColumnMapping, delimiter: string) {
    this.file = file;
    this.mapping = mapping;
    this.delimiter = delimiter;
    this.columns = mappedColumns(mapping);
    this.unreadable = this.columns.map(() => 0);
  }

  start(names: readonly string[]): void {
    this.names = names;
    const wanted = this.mapping.run === null ? this.columns : [...this.columns, this.mapping.run];
    const missing = wanted.find((column) => column >= names.length);
    if (missing === undefined) return;
    const hint =
      names.length === 1
        ? 'Only one column was found. Cells must be separated by commas, semicolons or tabs.'
        : `The columns are: ${names.map((name) => excerpt(name)).join(', ')}.`;
    throw new CoreError('missing-column', `${this.file} has no column ${missing + 1}; it has ${names.length}.`, {
      hint,
      context: { file: this.file, column: missing + 1 },
    });
  }

  take({ line, cells, isAfterBlank }: TableRow): void {
    const names = this.names!;
    this.usualCells = this.read === 0 || this.usualCells === cells.length ? cells.length : null;
    this.read++;
    const wrongLength = this.describeWrongLength(cells);
    const run = this.mapping.run === null ? '' : (cells[this.mapping.run] ?? '').trim();
    if (wrongLength !== null) {
      this.refuse({ line, column: '', text: cells.join(this.delimiter), reason: wrongLength }, null);
      return;
    }
    if (this.mapping.run !== null && run === '') {
      this.refuse({ line, column: names[this.mapping.run]!, text: '', reason: 'no trajectory id' }, null);
      return;
    }
    const refusal = this.readCells(line, cells, names);
    if (refusal !== null) {
      this.refuse(refusal, run);
      return;
    }
    if (isAfterBlank) this.afterBlank.add(this.lines.length);
    this.lines.push(line);
    if (this.mapping.run !== null) this.runIds.push(run);
    this.gaps.push(this.gapsEverywhere + (this.gapsOfRun.get(run) ?? 0));
  }

  /** Appends the mapped cells as numbers, or appends nothing and says which cell is none. */
  private readCells(line: number, cells: readonly string[], names: readonly string[]): Omit<Refusal, 'file'> | null {
    const start = this.values.length;
    let refusal: Omit<Refusal, 'file'> | null = null;
    for (const [k, column] of this.columns.entries()) {
      const text = cells[column]!;
      const parsed = parseNumber(text);
      if (parsed.ok) {
        this.values.push(parsed.value);
        if (parsed.underflows) this.underflows++;
        continue;
      }
      if (this.read === 1 && this.delimiter !== ',' && hasDecimalComma(text)) throw this.decimalCommaError(line, text);
      this.unreadable[k]!++;
      refusal ??= { line, column: names[column]!, text, reason: parsed.reason };
    }
    if (refusal !== null) this.values.length = start;
    return refusal;
  }

  finish(): NumericTable {
    if (this.names === null || this.read === 0) {
      const what = this.names === null ? 'is empty' : 'has a header but no data rows';
      throw new CoreError('too-few-rows', `${this.file} ${what}.`, {
        hint: 'Choose a file with a table: one row per moment in time.',
        context: { file: this.file },
      });
    }
    this.refuseEmptyColumns();
    return {
      file: this.file,
      names: this.names,
      columns: this.columns,
      read: this.read,
      lines: this.lines,
      runIds: this.mapping.run === null ? null : this.runIds,
      gaps: this.gaps,
      afterBlank: this.afterBlank,
      values: this.values,
      refusals: this.refusals,
      unreadable: this.unreadable,
      underflows: this.underflows,
    };
  }

  /** @param run trajectory the row belongs to, null when that cannot be told */
  private refuse(refusal: Omit<Refusal, 'file'>, run: string | null): void {
    this.refusals.push({ file: this.file, ...refusal, text: excerpt(refusal.text) });
    if (run === null) this.gapsEverywhere++;
    else this.gapsOfRun.set(run, (this.gapsOfRun.get(run) ?? 0) + 1);
  }

  /** Empty cells beyond the last column are a habit of some programs and say nothing. */
  private describeWrongLength(cells: readonly string[]): string | null {
    const expected = this.names!.length;
    const isTooLong = cells.length > expected && cells.slice(expected).some((cell) => cell.trim() !== '');
    if (cells.length >= expected && !isTooLong) return null;
    const have = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} instead of ${expected}`;
    const other = [',', ';', '\t'].find(
      (mark) => mark !== this.delimiter && cells.join(this.delimiter).split(mark).length === expected,
    );
    return other === undefined ? have : `${have}; the separator seems to change to ${delimiterName(other)}`;
  }

  private refuseEmptyColumns(): void {
    const cells = this.usualCells;
    if (cells === null || cells >= this.names!.length) return;
    const empty = this.columns.find((column) => column >= cells);
    if (empty === undefined) return;
    const name = this.names![empty]!;
    throw new CoreError(
      'missing-column',
      `${this.file}: column '${name}' is empty; every row has ${cells} cells, the header names ${this.names!.length}.`,
      {
        hint: 'Choose another column, or add the missing values to the file.',
        context: { file: this.file, column: name },
      },
    );
  }

  private decimalCommaError(line: number, text: string): CoreError {
    return new CoreError(
      'bad-number',
      `${this.file} writes numbers with a decimal comma (line ${line}: '${excerpt(text)}').`,
      {
        hint: `Replace every comma by a point in a text editor; the separator is ${delimiterName(this.delimiter)} and stays.`,
        context: { file: this.file, line },
      },
    );
  }
}

const EXCERPT_LENGTH = 40;

/** The beginning of a text from a file, fit for a message: at most 40 characters, control characters replaced. */
export function excerpt(text: string): string {
  const clean = text.slice(0, EXCERPT_LENGTH).replace(/\p{Cc}/gu, ' ');
  return text.length > EXCERPT_LENGTH ? `${clean.slice(0, EXCERPT_LENGTH - 1)}…` : clean;
}

function delimiterName(mark: string): string {
  return mark === '\t' ? 'the tab' : mark === ';' ? 'the semicolon' : 'the comma';
}
