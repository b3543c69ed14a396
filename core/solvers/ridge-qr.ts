import { CoreError } from '../errors.ts';
import type { SolverConfig } from '../experiment/run-config.ts';
import type { LeastSquaresProblem, LeastSquaresSolution, LeastSquaresSolver } from './least-squares-solver.ts';
import { foldRows } from './triangular-fold.ts';

/** ε = 2⁻⁵², the default of `ridge`: enough to keep ‖w‖ bounded by ‖r‖/μ, too little to cost digits. */
export const DEFAULT_RIDGE = 2 ** -52;

/** Rows per block. 256 rows of a few columns fit the first cache together with two reflectors. */
const BLOCK_ROWS = 256;

/**
 * Minimises ‖A w − b‖² + μ²‖w‖² with μ = ridge · ‖A‖_F by Householder QR, one block of rows at a time: A is never stored and
 * AᵀA never formed. Costs 2·rows·columns² + (2/3)·columns³ operations and 16·columns² bytes.
 *
 * The ridge decides nothing about rank and needs no pivoting: directions that A does not see get no weight, equal columns share it.
 * `conditionEstimate` is the ratio of the largest to the smallest diagonal entry of the factor of [A; μI], a lower bound of its
 * condition; `rankEstimate` counts diagonal entries of the factor of A above 10 · max(μ, ε‖A‖_F).
 * A column that is zero gets the coefficient 0.
 */
export const ridgeQr: LeastSquaresSolver<Extract<SolverConfig, { readonly id: 'ridge-qr' }>> = {
  id: 'ridge-qr',
  label: 'QR with a ridge at rounding level',
  solve: (problem, { ridge }, report = () => undefined) => {
    if (!Number.isFinite(ridge) || ridge < 0) {
      throw new CoreError('bad-argument', `ridgeQr.solve: expected ridge ≥ 0, got ${ridge}.`, {
        hint: `Leave it at ${DEFAULT_RIDGE}, or raise it towards the relative noise of the derivatives.`,
      });
    }
    const n = problem.columns + 1;
    const { factor, frobenius } = reduceToTriangle(problem, report);
    const regularisation = ridge * frobenius;
    const regularised = Float64Array.from(factor);
    if (regularisation > 0)
      foldRows(regularised, n, ridgeBlock(n, regularisation), n - 1, (column) => Math.min(column + 1, n - 1));
    const coefficients = backSubstitute(regularised, n);
    report(1);
    return {
      coefficients,
      rankEstimate: countAbove(factor, n, 10 * Math.max(regularisation, DEFAULT_RIDGE * frobenius)),
      conditionEstimate: diagonalRatio(regularised, n),
      residualNorm: residualOf(factor, n, coefficients),
      coefficientNorm: norm(coefficients),
      regularisation,
    };
  },
};

/** R of the QR factorisation of [A | b], (n, n) row-major with n = columns + 1, and ‖A‖_F. */
function reduceToTriangle(problem: LeastSquaresProblem, report: (fraction: number) => void) {
  const n = problem.columns + 1;
  const factor = new Float64Array(n * n);
  const rowMajor = new Float64Array(BLOCK_ROWS * n);
  const block = new Float64Array(BLOCK_ROWS * n);
  let squared = 0;
  for (let from = 0; from < problem.rows; from += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, problem.rows - from);
    problem.writeRows(from, from + rows, rowMajor);
    squared += transpose(rowMajor, rows, n, block);
    foldRows(factor, n, block, rows, () => rows);
    report((from + rows) / (problem.rows + 1));
  }
  // The factor inherits every NaN and every infinity of its rows, so one look at the end finds them all.
  if (!Number.isFinite(squared) || !factor.every(Number.isFinite)) {
    throw new CoreError('not-finite', 'ridgeQr.solve: expected finite numbers in A and b, got NaN or an infinity.');
  }
  return { factor, frobenius: Math.sqrt(squared) };
}

/** Writes the columns of (rows, n) row-major one after the other; returns the sum of squares of all but the last column. */
function transpose(source: Float64Array, rows: number, n: number, target: Float64Array): number {
  let squared = 0;
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < rows; i++) {
      const value = source[i * n + k]!;
      target[k * rows + i] = value;
      if (k < n - 1) squared += value * value;
    }
  }
  return squared;
}

/** The rows [μI | 0], column-major. */
function ridgeBlock(n: number, regularisation: number): Float64Array {
  const block = new Float64Array(n * (n - 1));
  for (let j = 0; j < n - 1; j++) block[j * (n - 1) + j] = regularisation;
  return block;
}

/** Solves R w = c, where c is the last column; a zero on the diagonal (no ridge, column not seen) gives w = 0 there. */
function backSubstitute(factor: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const coefficients = new Float64Array(n - 1);
  for (let j = n - 2; j >= 0; j--) {
    let sum = factor[j * n + n - 1]!;
    for (let k = j + 1; k < n - 1; k++) sum -= factor[j * n + k]! * coefficients[k]!;
    const diagonal = factor[j * n + j]!;
    coefficients[j] = diagonal === 0 ? 0 : sum / diagonal;
  }
  return coefficients;
}

/** ‖A w − b‖₂ from the factor of [A | b] without ridge: ‖R w − c‖² plus the square of the last diagonal entry. */
function residualOf(factor: Float64Array, n: number, coefficients: Float64Array): number {
  let squared = factor[n * n - 1]! ** 2;
  for (let j = 0; j < n - 1; j++) {
    let sum = -factor[j * n + n - 1]!;
    for (let k = j; k < n - 1; k++) sum += factor[j * n + k]! * coefficients[k]!;
    squared += sum * sum;
  }
  return Math.sqrt(squared);
}

function norm(values: Float64Array): number {
  let squared = 0;
  for (const value of values) squared += value * value;
  return Math.sqrt(squared);
}

function countAbove(factor: Float64Array, n: number, cutOff: number): number {
  let count = 0;
  for (let j = 0; j < n - 1; j++) if (Math.abs(factor[j * n + j]!) > cutOff) count++;
  return count;
}

function diagonalRatio(factor: Float64Array, n: number): LeastSquaresSolution['conditionEstimate'] {
  let smallest = Infinity;
  let largest = 0;
  for (let j = 0; j < n - 1; j++) {
    const entry = Math.abs(factor[j * n + j]!);
    smallest = Math.min(smallest, entry);
    largest = Math.max(largest, entry);
  }
  return smallest === 0 ? Infinity : largest / smallest;
}
