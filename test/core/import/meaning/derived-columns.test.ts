import { describe, expect, test } from 'vitest';
import { computeDerived } from '../../../../core/import/meaning/derived-columns.ts';
import type { DerivedColumn } from '../../../../core/import/recipe.ts';

function computed(derived: readonly DerivedColumn[], ...columns: readonly number[][]) {
  return computeDerived(derived, columns.length, (column) => Float64Array.from(columns[column]!));
}

function angles(zero: 'right' | 'down' | 'up', x: readonly number[], y: readonly number[]): number[] {
  const [column] = computed([{ kind: 'polar-angle', name: 'q', x: 0, y: 1, origin: [0, 0], zero }], [...x], [...y]);
  return [...column!.values];
}

describe('derived columns', () => {
  test('angles turn counter-clockwise from their zero, within (−π, π]', () => {
    // right, up, left, down
    const [x, y] = [
      [1, 0, -1, 0],
      [0, 1, 0, -1],
    ];
    const [quarter, half] = [Math.PI / 2, Math.PI];
    expect(angles('right', x, y)).toEqual([0, quarter, half, -quarter]);
    expect(angles('down', x, y)).toEqual([quarter, half, -quarter, 0]);
    expect(angles('up', x, y)).toEqual([-quarter, 0, quarter, half]);
  });

  test('a negative zero is no other direction', () => {
    expect(angles('right', [-1], [-0])).toEqual([Math.PI]);
    expect(angles('down', [-0], [1])).toEqual([Math.PI]);
    expect(angles('up', [-0], [-1])).toEqual([Math.PI]);
  });

  test('radius and angle count from the origin that is given', () => {
    const [radius, angle] = computed(
      [
        { kind: 'radius', name: 'r', x: 0, y: 1, origin: [1, 2] },
        { kind: 'polar-angle', name: 'q', x: 0, y: 1, origin: [1, 2], zero: 'right' },
      ],
      [4, 1],
      [6, 3],
    );
    expect([...radius!.values]).toEqual([5, 1]);
    expect([...angle!.values]).toEqual([Math.atan2(4, 3), Math.PI / 2]);
  });

  test('the origin has no angle, and says so', () => {
    const [column] = computed(
      [{ kind: 'polar-angle', name: 'q', x: 0, y: 1, origin: [1, 1], zero: 'down' }],
      [1, 1],
      [1, 0],
    );
    expect([...column!.values]).toEqual([NaN, 0]);
    expect(column!.invalid).toEqual([{ row: 0, reason: 'no angle: the point is the origin' }]);
  });

  test('a later column may be computed from an earlier one', () => {
    const [difference, logarithm] = computed(
      [
        {
          kind: 'combination',
          name: 'x2 − x1',
          terms: [
            { column: 1, factor: 1 },
            { column: 0, factor: -1 },
          ],
        },
        { kind: 'logarithm', name: 'ln', of: 2 },
      ],
      [1, 2, 3],
      [3, 3, 3],
    );
    expect([...difference!.values]).toEqual([2, 1, 0]);
    expect([...logarithm!.values]).toEqual([Math.log(2), 0, NaN]);
    expect(logarithm!.invalid).toEqual([{ row: 2, reason: 'no logarithm: the value is not positive' }]);
  });

  test('no number in, no number out, and no complaint about it', () => {
    const [column] = computed([{ kind: 'logarithm', name: 'ln', of: 0 }], [NaN, -1, 1]);
    expect([...column!.values]).toEqual([NaN, NaN, 0]);
    expect(column!.invalid.map(({ row }) => row)).toEqual([1]);
  });

  test('a result beyond the number range is no number', () => {
    const [column] = computed([{ kind: 'combination', name: 'p', terms: [{ column: 0, factor: 10 }] }], [1e308, 1]);
    expect([...column!.values]).toEqual([NaN, 10]);
    expect(column!.invalid).toEqual([{ row: 0, reason: 'too large for a number' }]);
  });

  test.each<[string, DerivedColumn[]]>([
    ['itself', [{ kind: 'logarithm', name: 'ln', of: 1 }]],
    [
      'a later one',
      [
        { kind: 'logarithm', name: 'ln', of: 2 },
        { kind: 'logarithm', name: 'b', of: 0 },
      ],
    ],
    ['none', [{ kind: 'radius', name: 'r', x: 0, y: -1, origin: [0, 0] }]],
    ['a fraction', [{ kind: 'radius', name: 'r', x: 0.5, y: 0, origin: [0, 0] }]],
  ])('a column computed from %s is refused', (_, derived) => {
    expect(() => computed(derived, [1, 2])).toThrow(expect.objectContaining({ code: 'missing-column' }));
  });

  test.each<[string, DerivedColumn]>([
    ['a sum of nothing', { kind: 'combination', name: 'p', terms: [] }],
    ['an infinite factor', { kind: 'combination', name: 'p', terms: [{ column: 0, factor: Infinity }] }],
    ['an origin that is no number', { kind: 'radius', name: 'r', x: 0, y: 0, origin: [NaN, 0] }],
  ])('%s is refused', (_, derived) => {
    expect(() => computed([derived], [1])).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  });
});
