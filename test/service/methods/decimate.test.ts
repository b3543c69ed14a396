import { describe, expect, test } from 'vitest';
import { decimatedRows, evenRows, pickRows } from '../../../service/methods/decimate.ts';

describe('thinning a series for drawing', () => {
  test('a short series stays whole', () => {
    expect([...decimatedRows(Float64Array.of(3, 1, 2), 1, 3)]).toEqual([0, 1, 2]);
  });

  test('the first row, the last row and every spike are kept', () => {
    const values = new Float64Array(100_000);
    values[123] = 5;
    values[70_001] = -7;
    values[42] = NaN;
    const rows = decimatedRows(values, 1, 500);
    expect(rows.length).toBeLessThanOrEqual(500);
    expect([...rows]).toEqual(expect.arrayContaining([0, 123, 70_001, 99_999]));
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
  });

  test('spikes of every column are kept', () => {
    const values = new Float64Array(3 * 10_000);
    values[3 * 5000 + 2] = 1;
    values[3 * 7000 + 1] = -1;
    const rows = decimatedRows(values, 3, 200);
    expect([...rows]).toEqual(expect.arrayContaining([5000, 7000]));
    expect(rows.length).toBeLessThanOrEqual(200);
  });

  test('very few rows are spread evenly', () => {
    expect([...decimatedRows(new Float64Array(101), 1, 3)]).toEqual([0, 50, 100]);
    expect([...evenRows(5, 9)]).toEqual([0, 1, 2, 3, 4]);
  });

  test('rows are picked whole', () => {
    expect([...pickRows(Float64Array.of(1, 2, 3, 4, 5, 6), 2, Int32Array.of(0, 2))]).toEqual([1, 2, 5, 6]);
  });
});
