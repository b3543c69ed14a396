/**
 * Minimise ‖A w − b‖₂ with A of shape (rows, columns). The rows are written on demand, so that A is never needed whole:
 * a solver may ask for any range of rows, in ascending order and more than once.
 */
export interface LeastSquaresProblem {
  readonly rows: number;
  readonly columns: number;
  /** Writes the rows from … to − 1 of [A | b] into `out`, row-major with stride columns + 1. */
  writeRows(from: number, to: number, out: Float64Array): void;
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
}

/** Told how much of the solve is done, from 0 to 1; null while nobody can tell. */
export type ReportFraction = (fraction: number | null) => void;

/** One way to solve linear least squares. `Options` is that solver's part of the run's configuration. */
export interface LeastSquaresSolver<Options extends { readonly id: string }> {
  readonly id: Options['id'];
  readonly label: string;
  /** @throws CoreError `not-finite` when A or b holds NaN or an infinity */
  solve(problem: LeastSquaresProblem, options: Options, report?: ReportFraction): LeastSquaresSolution;
}
