import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../../core/import/parse-number.ts';
import { ByteNumbers } from '../../../../core/import/read/byte-numbers.ts';
import { utf8Of } from '../../../../core/import/read/utf8.ts';
import { column, read } from './read-fixture.ts';

type Decimal = '.' | ',';

/** Value of a text by the path of bytes; NaN where that leaves it to the path of strings. */
function byBytes(text: string, decimal: Decimal): number {
  const bytes = utf8Of(text);
  return new ByteNumbers(bytes, { delimiter: ';', decimal }).read(0, bytes.length);
}

function byString(text: string, decimal: Decimal): number {
  const number = parseNumber(text, { decimal, thousands: 'none' });
  return number.ok ? number.value : NaN;
}

const digits = (maxLength: number) => fc.stringMatching(/^\d+$/, { maxLength });
const decimalTexts = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.oneof(digits(3), digits(20)),
    fc.oneof(digits(8), digits(25)),
    fc.oneof(fc.constant(''), fc.integer({ min: -40, max: 40 }), fc.integer({ min: -345, max: 345 })),
  )
  .map(([sign, whole, fraction, power]) => `${sign}${whole}.${fraction}${power === '' ? '' : `e${power}`}`);
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
const printed = fc.oneof(
  doubles.map((value) => (Object.is(value, -0) ? '-0' : String(value))),
  fc.tuple(doubles, fc.integer({ min: 0, max: 25 })).map(([value, places]) => value.toExponential(places)),
);
/** Middles between two doubles, where rounding is decided by the last digit, and their neighbours. */
const ties = fc
  .tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 60n }), fc.constantFrom(-1n, 0n, 1n), fc.nat({ max: 9 }))
  .map(([value, step, places]) => {
    const power = 2n ** BigInt(value.toString(2).length - 53);
    const middle = (value / power) * power + power / 2n;
    // Divided by 2^places, which in decimal is times 5^places and the point moved.
    const text = String(middle * 5n ** BigInt(places) * 10n + step).padStart(places + 2, '0');
    return `${text.slice(0, text.length - places - 1)}.${text.slice(text.length - places - 1)}`;
  });

describe.each<Decimal>(['.', ','])('with the decimal mark %s', (decimal) => {
  const write = (text: string) => text.replace('.', decimal);

  test('every number equals Number of the decimal, by bytes and by string', () => {
    let left = 0;
    fc.assert(
      fc.property(fc.oneof(decimalTexts, printed, ties), (text) => {
        const truth = Number(text);
        const value = byBytes(write(text), decimal);
        if (Number.isNaN(value)) left += 1;
        else expect(value).toBe(truth);
        expect(byString(write(text), decimal)).toBe(Number.isFinite(truth) ? truth : NaN);
      }),
      { numRuns: 20_000 },
    );
    // Numbers of measurements do not go the long way.
    expect(left / 20_000).toBeLessThan(0.5);
  });

  test.each([
    '1',
    '-0',
    '+.5',
    '2.',
    ' 1.5\t',
    '0.1',
    '1e22',
    '9007199254740993',
    '1.7976931348623157e308',
    '5e-324',
    '00012.50',
  ])('%s is itself in a table', (text) => {
    expect(column(read(`${write(text)};1\n0;1\n`, { headerRows: 0, delimiter: ';', decimal }), 0)).toEqual([
      Number(text),
      0,
    ]);
  });

  test.each([
    '',
    '.',
    '-',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '12abc',
    '0x10',
    '1_0',
    '--1',
    'NaN',
    '1 2',
    '\u22121',
    '1e400 ',
  ])('bytes do not read %j', (text) => {
    expect(byBytes(write(text), decimal)).toBeNaN();
  });
});

test('usual numbers are all read from bytes', () => {
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < 2000; i++) {
    const value = (next() - 0.5) * 10 ** Math.floor(30 * next() - 20);
    for (const text of [String(value), value.toFixed(6), value.toExponential(18), value.toPrecision(17)]) {
      expect(byBytes(text, '.')).toBe(Number(text));
    }
  }
});

describe('marks of numbers', () => {
  test.each([
    ['1,234,567.25', '.', ',', 1234567.25],
    ['-12,345', '.', ',', -12345],
    ['1234.5', '.', ',', 1234.5],
    ['1,234e3', '.', ',', 1234e3],
    ['1.234.567,25', ',', '.', 1234567.25],
    ["1'234.5", '.', "'", 1234.5],
    ['1 234,5', ',', ' ', 1234.5],
    ['1\u00a0234\u202f567', ',', ' ', 1234567],
    ['\u22121,5', ',', 'none', -1.5],
    ['1,5e\u22123', ',', 'none', 0.0015],
  ] as const)('%j is read with %j and %j', (text, decimal, thousands, value) => {
    expect(parseNumber(text, { decimal, thousands })).toEqual({ ok: true, value, underflows: false });
  });

  test.each([
    ['1,234', '.', 'none', 'decimal comma'],
    ['1,234,567', '.', 'none', 'thousands separators'],
    ['1.234,5', ',', 'none', 'thousands separators'],
    ['1.5', ',', 'none', 'decimal point'],
    ['1,23', '.', ',', 'thousands mark not between groups of three digits'],
    ['12,34,567', '.', ',', 'thousands mark not between groups of three digits'],
    ['1234,567', '.', ',', 'thousands mark not between groups of three digits'],
    ['1,2345', '.', ',', 'thousands mark not between groups of three digits'],
    ['0.123,456', '.', ',', 'thousands mark not between groups of three digits'],
    ['1.5', ',', '.', 'thousands mark not between groups of three digits'],
    [',123', '.', ',', 'thousands mark not between groups of three digits'],
    ['1,5,5', ',', 'none', 'not a number'],
    ['-inf', ',', '.', 'not a finite number'],
    ['1,234abc', '.', ',', 'not a number'],
  ] as const)('%j is refused with %j and %j: %s', (text, decimal, thousands, reason) => {
    expect(parseNumber(text, { decimal, thousands })).toEqual({ ok: false, reason });
  });
});
