import type { TableFormat, ThousandsMark } from './table-format.ts';

/** A cell read as a number, or why it is none. */
export type ParsedNumber =
  | {
      readonly ok: true;
      readonly value: number;
      /** The text is not zero, but too small for a double. */ readonly underflows: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/** How digits are marked in a table. */
export type NumberMarks = Pick<TableFormat, 'decimal' | 'thousands'>;

/** 1234.5, and nothing that groups digits. */
export const PLAIN_MARKS: NumberMarks = { decimal: '.', thousands: 'none' };

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d*)?$/;
const THOUSANDS_BESIDE_COMMA = /^[+-]?\d{1,3}(?:[.\u00a0\u202f' ]\d{3})+(?:,\d*)?$/;
const DATE_OR_TIME = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)|\d{1,2}:\d{2}\b)/;
const DIGITS_AND_MARKS = /^[+-]?[\d.,'\u2019 \u00a0\u202f]+$/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|1\.#(?:inf|ind|qnan).*)$/i;

/** What each mark may look like, and exact groups of three by it before anything else. */
const GROUPS: Readonly<Record<Exclude<ThousandsMark, 'none'>, { readonly mark: RegExp; readonly number: RegExp }>> = {
  ',': groupsBy(','),
  '.': groupsBy('.'),
  "'": groupsBy("'\u2019"),
  ' ': groupsBy(' \u00a0\u202f'),
};

function groupsBy(marks: string): { readonly mark: RegExp; readonly number: RegExp } {
  return {
    mark: new RegExp(`[${marks}]`, 'g'),
    number: new RegExp(`^[+-]?\\d{1,3}(?:[${marks}]\\d{3})+(?![\\d${marks}])[^${marks}]*$`),
  };
}

/** A double needs at most 17 digits; nobody writes more than this many characters for one. */
export const LONGEST_NUMBER = 400;

/**
 * Reads a whole cell as one decimal number: optional sign (ASCII or U+2212), digits with a decimal mark, optional exponent,
 * blanks around it. A thousands mark is taken only between exact groups of three. Nothing is guessed and no prefix is read: `12abc`,
 * `1,5`, `0x10`, `1e400` and `NaN` are refused with a reason. The value equals `Number(text)` of the same decimal in plain marks.
 */
export function parseNumber(text: string, marks: NumberMarks = PLAIN_MARKS): ParsedNumber {
  const trimmed = text.trim().replaceAll('\u2212', '-');
  if (trimmed === '') return refuse('no number');
  if (trimmed.length > LONGEST_NUMBER) return refuse(`too long to be a number (${trimmed.length} characters)`);
  const plain = withPlainMarks(trimmed, marks);
  if (plain !== null && NUMBER.test(plain)) {
    const value = Number(plain);
    if (!Number.isFinite(value)) return refuse('too large for a number (limit about 1.8e308)');
    return { ok: true, value, underflows: value === 0 && /[1-9]/.test(plain.split(/e/i, 1)[0]!) };
  }
  return refuse(reasonOf(trimmed, marks));
}

/** True when a number is written with groups of three digits. */
export function hasThousandsMark(text: string, { thousands }: NumberMarks): boolean {
  return thousands !== 'none' && GROUPS[thousands].number.test(text.trim().replaceAll('\u2212', '-'));
}

/** The same decimal with a point and without groups; null when the marks stand where they cannot. */
function withPlainMarks(text: string, { decimal, thousands }: NumberMarks): string | null {
  let plain = text;
  if (thousands !== 'none') {
    const { mark, number } = GROUPS[thousands];
    if (text.search(mark) !== -1) {
      if (!number.test(text)) return null;
      plain = text.replaceAll(mark, '');
    }
  }
  if (decimal === '.') return plain;
  return plain.includes('.') ? null : plain.replace(',', '.');
}

function reasonOf(text: string, { decimal, thousands }: NumberMarks): string {
  if (NOT_FINITE.test(text)) return 'not a finite number';
  if (thousands !== 'none' && text.search(GROUPS[thousands].mark) !== -1 && DIGITS_AND_MARKS.test(text)) {
    return 'thousands mark not between groups of three digits';
  }
  if (decimal === ',') {
    if (NUMBER.test(text)) return 'decimal point';
    if (THOUSANDS_BESIDE_COMMA.test(text)) return 'thousands separators';
  } else {
    if (DECIMAL_COMMA.test(text)) return 'decimal comma';
    if (THOUSANDS.test(text)) return 'thousands separators';
  }
  return DATE_OR_TIME.test(text) ? 'a date or a time of day' : 'not a number';
}

/** True for a number by these marks or others, a date or a time of day: what stands in rows of data, but is no name and no unit. */
export function looksNumeric(text: string, marks: NumberMarks): boolean {
  const trimmed = text.trim().replaceAll('\u2212', '-');
  return (
    parseNumber(trimmed, marks).ok ||
    DATE_OR_TIME.test(trimmed) ||
    (/\d/.test(trimmed) && DIGITS_AND_MARKS.test(trimmed))
  );
}

function refuse(reason: string): ParsedNumber {
  return { ok: false, reason };
}
