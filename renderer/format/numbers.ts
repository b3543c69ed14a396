import { powerOfTen } from '../../charts/index.ts';

/** Narrow space that does not break: before % and units, between groups of thousands. */
export const THIN = '\u202f';

/**
 * A number for reading: `digits` significant digits, true minus, thin groups of thousands,
 * `1.6·10⁻⁵` below 10⁻³ and from 10⁶ on. Never stored, never exported.
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e6) return scientific(value, digits);
  const rounded = Number(value.toPrecision(digits));
  return grouped(size >= 10 ** digits ? Math.round(value) : rounded, decimalsOf(rounded, digits));
}

/** A whole number with thin groups of thousands. */
export function formatCount(value: number): string {
  return grouped(value, 0);
}

/** A relative error: percent from 0.1 % on, a power of ten below. */
export function formatError(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) < 1e-3) return formatNumber(value, 2);
  return `${formatNumber(100 * value, value < 0.1 ? 2 : 3)}${THIN}%`;
}

/** A share in [0, 1] as whole percent. */
export function formatShare(value: number): string {
  return `${Math.round(100 * value)}${THIN}%`;
}

/** A length of time: `12 ms`, `0.22 s`, `3.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 100) return `${formatNumber(ms, ms < 10 ? 1 : 2)}${THIN}ms`;
  if (ms < 59_950) return `${formatNumber(ms / 1000, 2)}${THIN}s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}${THIN}min ${seconds % 60}${THIN}s`;
}

/** A size in memory: `512 B`, `2.3 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes}${THIN}B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${formatNumber(bytes / 1000 ** power, 2)}${THIN}${units[power - 1]!}`;
}

/** When something happened, as seen from `now`: `just now`, `12 min ago`, `16:02`, `14 Nov`, `14 Nov 2025`. */
export function formatWhen(iso: string, now: Date): string {
  const then = new Date(iso);
  const minutes = (now.getTime() - then.getTime()) / 60_000;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${Math.floor(minutes)}${THIN}min ago`;
  if (then.toDateString() === now.toDateString()) return then.toTimeString().slice(0, 5);
  const day = `${then.getDate()} ${MONTHS[then.getMonth()]!}`;
  return then.getFullYear() === now.getFullYear() ? day : `${day} ${then.getFullYear()}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * What a person types into a number field: `1e-3`, `2*pi`, `pi/2`, `5 %`, `3·10⁻⁴`, with − or -.
 * Null when it is not a number.
 */
export function parseNumber(text: string): number | null {
  let rest = text.trim().replaceAll('−', '-').replace(/\s/g, '').toLowerCase();
  rest = rest.replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_, power: string) => `e${plainExponent(power)}`);
  const scale = rest.endsWith('%') ? 0.01 : 1;
  if (scale !== 1) rest = rest.slice(0, -1);
  let product = scale;
  for (const part of rest.split('*')) {
    const [over, under, ...more] = part.split('/').map(factor);
    if (more.length > 0 || over === undefined || over === null || under === null) return null;
    product *= over / (under ?? 1);
  }
  return Number.isFinite(product) ? product : null;
}

function factor(text: string): number | null {
  const sign = text.startsWith('-') ? -1 : 1;
  if (['pi', 'π', '-pi', '-π'].includes(text)) return sign * Math.PI;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? Number(text) : null;
}

function plainExponent(power: string): string {
  const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return power.replace(/./g, (sign) => (sign === '⁻' ? '-' : String(raised.indexOf(sign))));
}

function scientific(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const short = String(Number(mantissa)).replace('-', '−');
  const power = powerOfTen(Number(exponent));
  if (short === '1' || short === '−1') return short.replace('1', power);
  return `${short}·${power}`;
}

function decimalsOf(value: number, digits: number): number {
  const leading = Math.floor(Math.log10(Math.abs(value)) + 1e-12) + 1;
  return Math.max(0, digits - leading);
}

function grouped(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const groups = whole!.length > 4 ? whole!.replace(/\B(?=(\d{3})+$)/g, THIN) : whole!;
  return `${value < 0 ? '−' : ''}${groups}${fraction === undefined ? '' : `.${fraction}`}`;
}
