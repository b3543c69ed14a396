import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../core/import/parse-number.ts';

describe('a cell is read as a whole number or refused', () => {
  test.each([
    ['1', 1],
    ['-1.5', -1.5],
    ['+.5', 0.5],
    ['2.', 2],
    [' 1.25e-3\t', 0.00125],
    ['1.234E0', 1.234],
    ['\u22123.5', -3.5],
    ['0.00000000000000000001', 1e-20],
    ['4.9e-324', 4.9e-324],
  ])('%j is a number', (text, value) => {
    expect(parseNumber(text)).toEqual({ ok: true, value, underflows: false });
  });

  test.each([
    ['', 'no number'],
    ['  ', 'no number'],
    ['12abc', 'not a number'],
    ['1,5', 'decimal comma'],
    ['0x10', 'not a number'],
    ['1 2', 'not a number'],
    ['1_000', 'not a number'],
    ['--1', 'not a number'],
    ['e5', 'not a number'],
    ['.', 'not a number'],
    ['1e', 'not a number'],
    ['NaN', 'not a finite number'],
    ['-inf', 'not a finite number'],
    ['Infinity', 'not a finite number'],
    ['1e400', 'too large for a number (limit about 1.8e308)'],
    ['1,234,567.25', 'thousands separators'],
    ['2026-03-29T00:59:58.000Z', 'a date or a time of day'],
    ['12:30:01', 'a date or a time of day'],
    ['=1+1', 'not a number'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseNumber(text)).toEqual({ ok: false, reason });
  });

  test('a value too small for a double reads as 0 and says so', () => {
    expect(parseNumber('-1e-400')).toEqual({ ok: true, value: -0, underflows: true });
    expect(parseNumber('0e5')).toEqual({ ok: true, value: 0, underflows: false });
  });

  test('a cell of 200 000 characters is refused at once', () => {
    const start = performance.now();
    expect(parseNumber('9'.repeat(200_000)).ok).toBe(false);
    expect(parseNumber(`${'9'.repeat(399)}x`).ok).toBe(false);
    expect(performance.now() - start).toBeLessThan(100);
  });

  test('whatever is accepted equals Number(text)', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String), fc.stringMatching(/^[+-]?\d{0,4}\.?\d{0,4}(e[+-]?\d{1,3})?$/)),
        (text) => {
          const parsed = parseNumber(text);
          if (parsed.ok) expect(parsed.value).toBe(Number(text.replace('\u2212', '-')));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('every finite double survives being written and read', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? '-0' : String(value);
        expect(parseNumber(text)).toEqual({ ok: true, value, underflows: false });
      }),
      { numRuns: 1000 },
    );
  });
});
