import { describe, expect, test } from 'vitest';
import {
  decidedDateOrder,
  isLikeMoment,
  parseMoment,
  secondsBetween,
  secondsBetweenJulianDates,
  type DateOrder,
} from '../../../../core/import/meaning/parse-moment.ts';

function moment(text: string, order: DateOrder | null = null) {
  const parsed = parseMoment(text, { order });
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
  return parsed.moment;
}

function seconds(from: string, to: string): number {
  return secondsBetween(moment(from), moment(to));
}

describe('dates and times', () => {
  test.each([
    // Days since 1970-01-01 by GNU date: date -u -d 2026-03-29 +%s / 86400
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2000-03-01', 11017],
    ['2026-03-29', 20541],
    ['1900-03-01', -25508],
    ['2100-03-01', 47541],
  ])('%s is day %i', (text, day) => {
    expect(moment(text)).toMatchObject({ kind: 'date', day, second: 0, hasZone: false });
  });

  test.each([
    ['2026-03-29T00:59:58.000Z', '2026-03-29T00:59:58.050Z', 0.05],
    // The clocks of Central Europe jump at 01:00 UTC on that day; UTC does not.
    ['2026-03-29T00:59:59.950Z', '2026-03-29T01:00:00.000Z', 0.05],
    ['2026-03-29 00:00:00', '2026-03-30 00:00:00', 86400],
    ['2024-02-28', '2024-03-01', 172800],
    ['2023-02-28', '2023-03-01', 86400],
    ['1900-02-28', '1900-03-01', 86400],
    ['2026-01-01T12:00:00+02:00', '2026-01-01T10:00:00Z', 0],
    ['2026-01-01T00:30:00+0100', '2025-12-31T23:30:00Z', 0],
    ['2025-12-31T22:30:00-05', '2026-01-01T03:30:00Z', 0],
    ['2026-01-01T00:00:00.1', '2026-01-01T00:00:00.3', 0.2],
    ['2026-01-01T00:00:00,123456789', '2026-01-01T00:00:00.123456790', 1e-9],
    ['2026-03-29 01:02', '2026-03-29T01:03:00Z', 60],
    ['13:05:07.25', '13:05:08.5', 1.25],
    ['59:59.9', '1:00:00.0', 0.1],
    ['14:07:54:324', '14:07:54:999', 0.675],
    ['11:59:59 AM', '12:00:00 PM', 1],
    ['12:00:00 AM', '1:00:00 a.m.', 3600],
    ['29.03.2026', '2026-03-29', 0],
    ['29.03.2026 10:00:00', '2026/3/29 10:00:01', 1],
  ])('from %s to %s pass %d s', (from, to, expected) => {
    expect(seconds(from, to)).toBe(expected);
  });

  test.each([
    ['03/04/2024', 'day-first', '2024-04-03'],
    ['03/04/2024', 'month-first', '2024-03-04'],
    ['3-4-2024', 'month-first', '2024-03-04'],
    ['03/04/2024, 10:00:00', 'day-first', '2024-04-03T10:00:00'],
  ] as const)('%s %s is %s', (text, order, iso) => {
    expect(secondsBetween(moment(text, order), moment(iso))).toBe(0);
  });

  test.each([
    ['', 'no date or time'],
    ['soon', 'no date or time'],
    ['2026', 'no date or time'],
    ['1.5', 'no date or time'],
    ['20260329T005958Z', 'no date or time'],
    ['29.03.26', 'a year of two digits'],
    ['9'.repeat(100_000), 'no date or time'],
    ['2026-13-01', 'no month 13'],
    ['2026-00-01', 'no month 0'],
    ['2023-02-29', 'no day 29 in that month'],
    ['1900-02-29', 'no day 29 in that month'],
    ['2024-04-31', 'no day 31 in that month'],
    ['2024-01-00', 'no day 0 in that month'],
    ['2026-03-29T24:00:00Z', 'no hour 24'],
    ['2026-03-29T23:60:00Z', 'no minute 60'],
    ['2016-12-31T23:59:60Z', 'no second 60'],
    ['2026-03-29T12:00:00+25:00', 'no time zone +25:00'],
    ['2026-03-29T12:00.5', 'a fraction of a minute'],
    ['2026-03-29T', 'no date or time'],
    ['2026-03-29 noon', 'no date or time'],
    ['2026-03-29T12:00:00 CET', 'no time of day behind the date'],
    ['13:00:00 PM', 'no hour 13'],
    ['12:34', 'hours and minutes, or minutes and seconds?'],
    ['12:34:56.1234567890123', 'more than 12 digits of a second'],
    ['03/04/2024', 'day or month first?'],
    ['31/04/2024', 'day or month first?'],
  ])('%s is refused: %s', (text, reason) => {
    expect(parseMoment(text)).toEqual({ ok: false, reason });
  });

  test('a text with a zone says so, one without is taken for UTC', () => {
    expect(moment('2026-03-29T10:00:00Z').hasZone).toBe(true);
    expect(moment('2026-03-29T10:00:00')).toEqual({ ...moment('2026-03-29T10:00:00Z'), hasZone: false });
  });

  test('a wrong order makes a month that does not exist, and no date', () => {
    expect(parseMoment('29/03/2024', { order: 'month-first' })).toEqual({ ok: false, reason: 'no month 29' });
  });

  test('a date and a time of day have no difference', () => {
    expect(() => secondsBetween(moment('2026-03-29'), moment('10:00:00'))).toThrow('time of day');
  });
});

test.each([
  [['03/04/2024', '13/04/2024'], 'day-first'],
  [['03/04/2024', '03/14/2024'], 'month-first'],
  [['03/04/2024', '05/06/2024'], null],
  [['13/04/2024', '03/14/2024'], null],
  [['2024-04-13', '13.04.2024'], null],
])('the order that %j shows is %s', (texts, order) => {
  expect(decidedDateOrder(texts)).toBe(order);
});

test('a day of Julian dates has 86400 s', () => {
  expect(secondsBetweenJulianDates(2457944.5, 2457945.5)).toBe(86400);
  expect(secondsBetweenJulianDates(2457944.5, 2459075.5)).toBe(1131 * 86400);
});

test.each([
  ['0:07.25', true],
  ['12:30', true],
  ['1:05:07 PM', true],
  ['2026-03-29T00:59:58.050Z', true],
  ['29/03/2026 12:00', true],
  ['2026-13-29', true],
  ['29.03.26', true],
  ['2026-03', true],
  ['2026-03-29 noon', false],
  ['1:2', false],
  ['12.5', false],
  ['', false],
])('%j has the form of a moment: %j', (text, is) => {
  expect(isLikeMoment(text)).toBe(is);
});
