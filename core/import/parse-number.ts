/** A cell read as a number, or why it is none. */
export type ParsedNumber =
  | {
      readonly ok: true;
      readonly value: number;
      /** The text is not zero, but too small for a double. */ readonly underflows: boolean;
    }
  | { readonly ok: false; readonly reason: string };

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d*)?$/;
const DATE_OR_TIME = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)|\d{1,2}:\d{2}\b)/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|1\.#(?:inf|ind|qnan).*)$/i;

/** A double needs at most 17 digits; nobody writes more than this many characters for one. */
const LONGEST_NUMBER = 400;

/**
 * Reads a whole cell as one decimal number: optional sign (ASCII or U+2212), digits with a decimal point, optional exponent,
 * blanks around it. Nothing is guessed and no prefix is read: `12abc`, `1,5`, `0x10`, `1e400` and `NaN` are refused with a reason.
 * The value equals `Number(text)`.
 */
export function parseNumber(text: string): ParsedNumber {
  const trimmed = text.trim().replace('\u2212', '-');
  if (trimmed === '') return refuse('no number');
  if (trimmed.length > LONGEST_NUMBER) return refuse(`too long to be a number (${trimmed.length} characters)`);
  if (NUMBER.test(trimmed)) {
    const value = Number(trimmed);
    if (!Number.isFinite(value)) return refuse('too large for a number (limit about 1.8e308)');
    return { ok: true, value, underflows: value === 0 && /[1-9]/.test(trimmed.split(/e/i, 1)[0]!) };
  }
  if (NOT_FINITE.test(trimmed)) return refuse('not a finite number');
  if (DECIMAL_COMMA.test(trimmed)) return refuse('decimal comma');
  if (THOUSANDS.test(trimmed)) return refuse('thousands separators');
  if (DATE_OR_TIME.test(trimmed)) return refuse('a date or a time of day');
  return refuse('not a number');
}

/** True for a cell like `1,5`. Only meaningful where the comma does not separate cells. */
export function hasDecimalComma(text: string): boolean {
  return DECIMAL_COMMA.test(text.trim().replace('\u2212', '-'));
}

/** True for cells that stand for a missing or non-finite value, so that they say nothing about header or data. */
export function isMissingValue(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || NOT_FINITE.test(trimmed) || /^(?:n\/?a|null|none|-+|\?)$/i.test(trimmed);
}

function refuse(reason: string): ParsedNumber {
  return { ok: false, reason };
}
