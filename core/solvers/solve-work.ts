import type { SolverConfig } from '../experiment/run-config.ts';
import type { ProblemShape, SizeChoice } from './sizes.ts';
import { isWorthSketching, sketchPlan } from './sketch-plan.ts';
import { fittedSizes, layoutOf } from './workspace.ts';

/** What a solve consists of, in units that a machine can be timed with. */
export interface SolveWork {
  /** Slopes computed. */
  readonly slopes: number;
  /** Entries of the matrix that are added to a sketch. */
  readonly sketched: number;
  /** Floating-point operations of the factorisation. */
  readonly flops: number;
  /** Entries of the matrix that products with A and Aᵀ touch; half of one for each. */
  readonly passed: number;
  /** Operations of a singular value decomposition in plain code. */
  readonly svdFlops: number;
}

/** Nothing to do. */
export const NO_WORK: SolveWork = { slopes: 0, sketched: 0, flops: 0, passed: 0, svdFlops: 0 };

/** Steps that LSQR without a factorisation takes at most, and with the networks of this project nearly always. */
const LSQR_STEPS = 2000;

/** Work and memory of one solve. */
export function solveWork(
  solver: SolverConfig,
  shape: ProblemShape,
  { memoryBytes, threads }: { readonly memoryBytes: number; readonly threads: number },
): SolveWork & { readonly bytes: number } {
  const { points, components, columns } = shape;
  const rows = points * components + shape.extraRows;
  const entries = points * components * columns;
  const choose = (triangle: SizeChoice['triangle'], keepsSlopes: boolean) => {
    const sizes = fittedSizes(shape, {
      triangle,
      memoryBytes: keepsSlopes ? (shape.inputs === 0 ? Infinity : memoryBytes) : 0,
      threads,
    });
    const again = shape.inputs === 0 ? 0 : 1 - sizes.keptTiles / sizes.tiles;
    return { bytes: layoutOf(sizes).bytes, again };
  };
  if (solver.id === 'truncated-svd') {
    // The rows, the matrix, its transpose, U twice and V twice.
    const bytes = 8 * (5 * rows * columns + 2 * columns ** 2);
    return { ...NO_WORK, bytes, svdFlops: 4 * rows * columns ** 2 + 8 * columns ** 3 };
  }
  if (solver.id === 'lsqr') {
    const { bytes, again } = choose('none', true);
    return { ...NO_WORK, bytes, slopes: points * columns * (1 + again * LSQR_STEPS), passed: entries * LSQR_STEPS };
  }
  if (solver.id === 'ridge-qr' || !isWorthSketching(shape)) {
    const { bytes, again } = choose('all-rows', false);
    return {
      ...NO_WORK,
      bytes,
      slopes: 3 * again * points * columns,
      flops: 2 * rows * columns ** 2,
      passed: entries / 2,
    };
  }
  const { factor, steps } = sketchPlan({ rows, columns });
  const { bytes, again } = choose({ sketchFactor: factor }, true);
  return {
    ...NO_WORK,
    bytes,
    slopes: points * columns * (1 + again * (steps + 2)),
    sketched: entries,
    flops: 2 * factor * columns ** 3,
    passed: entries * (steps + 1.5),
  };
}
