import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { panelWork } from '../../core/kernels/index.ts';
import type { Kernels } from '../../core/kernels/index.ts';
import { distance, normals, room, runKernel, triangle } from './kernel-runs.ts';
import type { KernelCall } from './kernel-runs.ts';

/** Sums of at most 600 products, in another order and with fused steps: some eps each. Measured: 1.7e-15. */
const ROUNDING = 2e-14;

/** What a run leaves behind, without the last `unused` arrays, which are workspace. */
interface Run {
  readonly arrays: readonly ArrayLike<number>[];
  readonly call: KernelCall;
  readonly unused?: number;
}

const seeds = fc.integer({ min: 0, max: 1e6 });
const quads = (max: number) => fc.integer({ min: 1, max: max / 4 }).map((n) => 4 * n);
const upTo = (max: number) => fc.integer({ min: 1, max });

/** Each kernel that computes numbers, with random shapes and numbers. */
const runs: Readonly<Record<Exclude<keyof Kernels, 'writeTargets'>, fc.Arbitrary<Run>>> = {
  writeSlopes: fc
    .record({ seed: seeds, inputs: upTo(6), neurons: upTo(9), points: quads(64), cut: upTo(4), from: fc.nat(3) })
    .map(({ seed, inputs, neurons, points, cut, from }) => ({
      arrays: [
        normals(inputs * points, seed),
        normals((from + neurons) * inputs, seed + 1),
        normals(from + neurons, seed + 2),
        room(neurons * points),
      ],
      call: (k, at) => {
        k.writeSlopes(at(0), inputs, at(1), at(2), from, from + neurons, points, points - cut + 1, at(3));
      },
    })),
  writeColumn: fc
    .record({ seed: seeds, points: quads(64), components: upTo(6) })
    .map(({ seed, points, components }) => ({
      arrays: [normals(points, seed), normals(components, seed + 1), room(components * points)],
      call: (k, at) => {
        k.writeColumn(at(0), points, at(1), components, at(2));
      },
    })),
  sketchPair: fc
    .record({ seed: seeds, tiles: upTo(3), points: quads(32), components: upTo(6), rows: upTo(50), gap: fc.nat(3) })
    .map(({ seed, tiles, points, components, rows, gap }) => ({
      arrays: [
        normals(tiles * (2 + gap) * points, seed),
        normals(2 * components, seed + 1),
        room(tiles * components * points),
        room(2 * rows),
      ],
      call: (k, at) => {
        k.writeTargets(seed, tiles * components * points, rows, at(2));
        k.sketchPair(at(0), (2 + gap) * points * 8, tiles, points, at(1), components, at(2), at(3));
      },
    })),
  multiplyTile: fc
    .record({ seed: seeds, neurons: quads(24), points: quads(64), components: upTo(6) })
    .map(({ seed, neurons, points, components }) => ({
      arrays: [
        normals(neurons * points, seed),
        normals(neurons * components, seed + 1),
        normals(neurons, seed + 2),
        normals(components * points, seed + 3),
      ],
      call: (k, at) => {
        k.multiplyTile(at(0), neurons, points, at(1), components, at(2), at(3));
      },
    })),
  multiplyTileTransposed: fc
    .record({ seed: seeds, neurons: quads(24), points: quads(64), components: upTo(6) })
    .map(({ seed, neurons, points, components }) => ({
      arrays: [
        normals(neurons * points, seed),
        normals(neurons * components, seed + 1),
        normals(components * points, seed + 2),
        normals(neurons, seed + 3),
      ],
      call: (k, at) => {
        k.multiplyTileTransposed(at(0), neurons, points, at(1), components, at(2), at(3));
      },
    })),
  factorPanel: fc
    .record({ seed: seeds, rows: quads(300), columns: quads(40), gap: fc.constantFrom(0, 2, 6) })
    .map(({ seed, rows, columns, gap }) => ({
      arrays: [
        normals((rows + gap) * columns, seed),
        triangle(columns, seed + 1),
        normals(columns * columns, seed + 2),
        room(panelWork(columns)),
      ],
      call: (k, at) => {
        k.factorPanel(rows, columns, at(0), 8 * (rows + gap), at(1), 8 * columns, at(2), 8 * columns, at(3));
      },
      unused: 1,
    })),
  applyPanel: fc
    .record({ seed: seeds, rows: quads(300), width: quads(40), columns: upTo(25), gap: fc.constantFrom(0, 2, 6) })
    .map(({ seed, rows, width, columns, gap }) => ({
      arrays: [
        normals((rows + gap) * width, seed),
        triangle(width, seed + 1),
        normals((width + gap) * columns, seed + 2),
        normals((rows + gap) * columns, seed + 3),
        room(3 * width * columns),
      ],
      call: (k, at) => {
        const ld = 8 * (rows + gap);
        k.applyPanel(rows, width, at(0), ld, at(1), 8 * width, at(2), 8 * (width + gap), at(3), ld, columns, at(4));
      },
      unused: 1,
    })),
  solveUpper: fc.record({ seed: seeds, n: upTo(60) }).map(({ seed, n }) => ({
    arrays: [triangle(n + (n % 2), seed), normals(n, seed + 1)],
    call: (k, at) => {
      k.solveUpper(n, at(0), 8 * (n + (n % 2)), at(1));
    },
  })),
  solveUpperTransposed: fc.record({ seed: seeds, n: upTo(60) }).map(({ seed, n }) => ({
    arrays: [triangle(n + (n % 2), seed), normals(n, seed + 1)],
    call: (k, at) => {
      k.solveUpperTransposed(n, at(0), 8 * (n + (n % 2)), at(1));
    },
  })),
  dot: fc.record({ seed: seeds, n: fc.nat(600) }).map(({ seed, n }) => ({
    // All positive: the size of the sum is that of its terms.
    arrays: [normals(n, seed).map(Math.abs), normals(n, seed + 1).map(Math.abs)],
    call: (k, at) => k.dot(n, at(0), at(1)),
  })),
  addScaled: fc.record({ seed: seeds, n: fc.nat(100) }).map(({ seed, n }) => ({
    arrays: [normals(n, seed), normals(n, seed + 1)],
    call: (k, at) => {
      k.addScaled(n, -1.7, at(0), at(1));
    },
  })),
  evaluateTile: fc
    .record({ seed: seeds, inputs: upTo(6), neurons: upTo(30), points: quads(64) })
    .map(({ seed, inputs, neurons, points }) => ({
      arrays: [
        normals(inputs * points, seed),
        normals(neurons * inputs, seed + 1),
        normals(neurons, seed + 2),
        normals(neurons, seed + 3),
        normals(points, seed + 4),
        normals(inputs * points, seed + 5),
      ],
      call: (k, at) => {
        k.evaluateTile(at(0), inputs, at(1), at(2), at(3), neurons, points, at(4), at(5));
      },
    })),
  addToGrid: fc
    .record({ seed: seeds, neurons: upTo(30), columns: quads(16), rows: upTo(7) })
    .map(({ seed, neurons, columns, rows }) => ({
      arrays: [
        normals(columns * neurons, seed, 20).map(Math.exp),
        normals(rows * neurons, seed + 1, 20).map(Math.exp),
        normals(neurons * 3, seed + 2),
        normals(3 * rows * columns, seed + 3),
      ],
      call: (k, at) => {
        k.addToGrid(at(0), columns, at(1), rows, at(2), neurons, at(3));
      },
    })),
  gradientAt: fc.record({ seed: seeds, inputs: upTo(6), neurons: quads(60) }).map(({ seed, inputs, neurons }) => ({
    arrays: [
      normals(inputs, seed),
      normals(inputs * neurons, seed + 1),
      normals(neurons, seed + 2),
      normals(neurons, seed + 3),
      normals(inputs, seed + 4),
    ],
    call: (k, at) => {
      k.gradientAt(at(0), inputs, at(1), at(2), at(3), neurons, at(4));
    },
  })),
};

describe.each(['fused', 'simd'] as const)('the module %s agrees with the plain twin:', (kind) => {
  test.each(Object.keys(runs) as (keyof typeof runs)[])('%s', (name) => {
    fc.assert(
      fc.property(runs[name], ({ arrays, call, unused = 0 }) => {
        const expected = runKernel('plain', arrays, call);
        const actual = runKernel(kind, arrays, call);
        const distances = expected
          .slice(0, expected.length - unused)
          .map((array, index) => distance(actual[index]!, array));
        expect(Math.max(...distances)).toBeLessThan(ROUNDING);
      }),
      { seed: 20261121, numRuns: 40 },
    );
  });

  test('writeTargets, in every bit of its words', () => {
    const shapes = fc.record({
      first: fc.integer({ min: 0, max: 2 ** 32 - 100 }),
      count: upTo(50),
      rows: upTo(2 ** 28 - 1),
    });
    fc.assert(
      fc.property(shapes, ({ first, count, rows }) => {
        const [expected, actual] = (['plain', kind] as const).map((of) => {
          const [targets] = runKernel(of, [room(count)], (k, at) => {
            k.writeTargets(first, count, rows, at(0));
          });
          return new Uint32Array(targets!.buffer);
        });
        expect(actual).toEqual(expected);
      }),
      { seed: 20261121, numRuns: 40 },
    );
  });
});
