import { describe, expect, test } from 'vitest';
import type { SolverConfig } from '../../core/experiment/run-config.ts';
import { createRandom } from '../../core/random.ts';
import { denseProblem, solveLeastSquares } from '../../core/solvers/index.ts';

const RIDGE = 2 ** -52;
const sketched: SolverConfig = { id: 'sketched-qr', ridge: RIDGE };
const exact: SolverConfig = { id: 'ridge-qr', ridge: RIDGE };

/** A tall matrix whose columns fall off by `decay` each, and a right-hand side with `noise` outside its range. */
function tall(rows: number, columns: number, { decay = 1, noise = 0, seed = 1 } = {}) {
  const random = createRandom(seed, 'sketched-qr');
  const a = Float64Array.from({ length: rows * columns }, (_, e) => random.normal() * decay ** (e % columns));
  const w = Float64Array.from({ length: columns }, () => random.normal());
  const b = Float64Array.from({ length: rows }, (_, i) => {
    let sum = noise * random.normal();
    for (let k = 0; k < columns; k++) sum += a[i * columns + k]! * w[k]!;
    return sum;
  });
  return { problem: denseProblem(rows, columns, a, b), w };
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((value, k) => value - b[k]!)) / Math.hypot(...b);
}

describe('the sketched solver', () => {
  test.each([1, 2, 3, 4, 5])('reaches the residual of the exact QR with noise (seed %i)', (seed) => {
    const { problem } = tall(700, 60, { noise: 0.1, seed });
    const fast = solveLeastSquares(problem, sketched);
    const slow = solveLeastSquares(problem, exact);
    // It ends when what is left to gain of the squared residual is about 0.25² · columns/rows = 0.5 %, within the factor 2 that the sketch is off.
    expect(fast.residualNorm / slow.residualNorm).toBeLessThan(1.01);
    expect(fast.residualNorm / slow.residualNorm).toBeGreaterThan(1 - 1e-12);
    expect(fast.optimality).toBeLessThan(0.25 * Math.sqrt(60 / 700));
    expect(fast.iterations).toBeGreaterThan(0);
    // ‖SA‖_F of the sketch stands for ‖A‖_F.
    expect(Math.abs(fast.regularisation / slow.regularisation - 1)).toBeLessThan(0.05);
  });

  test('recovers the coefficients of a noise-free system', () => {
    const { problem, w } = tall(500, 40);
    expect(distance(solveLeastSquares(problem, sketched).coefficients, w)).toBeLessThan(1e-12);
  });

  test('fits to rounding where the columns span many orders of magnitude', () => {
    const { problem } = tall(600, 50, { decay: 0.5 });
    const { residualNorm, rankEstimate } = solveLeastSquares(problem, sketched);
    expect(residualNorm).toBeLessThan(1e-12);
    expect(rankEstimate).toBeGreaterThan(30);
  });

  test('keeps the coefficients of equal columns bounded, and their sum right', () => {
    const random = createRandom(3, 'equal');
    const column = Float64Array.from({ length: 400 }, () => random.normal());
    const a = Float64Array.from({ length: 1200 }, (_, e) => (e % 3 === 2 ? 1 : column[Math.floor(e / 3)]!));
    const { coefficients } = solveLeastSquares(
      denseProblem(
        400,
        3,
        a,
        column.map((value) => 2 * value + 1),
      ),
      sketched,
    );
    expect(Math.max(...coefficients.map(Math.abs))).toBeLessThan(2);
    expect(coefficients[0]! + coefficients[1]!).toBeCloseTo(2, 10);
    expect(coefficients[2]).toBeCloseTo(1, 10);
  });

  test('gives the same bits again, and takes the exact way for a matrix that is hardly taller than wide', () => {
    const { problem } = tall(300, 20, { noise: 0.1 });
    expect(solveLeastSquares(problem, sketched)).toEqual(solveLeastSquares(problem, sketched));
    const { problem: small } = tall(60, 20, { noise: 0.1 });
    expect(solveLeastSquares(small, sketched)).toEqual(solveLeastSquares(small, exact));
  });

  test('finds the answer also where as many rows as columns outweigh all others', () => {
    // The worst that can happen to two targets per row: the heavy rows alone are a matrix that the sketch may make singular.
    const [rows, columns] = [500, 80];
    const random = createRandom(4, 'coherent');
    const a = Float64Array.from({ length: rows * columns }, (_, e) => {
      const isHeavy = Math.floor(e / columns) < columns;
      return isHeavy ? (Math.floor(e / columns) === e % columns ? 1e6 : 0) : random.normal();
    });
    const b = Float64Array.from({ length: rows }, () => random.normal());
    const problem = denseProblem(rows, columns, a, b);
    const fast = solveLeastSquares(problem, sketched);
    const slow = solveLeastSquares(problem, exact);
    expect(fast.residualNorm / slow.residualNorm).toBeLessThan(1.01);
  });

  test('a zero matrix gives zero coefficients', () => {
    const { coefficients, rankEstimate } = solveLeastSquares(
      denseProblem(40, 4, new Float64Array(160), new Float64Array(40).fill(1)),
      sketched,
    );
    expect([...coefficients]).toEqual([0, 0, 0, 0]);
    expect(rankEstimate).toBe(0);
  });
});
