import { DEFAULT_MEMORY_BYTES } from '../kernels/index.ts';
import type { LeastSquaresProblem } from './least-squares-solver.ts';
import type { ProblemShape } from './sizes.ts';

/** Below this many rows per column the exact QR of all rows costs less than sketch, factorisation and iteration. */
const MIN_ROWS_PER_COLUMN = 4;

/**
 * Whether sketch and iteration are the way. Rows that are written instead of computed must all be kept for the iteration; the bound is
 * fixed, because the memory that is granted may not change the way and its digits.
 */
export function isWorthSketching({ points, components, extraRows, inputs, columns }: ProblemShape): boolean {
  const rows = points * components + extraRows;
  if (inputs === 0 && 8 * rows * columns > DEFAULT_MEMORY_BYTES) return false;
  return rows >= MIN_ROWS_PER_COLUMN * columns;
}

/** Rows of the sketch per column to choose from. */
const FACTORS = [1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6];

/** Time of one multiplication and addition in the factorisation, and of one slope and component in a pass; only their ratio matters. Measured with two threads. */
const FACTOR_COST = 1;
const PASS_COST = 6;

/**
 * The iteration stops when ‖A(w − w*)‖, w* the perfect solution, is this share of what the noise of the data leaves open anyway, √(columns/rows) of the
 * residual: the error of the coefficients then grows by about √(1 + 0.25²) − 1 = 3 %.
 */
const SETTLED = 0.25;

/** How a problem is sketched. */
export interface SketchPlan {
  /** Rows of the sketch per column. */
  readonly factor: number;
  /** See `LsqrTask.settled`. */
  readonly settled: number;
  /** Operations of the whole solve, about. */
  readonly flops: number;
  /** Steps of the iteration to be expected. */
  readonly steps: number;
}

/**
 * Chooses the number of rows of the sketch: with c rows per column the QR costs 2c·n³ operations, the sketched solution is off by √(1/(c − 1)) residuals,
 * and each step of LSQR reduces that by √(1/c). The choice depends on the sizes alone, never on the machine.
 * Source of the two rates: Avron, Maymounkov, Toledo (2010), for Gaussian sketches; measured here for sparse ones.
 */
export function sketchPlan({ rows, columns }: Pick<LeastSquaresProblem, 'rows' | 'columns'>): SketchPlan {
  const settled = SETTLED * Math.sqrt(columns / rows);
  const plans = FACTORS.map((factor) => {
    const steps = Math.max(1, Math.ceil(Math.log(Math.sqrt(1 / (factor - 1)) / settled) / Math.log(Math.sqrt(factor))));
    const cost = FACTOR_COST * factor * columns ** 3 + PASS_COST * (steps + 2) * rows * columns;
    return { factor, steps, cost };
  });
  const { factor, steps } = plans.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
  return { factor, settled, steps, flops: 2 * factor * columns ** 3 + 4 * (steps + 2) * rows * columns };
}
