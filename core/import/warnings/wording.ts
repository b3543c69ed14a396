import type { ImportWarning } from '../import-report.ts';

/** A number as it is read in a sentence: three digits, with a real minus sign. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3))).replaceAll('-', '−');
}

/** A count with its noun. */
export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A share in percent, never rounded to 0 or 100. */
export function percent(share: number): string {
  const rounded = Math.round(100 * share);
  if (share > 0 && rounded === 0) return 'less than 1\u2009%';
  return `${share < 1 && rounded === 100 ? 99 : rounded}\u2009%`;
}

/** A reason to doubt the data. */
export function warning(code: string, count: number, message: string, where: Where = {}): ImportWarning {
  return { code, message, ...where, count, isNote: false };
}

/** A fact worth knowing that is no reason to doubt the data. */
export function note(code: string, count: number, message: string, where: Where = {}): ImportWarning {
  return { code, message, ...where, count, isNote: true };
}

type Where = Partial<Pick<ImportWarning, 'file' | 'line' | 'column'>>;
