import { hasThousandsMark, LONGEST_NUMBER, parseNumber } from '../parse-number.ts';
import type { TableFormat } from '../table-format.ts';

/** What a cell is where a number is expected. */
export type ExaminedCell =
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly remark: 'underflow' | 'thousands-mark' | null;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly remark: 'nul-cell' | 'long-cell' | null };

/** Bytes of text that are enough to tell that a cell is too long: a character has at most four. */
export const LONGEST_CELL = 4 * LONGEST_NUMBER + 1;

/** Tells numbers, missing cells and unreadable ones apart, all by the format of a table. */
export class CellExaminer {
  private readonly format: TableFormat;
  private readonly missingWords: ReadonlySet<string>;
  private readonly missingNumbers: readonly number[];

  constructor(format: TableFormat) {
    this.format = format;
    this.missingWords = new Set(format.missingWords.map((word) => word.trim().toLowerCase()));
    this.missingNumbers = format.missingWords.flatMap((word) => {
      const number = parseNumber(word, format);
      return number.ok ? [number.value] : [];
    });
  }

  /** True for a number that may be written as one of the missing words, such as −9999. */
  isSuspect(value: number): boolean {
    return this.missingNumbers.length > 0 && this.missingNumbers.includes(value);
  }

  /** @param text of the cell, without its quotes; what lies beyond `LONGEST_CELL` bytes may be cut off, so blanks count as well */
  examine(text: string): ExaminedCell {
    if (text.length > LONGEST_NUMBER) {
      return { kind: 'unreadable', reason: 'too long to be a number', remark: 'long-cell' };
    }
    if (text.includes('\0')) return { kind: 'unreadable', reason: 'a NUL character', remark: 'nul-cell' };
    const word = text.trim();
    if (word === '' || (this.missingWords.size > 0 && this.missingWords.has(word.toLowerCase()))) {
      return { kind: 'missing' };
    }
    const number = parseNumber(word, this.format);
    if (!number.ok) return { kind: 'unreadable', reason: number.reason, remark: null };
    const { value, underflows } = number;
    const isGrouped = hasThousandsMark(word, this.format);
    return { kind: 'number', value, remark: underflows ? 'underflow' : isGrouped ? 'thousands-mark' : null };
  }
}
