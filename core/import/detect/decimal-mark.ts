import type { Delimiter, TableFormat, ThousandsMark } from '../table-format.ts';

/** How the numbers of a table are written. */
export interface Marks {
  readonly decimal: TableFormat['decimal'];
  readonly thousands: ThousandsMark;
  /** A cell that reads both ways, when nothing decides: no cell of the table, or, where others have the other mark, none of its column. */
  readonly doubt: { readonly example: string; readonly within: 'table' | 'column' } | null;
}

const SIGN = '^[+\\-−]?';
const EXPONENT = '(?:[eE][+\\-−]?\\d+)?$';
/** `1.5`, `0.125`, `1234.567`, `1.234e5`: with this mark it cannot be grouping. */
const DECIDES = {
  '.': new RegExp(
    `${SIGN}(?:\\d*\\.(?:\\d{0,2}|\\d{4,})|(?:0\\d*|\\d{4,})?\\.\\d{3})${EXPONENT}|${SIGN}\\d*\\.\\d+[eE][+\\-−]?\\d+$`,
  ),
  ',': new RegExp(
    `${SIGN}(?:\\d*,(?:\\d{0,2}|\\d{4,})|(?:0\\d*|\\d{4,})?,\\d{3})${EXPONENT}|${SIGN}\\d*,\\d+[eE][+\\-−]?\\d+$`,
  ),
};
/** `1,234,567`, `1,234.5`: digits grouped with the first mark, for certain. */
const GROUPED_BY = {
  ',': new RegExp(`${SIGN}\\d{1,3}(?:(?:,\\d{3}){2,}(?:\\.\\d*)?|,\\d{3}\\.\\d*)$`),
  '.': new RegExp(`${SIGN}\\d{1,3}(?:(?:\\.\\d{3}){2,}(?:,\\d*)?|\\.\\d{3},\\d*)$`),
};
/** `1,234`: a thousand, or one and a bit. */
const EITHER = { ',': new RegExp(`${SIGN}[1-9]\\d{0,2},\\d{3}$`), '.': new RegExp(`${SIGN}[1-9]\\d{0,2}\\.\\d{3}$`) };
/** Marks that only ever group digits. */
const BETWEEN_DIGITS = /(?<=\d)[' \u00a0\u202f](?=\d{3})/g;
const OTHER_GROUPS: readonly (readonly [ThousandsMark, RegExp])[] = [
  ["'", /^[+\-−]?\d{1,3}(?:'\d{3})+(?:[.,]\d*)?$/],
  [' ', /^[+\-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d*)?$/],
];

/**
 * Finds the decimal mark and the mark that groups digits from the cells of columns of numbers. A comma with exactly three digits behind
 * it is in doubt unless another cell decides. So is a point where semicolons separate, as they do where commas are decimal; elsewhere
 * it is the decimal mark, as in every programming language.
 */
export function detectMarks(columns: readonly (readonly string[])[], delimiter: Delimiter): Marks {
  const cells = columns.flat();
  const plain = cells.map((cell) => cell.replace(BETWEEN_DIGITS, ''));
  const count = (pattern: RegExp) => plain.filter((cell) => pattern.test(cell)).length;
  const [point, comma] = [count(DECIDES['.']) + count(GROUPED_BY[',']), count(DECIDES[',']) + count(GROUPED_BY['.'])];
  const other = OTHER_GROUPS.find(([, pattern]) => cells.some((cell) => pattern.test(cell)))?.[0] ?? 'none';
  const either = (delimiter === ';' ? ([',', '.'] as const) : ([','] as const))
    .map((mark) => ({ mark, example: cells.find((cell) => EITHER[mark].test(cell)) }))
    .find(({ example }) => example !== undefined);
  if (point === 0 && comma === 0 && either?.example !== undefined) {
    return { decimal: either.mark, thousands: other, doubt: { example: either.example, within: 'table' } };
  }
  const decimal = comma > point ? ',' : '.';
  const groups = decimal === ',' ? '.' : ',';
  // A table that writes both `1,5` and `1.5` groups nothing: its odd cells are refused when read, not taken for thousands.
  const isGrouped = (decimal === ',' ? point : comma) === 0 && count(EITHER[groups]) + count(GROUPED_BY[groups]) > 0;
  if (!isGrouped) return { decimal, thousands: other, doubt: null };
  const example = count(GROUPED_BY[groups]) > 0 ? null : undecided(columns, decimal, groups);
  return { decimal, thousands: groups, doubt: example === null ? null : { example, within: 'column' } };
}

/** A cell like `3.590` of a column without any decimal comma: perhaps another instrument wrote it. */
function undecided(columns: readonly (readonly string[])[], decimal: '.' | ',', groups: '.' | ','): string | null {
  const cells = columns.filter((column) => !column.some((cell) => DECIDES[decimal].test(cell))).flat();
  return cells.find((cell) => EITHER[groups].test(cell)) ?? null;
}
