import { isLikeMoment } from '../meaning/parse-moment.ts';
import type { TableFormat } from '../table-format.ts';

/** What a cell looks like. A date is a value too; `grouped` is a number whose digits are grouped, as in `1,234,567.25`. */
export type CellKind = 'number' | 'grouped' | 'date' | 'missing' | 'text';

const NUMBERS = {
  '.': /^[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?$/,
  ',': /^[+\-−]?(?:\d+,?\d*|,\d+)(?:[eE][+\-−]?\d+)?$/,
};
const GROUPED = {
  '.': /^[+\-−]?\d{1,3}(?:([,' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d*)?$/,
  ',': /^[+\-−]?\d{1,3}(?:([.' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:,\d*)?$/,
};
const NOT_FINITE = /^[+\-−]?(?:inf|infinity|1\.#(?:inf|ind|qnan).*)$/i;

/** Words that stand for a missing value, in small letters. */
export const MISSING_WORDS = ['nan', 'na', 'n/a', '#n/a', 'n.a.', 'null', 'none', '-', '--', '---', '?', '.'] as const;
const IS_MISSING: ReadonlySet<string> = new Set<string>(MISSING_WORDS);

/** Looks at one trimmed cell without its quotes. A non-finite number counts as missing: it says nothing about the shape of the table. */
export function kindOf(text: string, decimal: TableFormat['decimal']): CellKind {
  if (text === '' || IS_MISSING.has(text.toLowerCase()) || NOT_FINITE.test(text)) return 'missing';
  // Longer than any number: cheap to refuse before a pattern runs over it.
  if (text.length > 400) return /^\d+$/.test(text) ? 'number' : 'text';
  if (NUMBERS[decimal].test(text)) return 'number';
  if (GROUPED[decimal].test(text)) return 'grouped';
  return isLikeMoment(text) ? 'date' : 'text';
}

/** A number or a date. */
export function isValue(kind: CellKind): boolean {
  return kind === 'number' || kind === 'grouped' || kind === 'date';
}
