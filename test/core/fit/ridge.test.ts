import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';
import { chooseRidge } from '../../../core/fit/ridge/choose-ridge.ts';
import { selectColumns } from '../../../core/fit/ridge/select-columns.ts';
import { createRandom } from '../../../core/random.ts';
import { triangularFactor } from '../../../core/solvers/triangular-factor.ts';

const ROWS = 60;
const COLUMNS = 12;
const prior = Float64Array.from({ length: COLUMNS }, (_, j) => 0.5 + j / 4);
const { matrix, right } = graded();
const factor = factorOf(matrix, right);

test('the factor of the rows has their products', () => {
  const whole = Matrix.zeros(ROWS, COLUMNS + 1);
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLUMNS; j++) whole.set(i, j, matrix[i * COLUMNS + j]!);
    whole.set(i, COLUMNS, right[i]!);
  }
  const triangle = Matrix.from1DArray(COLUMNS + 1, COLUMNS + 1, Array.from(factor));
  const gap = Matrix.sub(triangle.transpose().mmul(triangle), whole.transpose().mmul(whole));
  expect(gap.norm()).toBeLessThan(1e-12 * whole.norm() ** 2);
});

test.each([1e-12, 1e-6, 1e-2, 10])('a given λ = %s yields what the singular value decomposition yields', (lambda) => {
  const fit = chooseRidge({ factor, prior, rows: ROWS }, { lambda });
  const truth = oracle(lambda);
  // Singular values spread over 10⁶ and λ down to 10⁻¹²: coefficients lose at most their ratio times rounding.
  expect(largestGap(fit.coefficients(), truth.coefficients)).toBeLessThan(1e-8);
  expect(fit.residualSquare).toBeCloseTo(truth.residualSquare, 9);
  expect(fit.degreesOfFreedom).toBeCloseTo(truth.freedom, 6);
  expect(fit.evidence).toBeCloseTo(truth.evidence, 5);
  expect(largestGap(covariance(fit.posterior()), truth.covariance)).toBeLessThan(1e-8);
});

test('evidence takes the λ of its smallest value, and robust GCV that of its own', () => {
  const fit = chooseRidge({ factor, prior, rows: ROWS }, 'evidence');
  const around = [0.5, 0.8, 1.25, 2].map((times) => oracle(times * fit.lambda).evidence);
  expect(Math.min(...around)).toBeGreaterThan(fit.evidence - 1e-3);
  const robust = chooseRidge({ factor, prior, rows: ROWS }, 'robust-gcv');
  const scores = [0.5, 1, 2].map((times) => oracle(times * robust.lambda).gcv);
  expect(scores.indexOf(Math.min(...scores))).toBe(1);
});

test('leaving out columns of the factor is the factor of the matrix without them', () => {
  const chosen = [7, 2, 0, 11];
  const part = Float64Array.from(
    { length: ROWS * 4 },
    (_, at) => matrix[Math.floor(at / 4) * COLUMNS + chosen[at % 4]!]!,
  );
  const direct = chooseRidge(
    { factor: factorOf(part, right), prior: new Float64Array(4).fill(1), rows: ROWS },
    { lambda: 1e-3 },
  );
  const selected = chooseRidge(
    { factor: selectColumns(factor, chosen), prior: new Float64Array(4).fill(1), rows: ROWS },
    { lambda: 1e-3 },
  );
  expect(largestGap(selected.coefficients(), direct.coefficients())).toBeLessThan(1e-10);
  expect(selected.residualSquare).toBeCloseTo(direct.residualSquare, 10);
});

test('a column of zeros gets the coefficient 0', () => {
  const hole = matrix.map((value, at) => (at % COLUMNS === 4 ? 0 : value));
  const fit = chooseRidge({ factor: factorOf(hole, right), prior, rows: ROWS }, 'evidence');
  expect(fit.coefficients()[4]).toBe(0);
});

/** A matrix with singular values over six orders, a right side that its columns reach but for noise. */
function graded() {
  const random = createRandom(3, 'ridge');
  const values = Float64Array.from(
    { length: ROWS * COLUMNS },
    (_, at) => random.normal() * 10 ** (-(at % COLUMNS) / 2),
  );
  const sums = Float64Array.from({ length: ROWS }, (_, i) => {
    let sum = 0.05 * random.normal();
    for (let j = 0; j < COLUMNS; j++) sum += values[i * COLUMNS + j]!;
    return sum;
  });
  return { matrix: values, right: sums };
}

function factorOf(a: Float64Array, b: Float64Array): Float64Array {
  const columns = a.length / b.length;
  return triangularFactor({
    rows: b.length,
    columns,
    writeRows: (from, to, out) => {
      for (let i = from; i < to; i++) {
        out.set(a.subarray(i * columns, (i + 1) * columns), (i - from) * (columns + 1));
        out[(i - from) * (columns + 1) + columns] = b[i]!;
      }
    },
  });
}

/** The formulas of the docstring by the singular values of A·diag(prior). */
function oracle(lambda: number) {
  const scaled = new Matrix(ROWS, COLUMNS);
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLUMNS; j++) scaled.set(i, j, matrix[i * COLUMNS + j]! * prior[j]!);
  }
  const svd = new SingularValueDecomposition(scaled);
  const b = Matrix.columnVector(Array.from(right));
  const beta = svd.leftSingularVectors.transpose().mmul(b).to1DArray();
  const f = svd.diagonal.map((s) => s ** 2 / (s ** 2 + lambda));
  const unreached = right.reduce((sum, v) => sum + v * v, 0) - beta.reduce((sum, v) => sum + v * v, 0);
  const q = f.reduce((sum, one, k) => sum + (1 - one) * beta[k]! ** 2, unreached);
  const residualSquare = f.reduce((sum, one, k) => sum + ((1 - one) * beta[k]!) ** 2, unreached);
  const freedom = f.reduce((sum, one) => sum + one, 0);
  const squares = f.reduce((sum, one) => sum + one * one, 0);
  const variance = residualSquare / (ROWS - freedom);
  const v = svd.rightSingularVectors;
  const weights = svd.diagonal.map((s, k) => (s / (s ** 2 + lambda)) * beta[k]!);
  const inverse = v.mmul(Matrix.diag(svd.diagonal.map((s) => 1 / (s ** 2 + lambda)))).mmul(v.transpose());
  return {
    coefficients: Float64Array.from(v.mmul(Matrix.columnVector(weights)).to1DArray(), (value, j) => prior[j]! * value),
    ...{ residualSquare, freedom },
    evidence: ROWS * Math.log(q / ROWS) + svd.diagonal.reduce((sum, s) => sum + Math.log1p(s ** 2 / lambda), 0),
    gcv: ((ROWS * residualSquare) / (ROWS - freedom) ** 2) * (0.3 + (0.7 * squares) / ROWS),
    covariance: Float64Array.from(
      inverse.to1DArray(),
      (value, at) => variance * prior[Math.floor(at / COLUMNS)]! * prior[at % COLUMNS]! * value,
    ),
  };
}

function covariance(root: Float64Array): Float64Array {
  const square = Matrix.from1DArray(COLUMNS, COLUMNS, Array.from(root));
  return Float64Array.from(square.mmul(square.transpose()).to1DArray());
}

/** Largest difference relative to the largest entry. */
function largestGap(a: Float64Array, b: Float64Array): number {
  const size = Math.max(...b.map(Math.abs));
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!))) / size;
}
