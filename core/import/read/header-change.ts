import { CoreError } from '../../errors.ts';
import { looksNumeric } from '../parse-number.ts';
import type { TableFormat } from '../table-format.ts';
import { cutLine } from './cut-line.ts';
import type { TableHead } from './read-head.ts';
import { excerpt } from './text-of.ts';

/** Finds a header among the rows that names other columns, or the same ones in another order or with other units. */
export class HeaderChange {
  private readonly file: string;
  private readonly format: TableFormat;
  /** Cells of each line of the head. */
  private readonly heads: readonly (readonly string[])[];

  constructor(file: string, { header, rows }: TableHead, format: TableFormat) {
    this.file = file;
    this.format = format;
    this.heads = format.isHeaderInComment && header !== null ? [header] : rows.map(({ cells }) => cells);
  }

  /** A row without a number, or a comment. @throws CoreError `bad-table` when it is another header */
  check(text: string, line: number): void {
    const cells = cutLine(text, this.format).map((cell) => cell.text.trim());
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length === 0 || filled.some((cell) => looksNumeric(cell, this.format) || !/\p{L}/u.test(cell))) return;
    const heads = this.heads.filter((head) => head.length === cells.length);
    if (heads.some((head) => head.every((cell, i) => cell === cells[i]))) return;
    const isLike = heads.some((head) => {
      const names = new Set(head.map(withoutUnit));
      return 2 * filled.filter((cell) => names.has(withoutUnit(cell))).length >= filled.length;
    });
    if (!isLike) return;
    throw new CoreError('bad-table', `${this.file}: the columns change in line ${line} (${excerpt(text.trim())}).`, {
      hint: 'Cut the file there, and import both parts as files of their own.',
      context: { file: this.file, line },
    });
  }

  /** The same for a comment, when the header stands in one. */
  checkComment(text: string, line: number): void {
    if (this.format.isHeaderInComment) this.check(text.trimStart().slice(this.format.comment.length).trim(), line);
  }
}

/** `x (m)`, `x [m]` and `x / m` are all `x`. */
function withoutUnit(name: string): string {
  return name.replace(/\s*[([/].*$/, '').toLowerCase();
}
