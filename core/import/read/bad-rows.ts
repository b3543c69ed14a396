import { CoreError } from '../../errors.ts';
import type { Delimiter, TableFormat } from '../table-format.ts';
import { cutLine } from './cut-line.ts';
import type { LineCursor } from './line-cursor.ts';
import type { BadRow } from './raw-table.ts';
import { excerpt, textOf } from './text-of.ts';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|', ' '];
const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
  ' ': 'blank',
};
/** More than this share of rows by another separator, and half the file would go unread. */
const MOST_BY_OTHER = 0.2;
/** So many rows by another separator, and it is time to see whether they are too many. */
const CHECK_EACH = 10_000;
const SEPARATORS: ReadonlySet<number> = new Set(DELIMITERS.map((delimiter) => delimiter.charCodeAt(0)));
/** Rows whose text is kept. */
const SHOWN = 100;
/** Bytes of a line that are looked at. */
const LOOK = 4096;

/** Gathers rows with a wrong number of cells, and finds out when it is the separator that changes. */
export class BadRows {
  readonly list: BadRow[] = [];
  private readonly file: string;
  private readonly delimiter: Delimiter;
  private readonly columns: number;
  private readonly needed: number;
  private readonly mostRows: () => number;
  private readonly reasons = new Map<string, string>();
  private byOther = 0;
  private firstByOther: { readonly line: number; readonly delimiter: Delimiter } | null = null;

  /** @param mostRows how many rows there can be at most */
  constructor(
    file: string,
    { delimiter }: TableFormat,
    {
      columns,
      needed,
      mostRows,
    }: { readonly columns: number; readonly needed: number; readonly mostRows: () => number },
  ) {
    this.file = file;
    this.delimiter = delimiter;
    this.columns = columns;
    this.needed = needed;
    this.mostRows = mostRows;
  }

  /** The row at the cursor. @throws CoreError `bad-table` as soon as the separator changes for too many */
  add(row: number, line: number, cells: number, cursor: LineCursor): void {
    const { bytes, start } = cursor;
    const end = Math.min(cursor.end, start + LOOK);
    const isShown = this.list.length < SHOWN;
    const text = isShown || this.mayFit(bytes, start, end) ? textOf(bytes, start, end) : '';
    const other = text === '' ? null : this.fitting(text);
    const wanted = cells < this.needed ? this.needed : this.columns;
    const instead = `${cells} ${cells === 1 ? 'cell' : 'cells'} instead of ${wanted}`;
    const reason = other === null ? instead : `${instead}; a ${DELIMITER_NAMES[other]} would separate ${this.columns}`;
    this.list.push({ row, line, reason: this.shared(reason), text: isShown ? excerpt(text) : '' });
    if (other === null) return;
    this.byOther += 1;
    this.firstByOther ??= { line, delimiter: other };
    // Not to the end of a long file, if it is clear before.
    if (this.byOther % CHECK_EACH === 0) this.finish(this.mostRows());
  }

  /** @throws CoreError `bad-table` when the separator changes for more than a fifth of the rows */
  finish(rowCount: number): void {
    if (this.firstByOther === null || this.byOther <= MOST_BY_OTHER * rowCount) return;
    const { line, delimiter } = this.firstByOther;
    const [above, below] = [DELIMITER_NAMES[this.delimiter], DELIMITER_NAMES[delimiter]];
    throw new CoreError(
      'bad-table',
      `${this.file}: the separator changes in line ${line}, from ${above} to ${below}.`,
      {
        hint: 'Write the whole file with one separator, or cut it in two.',
        context: { file: this.file, line, above: this.delimiter, below: delimiter },
      },
    );
  }

  /** The same string for the same reason: there may be millions of rows. */
  private shared(reason: string): string {
    const known = this.reasons.get(reason);
    if (known === undefined) this.reasons.set(reason, reason);
    return known ?? reason;
  }

  /** True when so many separators stand in a line that another one may fit. */
  private mayFit(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.columns < 2) return false;
    let separators = 0;
    for (let i = start; i < end; i++) if (SEPARATORS.has(bytes[i]!)) separators += 1;
    return separators >= this.columns - 1;
  }

  /** Another separator by which the line has the right number of cells. */
  private fitting(text: string): Delimiter | null {
    if (this.columns < 2) return null;
    const fits = (delimiter: Delimiter) => cutLine(text, { delimiter, collapse: false }).length === this.columns;
    return DELIMITERS.find((delimiter) => delimiter !== this.delimiter && fits(delimiter)) ?? null;
  }
}
