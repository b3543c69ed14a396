import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatError,
  formatNumber,
  formatShare,
  formatWhen,
  parseNumber,
  THIN,
} from '../../renderer/format/numbers.ts';

/** Thin spaces are hard to see in a table of expectations; here they are written as `_`. */
const seen = (text: string): string => text.replaceAll(THIN, '_');

describe('numbers for reading', () => {
  it.each([
    [0, '0'],
    [1.23456, '1.23'],
    [-0.5, '−0.500'],
    [123456, '123_456'],
    [9999, '9999'],
    [12.34, '12.3'],
    [1.6e-5, '1.6·10⁻⁵'],
    [-1e-7, '−10⁻⁷'],
    [0.00999999, '0.0100'],
    [999.96, '1000'],
    [2.5e8, '2.5·10⁸'],
    [NaN, 'not a number'],
    [-Infinity, '−∞'],
  ])('%d is written %s', (value, text) => {
    expect(seen(formatNumber(value))).toBe(text);
  });

  it.each([
    [0.00442, '0.44_%'],
    [0.0194, '1.9_%'],
    [0.256, '25.6_%'],
    [1.6e-5, '1.6·10⁻⁵'],
    [0, '0'],
    [3, '300_%'],
  ])('the relative error %d is written %s', (value, text) => {
    expect(seen(formatError(value))).toBe(text);
  });

  it.each([
    [3.21, '3_ms'],
    [61, '61_ms'],
    [219, '0.22_s'],
    [3400, '3.4_s'],
    [42_000, '42_s'],
    [125_000, '2_min 5_s'],
  ])('%d ms are written %s', (ms, text) => {
    expect(seen(formatDuration(ms))).toBe(text);
  });

  it('groups counts, scales bytes and rounds shares', () => {
    expect(seen(formatCount(16001))).toBe('16_001');
    expect(seen(formatBytes(512))).toBe('512_B');
    expect(seen(formatBytes(2_340_000))).toBe('2.3_MB');
    expect(seen(formatShare(0.574))).toBe('57_%');
  });

  it('says when something happened as seen from now', () => {
    const now = new Date(2026, 10, 20, 16, 30);
    const before = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
    expect(formatWhen(before(0.2), now)).toBe('just now');
    expect(seen(formatWhen(before(12), now))).toBe('12_min ago');
    expect(formatWhen(before(90), now)).toBe('15:00');
    expect(formatWhen(new Date(2026, 9, 2, 8).toISOString(), now)).toBe('2 Oct');
    expect(formatWhen(new Date(2024, 0, 9, 8).toISOString(), now)).toBe('9 Jan 2024');
  });
});

describe('numbers as typed', () => {
  it.each([
    ['1e-3', 1e-3],
    [' 200 ', 200],
    ['−0.5', -0.5],
    ['.25', 0.25],
    ['2*pi', 2 * Math.PI],
    ['π/2', Math.PI / 2],
    ['-pi', -Math.PI],
    ['5 %', 0.05],
    ['3·10⁻⁴', 3e-4],
    ['2.22·10⁻¹⁶', 2.22e-16],
  ])('“%s” is read as %d', (text, value) => {
    expect(parseNumber(text)).toBeCloseTo(value, 18);
  });

  it.each(['', 'ten', '1,5', '1e', '--1', '1/2/3', '1/0', 'pi pi', '0x10', 'Infinity', '3*'])(
    '“%s” is no number',
    (text) => {
      expect(parseNumber(text)).toBeNull();
    },
  );
});
