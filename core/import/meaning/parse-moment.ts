import { CoreError } from '../../errors.ts';

/** Which number of `03/04/2024` is the day. */
export type DateOrder = 'day-first' | 'month-first';

/** A moment as an exact sum: days + second + fraction · 10^−digits. */
export interface Moment {
  /** `clock`: a time of day without a date; its `day` is 0, unless a zone moves it. */
  readonly kind: 'date' | 'clock';
  /** Days since 1970-01-01 in the Gregorian calendar, of UTC. */
  readonly day: number;
  /** Whole second of the day, 0 … 86399. */
  readonly second: number;
  /** Digits behind the decimal mark of the seconds, as a whole number, and how many they are. */
  readonly fraction: number;
  readonly digits: number;
  /** False where the text names no zone; it is then taken for UTC. */
  readonly hasZone: boolean;
}

/** A text read as a moment, or why it is none. */
export type ParsedMoment =
  { readonly ok: true; readonly moment: Moment } | { readonly ok: false; readonly reason: string };

const ISO_DATE = /^(\d{4})-(\d{2})(?:-(\d{2})(?:(?:[Tt]| +)(?=\d)|$)|$)/;
const YEAR_FIRST = /^(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?: +(?=\d)|$)/;
const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,? +(?=\d)|$)/;
const CLOCK =
  /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,](\d+)|(?<=:\d{2}:\d{2}):(\d{3}))?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|z|[+-]\d{2}(?::?\d{2})?))?$/;

/** Longer than any date: nothing runs over it. */
const LONGEST = 60;

/** More digits than a picosecond has are no measured time. */
const MOST_DIGITS = 12;

/**
 * Reads a date (`2026-03-29`), a date and time (`2026-03-29T00:59:58.050Z`, a blank instead of T), or a time of day (`13:05:07.25`,
 * `5:07.25` for minutes and seconds). Besides ISO 8601: `29.03.2026`, `2026/3/29`, `1:05:07 PM`, and with an order `29/03/2026`.
 * Strict: the whole text, a day that exists, no second 60, no hour 24. The computer's zone plays no part.
 */
export function parseMoment(text: string, { order = null }: { readonly order?: DateOrder | null } = {}): ParsedMoment {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return refuse('no date or time');
  const date = parseDate(trimmed, order);
  if (typeof date === 'string') return refuse(date);
  const rest = date === null ? trimmed : trimmed.slice(date.length);
  if (rest === '' && date !== null) return { ok: true, moment: momentOf('date', date.day, 0, '', null) };
  const match = CLOCK.exec(rest);
  if (match === null) return refuse(date === null ? 'no date or time' : `no time of day behind the date`);
  return parseClock(match, date === null ? null : date.day);
}

/** True for a text in the form of a moment, also for one that is refused: a month 13, `12:30` alone, a year of two digits. */
export function isLikeMoment(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return false;
  const date = [ISO_DATE, YEAR_FIRST, YEAR_LAST].find((pattern) => pattern.test(trimmed));
  const rest = date === undefined ? trimmed : trimmed.replace(date, '');
  return CLOCK.test(rest) || (rest === '' && date !== undefined);
}

/**
 * The order that dates like `13/04/2024` show: 13 can be no month. Null when none shows it, or when they contradict each other.
 */
export function decidedDateOrder(texts: Iterable<string>): DateOrder | null {
  const orders = new Set<DateOrder>();
  for (const text of texts) {
    const [, first, mark, second] = YEAR_LAST.exec(text.trim()) ?? [];
    if (mark === undefined || mark === '.') continue;
    if (Number(first) > 12) orders.add('day-first');
    if (Number(second) > 12) orders.add('month-first');
  }
  const [order = null] = orders;
  return orders.size === 1 ? order : null;
}

/**
 * Seconds from one moment to another. The difference is formed in whole units of the last digit and rounded once, so that
 * 58.050 s − 58.000 s is 0.05; beyond 2^53 such units (104 days in ns) the result is within two roundings.
 * @throws CoreError `bad-argument` when one has a date and the other none
 */
export function secondsBetween(from: Moment, to: Moment): number {
  if (from.kind !== to.kind) {
    throw new CoreError('bad-argument', 'secondsBetween: one moment has a date and the other is a time of day.', {
      hint: 'Choose a column with dates in all rows, or with times of day in all rows.',
    });
  }
  const seconds = (to.day - from.day) * 86400 + (to.second - from.second);
  const digits = Math.max(from.digits, to.digits);
  const scale = 10 ** digits;
  const fractions = to.fraction * 10 ** (digits - to.digits) - from.fraction * 10 ** (digits - from.digits);
  const units = seconds * scale + fractions;
  return Number.isSafeInteger(units) ? units / scale : seconds + fractions / scale;
}

/** Seconds from one Julian date (days, as JPL Horizons writes them) to another: (to − from) · 86400. */
export function secondsBetweenJulianDates(from: number, to: number): number {
  return (to - from) * 86400;
}

/** The day and how much of the text it takes; null for no date, a reason for a date that cannot be. */
function parseDate(
  text: string,
  order: DateOrder | null,
): { readonly day: number; readonly length: number } | string | null {
  const iso = ISO_DATE.exec(text);
  if (iso !== null && iso[3] === undefined) return 'a month without a day';
  if (iso !== null) return dated(iso[0].length, iso[1], iso[2], iso[3]);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return dated(yearFirst[0].length, yearFirst[1], yearFirst[3], yearFirst[4]);
  const match = YEAR_LAST.exec(text);
  if (match === null) return null;
  const [whole, first, mark, second, year = ''] = match;
  if (year.length === 2) return 'a year of two digits';
  // With points the day stands first everywhere.
  const known = mark === '.' ? 'day-first' : order;
  if (known === null) return 'day or month first?';
  return known === 'day-first' ? dated(whole.length, year, second, first) : dated(whole.length, year, first, second);
}

function dated(
  length: number,
  ...parts: (string | undefined)[]
): { readonly day: number; readonly length: number } | string {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  if (month < 1 || month > 12) return `no month ${month}`;
  if (day < 1 || day > daysInMonth(year, month)) return `no day ${day} in that month`;
  return { day: dayNumber(year, month, day), length };
}

function parseClock(match: RegExpExecArray, day: number | null): ParsedMoment {
  const [, first = '', second = '', third, decimals, milliseconds, half, zone] = match;
  const fraction = decimals ?? milliseconds ?? '';
  // `5:07.25` has a fraction of a second; `5:07` alone is hours and minutes behind a date only.
  const isShort = third === undefined && day === null && fraction !== '';
  if (third === undefined && day === null && !isShort && half === undefined) {
    return refuse('hours and minutes, or minutes and seconds?');
  }
  if (third === undefined && day !== null && fraction !== '') return refuse('a fraction of a minute');
  const [hours, minutes, seconds] = isShort
    ? [0, Number(first), Number(second)]
    : [Number(first), Number(second), Number(third ?? '0')];
  if (minutes > 59) return refuse(`no minute ${minutes}`);
  if (seconds > 59) return refuse(`no second ${seconds}`);
  if (fraction.length > MOST_DIGITS) return refuse(`more than ${MOST_DIGITS} digits of a second`);
  const hour = half === undefined ? hours : hourOfDay(hours, half.toLowerCase() === 'p');
  if (hour === null || hour > 23) return refuse(`no hour ${hours}`);
  const offset = offsetSeconds(zone);
  if (offset === null) return refuse(`no time zone ${zone ?? ''}`);
  const total = hour * 3600 + minutes * 60 + seconds - offset;
  return { ok: true, moment: momentOf(day === null ? 'clock' : 'date', day ?? 0, total, fraction, zone ?? null) };
}

/** Hour of a day of two halves: 12 AM is midnight. */
function hourOfDay(hours: number, isAfternoon: boolean): number | null {
  return hours < 1 || hours > 12 ? null : (hours % 12) + (isAfternoon ? 12 : 0);
}

/** Seconds east of Greenwich; 0 without a zone. */
function offsetSeconds(zone: string | undefined): number | null {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || '0')];
  return hours > 23 || minutes > 59 ? null : (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** @param second of the day, or beyond it when a zone moves it to another one */
function momentOf(kind: Moment['kind'], day: number, second: number, fraction: string, zone: string | null): Moment {
  const shift = Math.floor(second / 86400);
  return {
    kind,
    day: day + shift,
    second: second - shift * 86400,
    fraction: Number(fraction || '0'),
    digits: fraction.length,
    hasZone: zone !== null,
  };
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01 in the Gregorian calendar, which is also used for years before it. */
function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leapDays - DAYS_BEFORE_1970 + day - 1;
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days;
}

/** 1969 years: 1969 · 365 + 492 − 19 + 4 days. */
const DAYS_BEFORE_1970 = 719162;

function refuse(reason: string): ParsedMoment {
  return { ok: false, reason };
}
