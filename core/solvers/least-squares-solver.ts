import type { Team } from '../kernels/index.ts';
import type { HiddenLayer } from '../network/hidden-layer.ts';

/**
 * The structure of a matrix whose rows are products of slopes and scales: point k and component c give the row
 * A[(k, c), j] = φ′ⱼ(x_k) · scales[j, c] for the neurons j = 0 … N − 1 and 0 in every further column, and the right side targets[k, c]; dense rows follow.
 * A solver that knows it never needs the matrix, only the slopes.
 */
export interface SlopeRows {
  readonly layer: HiddenLayer;
  /** K */
  readonly points: number;
  /** (K, inputs) row-major */
  readonly states: Float64Array;
  /** Rows of A per point. */
  readonly components: number;
  /** (N, components) row-major */
  readonly scales: Float64Array;
  /** (K, components) row-major */
  readonly targets: Float64Array;
  /** (extra rows, columns + 1) row-major, [A | b]; can be met exactly, so that their weight does not matter: a solver may choose it */
  readonly extraRows: Float64Array;
}

/**
 * Minimise ‖A w − b‖₂ with A of shape (rows, columns). The rows are written on demand, so that A is never needed whole:
 * a solver may ask for any range of rows, in ascending order and more than once.
 */
export interface LeastSquaresProblem {
  readonly rows: number;
  readonly columns: number;
  /** Writes the rows from … to − 1 of [A | b] into `out`, row-major with stride columns + 1. */
  writeRows(from: number, to: number, out: Float64Array): void;
  /** The same matrix by its structure, where it has one; the order of the rows may differ. */
  readonly slopeRows?: SlopeRows;
}

/** Time spent in a part of a solve. */
export interface SolveTiming {
  readonly part: 'sketch' | 'factor' | 'iterate' | 'residual' | 'decompose';
  readonly ms: number;
}

/** The answer and what the solve tells about itself. */
export interface LeastSquaresSolution {
  /** (columns) */
  readonly coefficients: Float64Array<ArrayBuffer>;
  /** Hint, not a decision: how many directions of A stand clear of the cut-off. */
  readonly rankEstimate: number;
  /** See the solver; infinite when A is zero. */
  readonly conditionEstimate: number;
  /** ‖A w − b‖₂, without the ridge. */
  readonly residualNorm: number;
  /** ‖w‖₂ */
  readonly coefficientNorm: number;
  /** μ that was added, 0 when none was. */
  readonly regularisation: number;
  /** Steps of an iteration; 0 for a direct solver. */
  readonly iterations: number;
  /**
   * Certificate of convergence: ‖Ãᵀr̃‖/‖r̃‖ with Ã = [A; μI]R⁻¹ and r̃ the residual of the ridge problem. Ã has singular values near 1, so this is about
   * ‖A(w − w*)‖/‖r̃‖ with w* the perfect solution: the residual would fall by half its square; 0 for a direct solver.
   */
  readonly optimality: number;
  readonly parts: readonly SolveTiming[];
}

/** Told how much of the solve is done, from 0 to 1; null while nobody can tell. */
export type ReportFraction = (fraction: number | null) => void;

/** What a solver may use and tell. */
export interface SolvePorts {
  readonly report: ReportFraction;
  /** Threads and memory. */
  readonly team: Team;
}

/** One way to solve linear least squares. `Options` is that solver's part of the run's configuration. */
export interface LeastSquaresSolver<Options extends { readonly id: string }> {
  readonly id: Options['id'];
  readonly label: string;
  /** @throws CoreError `not-finite` when A or b holds NaN or an infinity, `out-of-memory` */
  solve(problem: LeastSquaresProblem, options: Options, ports: SolvePorts): LeastSquaresSolution;
}
