import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { DEFAULT_RIDGE, denseProblem, solveLeastSquares } from '../../core/solvers/index.ts';
import type { SolverConfig } from '../../core/experiment/run-config.ts';
import { flat, golden, relativeDifference } from './golden.ts';

interface LeastSquaresCase {
  readonly label: string;
  readonly m: number;
  readonly n: number;
  readonly rcond: number;
  readonly A: number[][];
  readonly b: number[];
  readonly x: number[];
  readonly residualNorm: number;
  readonly solutionNorm: number;
  readonly rank: number;
  readonly doubleSvdRelError: number;
  readonly doubleSvdResidual: number;
}

const { cases } = golden('least_squares') as { cases: LeastSquaresCase[] };
const problemOf = (entry: LeastSquaresCase) =>
  denseProblem(entry.m, entry.n, flat(entry.A), Float64Array.from(entry.b));
const ridgeQr: SolverConfig = { id: 'ridge-qr', ridge: DEFAULT_RIDGE };

describe('the truncated SVD agrees with 80-digit solutions', () => {
  test.each(cases.map((entry) => [entry.label, entry] as const))('%s', (_label, entry) => {
    const solution = solveLeastSquares(problemOf(entry), { id: 'truncated-svd', rcond: entry.rcond });
    expect(solution.rankEstimate).toBe(entry.rank);
    expect(relativeDifference(solution.coefficients, entry.x)).toBeLessThanOrEqual(100 * entry.doubleSvdRelError);
    // Products A·x of this size round at ε‖A‖‖x‖, also where the exact residual is zero.
    const rounding = 10 * Number.EPSILON * (Math.hypot(...flat(entry.A)) * entry.solutionNorm + Math.hypot(...entry.b));
    expect(Math.abs(solution.residualNorm - entry.residualNorm)).toBeLessThanOrEqual(rounding);
    expect(Math.abs(solution.coefficientNorm / entry.solutionNorm - 1)).toBeLessThanOrEqual(
      100 * entry.doubleSvdRelError,
    );
  });
});

describe('the ridge QR agrees with 80-digit solutions', () => {
  const fullRank = cases.filter((entry) => ['well_conditioned', 'graded_1e-6'].includes(entry.label));

  test.each(fullRank.map((entry) => [entry.label, entry] as const))('full rank: %s', (_label, entry) => {
    const solution = solveLeastSquares(problemOf(entry), ridgeQr);
    expect(relativeDifference(solution.coefficients, entry.x)).toBeLessThanOrEqual(100 * entry.doubleSvdRelError);
    expect(Math.abs(solution.residualNorm / entry.residualNorm - 1)).toBeLessThan(1e-12);
    expect(solution.rankEstimate).toBe(entry.rank);
  });

  const deficient = cases.filter((entry) => ['rank_7_exact', 'duplicate_and_zero_column'].includes(entry.label));

  test.each(deficient.map((entry) => [entry.label, entry] as const))('rank deficient: %s', (_label, entry) => {
    const atRounding = solveLeastSquares(problemOf(entry), ridgeQr);
    expect(atRounding.rankEstimate).toBe(entry.rank);
    // Directions that A does not see carry rounding noise the size of μ: their weight is bounded by ‖r‖/μ and no better.
    expect(atRounding.coefficientNorm).toBeLessThanOrEqual(
      (1.01 * atRounding.residualNorm) / atRounding.regularisation,
    );
    expect(atRounding.residualNorm / entry.residualNorm).toBeLessThan(1.01);

    const aboveRounding = solveLeastSquares(problemOf(entry), { id: 'ridge-qr', ridge: 1e-7 });
    expect(Math.abs(aboveRounding.residualNorm / entry.residualNorm - 1)).toBeLessThan(1e-9);
    expect(Math.abs(aboveRounding.coefficientNorm / entry.solutionNorm - 1)).toBeLessThan(1e-2);
  });
});

describe('ridge QR', () => {
  test('a zero matrix gives zero coefficients and rank 0', () => {
    const solution = solveLeastSquares(denseProblem(4, 3, new Float64Array(12), Float64Array.of(1, 2, 3, 4)), ridgeQr);
    expect([...solution.coefficients]).toEqual([0, 0, 0]);
    expect(solution.rankEstimate).toBe(0);
    expect(solution.conditionEstimate).toBe(Infinity);
    expect(solution.residualNorm).toBeCloseTo(Math.sqrt(30), 14);
  });

  test('a zero column gets the coefficient 0, also without ridge', () => {
    const a = Float64Array.of(1, 0, 2, 0, 3, 0);
    for (const ridge of [0, DEFAULT_RIDGE]) {
      const solution = solveLeastSquares(denseProblem(3, 2, a, Float64Array.of(2, 4, 6)), { id: 'ridge-qr', ridge });
      expect(solution.coefficients[0]).toBeCloseTo(2, 14);
      expect(solution.coefficients[1]).toBe(0);
    }
  });

  test('a ridge shrinks as (AᵀA + μ²I)⁻¹Aᵀb says, μ = ridge · ‖A‖_F', () => {
    // A is the column (3, 4): ‖A‖_F = 5, μ = 2.5, w = (3·1 + 4·2)/(25 + 6.25).
    const solution = solveLeastSquares(denseProblem(2, 1, Float64Array.of(3, 4), Float64Array.of(1, 2)), {
      id: 'ridge-qr',
      ridge: 0.5,
    });
    expect(solution.regularisation).toBeCloseTo(2.5, 14);
    expect(solution.coefficients[0]).toBeCloseTo(11 / 31.25, 14);
    expect(solution.residualNorm).toBeCloseTo(Math.hypot((3 * 11) / 31.25 - 1, (4 * 11) / 31.25 - 2), 14);
  });

  test('rows and columns of every parity and size against the SVD (seeded properties)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 700 }),
        fc.nat(),
        (columns, extra, seed) => {
          const rows = columns + extra;
          const random = createRandom(seed, 'property');
          const a = Float64Array.from({ length: rows * columns }, () => random.normal());
          const b = Float64Array.from({ length: rows }, () => random.normal());
          const solution = solveLeastSquares(denseProblem(rows, columns, a, b), ridgeQr);
          const oracle = solveLeastSquares(denseProblem(rows, columns, a, b), { id: 'truncated-svd', rcond: 1e-13 });
          const scale = Math.hypot(...b);
          expect(Math.abs(solution.residualNorm - oracle.residualNorm)).toBeLessThan(1e-11 * scale);
          // The residual is orthogonal to the range of A.
          for (let k = 0; k < columns; k++) {
            let product = 0;
            let length = 0;
            for (let i = 0; i < rows; i++) {
              let residual = -b[i]!;
              for (let c = 0; c < columns; c++) residual += a[i * columns + c]! * solution.coefficients[c]!;
              product += residual * a[i * columns + k]!;
              length += a[i * columns + k]! ** 2;
            }
            expect(Math.abs(product)).toBeLessThan(1e-11 * scale * Math.sqrt(length) * (1 + solution.coefficientNorm));
          }
        },
      ),
      { seed: 20260101, numRuns: 25 },
    );
  });
});

describe.each([
  ridgeQr,
  { id: 'sketched-qr', ridge: DEFAULT_RIDGE } as const,
  { id: 'lsqr', ridge: DEFAULT_RIDGE } as const,
  { id: 'truncated-svd', rcond: 1e-13 } as const,
])('solver $id', (config) => {
  test('refuses NaN and infinities', () => {
    for (const bad of [NaN, Infinity]) {
      expect(() =>
        solveLeastSquares(denseProblem(2, 1, Float64Array.of(1, bad), Float64Array.of(1, 1)), config),
      ).toThrow(/finite/);
      expect(() =>
        solveLeastSquares(denseProblem(2, 1, Float64Array.of(1, 1), Float64Array.of(bad, 1)), config),
      ).toThrow(/finite/);
    }
  });

  test('reports the end of its work', () => {
    const fractions: (number | null)[] = [];
    solveLeastSquares(denseProblem(2, 1, Float64Array.of(1, 2), Float64Array.of(1, 1)), config, {
      report: (fraction) => fractions.push(fraction),
    });
    expect(fractions.at(-1)).toBe(1);
  });
});

test('the truncated SVD refuses a matrix it would choke on', () => {
  const problem = { rows: 30_000, columns: 1000, writeRows: () => undefined };
  expect(() => solveLeastSquares(problem, { id: 'truncated-svd', rcond: 1e-13 })).toThrow(/30000 × 1000/);
});
