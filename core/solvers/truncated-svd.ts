import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { CoreError } from '../errors.ts';
import type { SolverConfig } from '../experiment/run-config.ts';
import type { LeastSquaresSolver } from './least-squares-solver.ts';

/** Largest matrix this solver takes: 160 MB, some minutes. */
const MAX_ENTRIES = 20e6;

/**
 * The oracle: w = V₁ S₁⁻¹ U₁ᵀ b over the singular values above rcond · largest, the minimum-norm solution of the truncated problem
 * (what LAPACK's gelsd computes). Whole matrix in memory, one thread, slow: for small problems and for checking the others.
 * `rankEstimate` is the number of singular values kept, `conditionEstimate` the ratio of the largest to the smallest of all.
 * @throws CoreError `too-wide` beyond 20 million entries
 */
export const truncatedSvd: LeastSquaresSolver<Extract<SolverConfig, { readonly id: 'truncated-svd' }>> = {
  id: 'truncated-svd',
  label: 'Truncated singular value decomposition',
  solve: (problem, { rcond }, { report, team }) => {
    const start = team.compute.now();
    const { rows, columns } = problem;
    if (!(rcond >= 0 && rcond < 1)) {
      throw new CoreError(
        'bad-argument',
        `The cut-off of the singular values must be at least 0 and below 1, got ${rcond}.`,
        {
          hint: 'Choose for example 1e-13.',
          context: { rcond },
        },
      );
    }
    if (rows * columns > MAX_ENTRIES) {
      throw new CoreError(
        'too-wide',
        `A matrix of ${rows} × ${columns} is too large for the truncated SVD, which takes ${MAX_ENTRIES / 1e6} million numbers.`,
        { hint: "Choose the solver 'sketched-qr', fewer neurons or fewer samples.", context: { rows, columns } },
      );
    }
    const data = new Float64Array(rows * (columns + 1));
    problem.writeRows(0, rows, data);
    if (!data.every(Number.isFinite)) {
      throw new CoreError('not-finite', 'The equations of the fit hold numbers that are too large or not finite.', {
        hint: 'Scale the data to moderate numbers.',
      });
    }
    report(null);
    const matrix = new Matrix(rows, columns);
    for (let i = 0; i < rows; i++) for (let k = 0; k < columns; k++) matrix.set(i, k, data[i * (columns + 1) + k]!);
    const svd = new SingularValueDecomposition(matrix, { autoTranspose: true });
    const singularValues = svd.diagonal;
    const cutOff = rcond * (singularValues[0] ?? 0);
    const coefficients = new Float64Array(columns);
    let rank = 0;
    for (const [index, singularValue] of singularValues.entries()) {
      if (!(singularValue > cutOff)) continue;
      rank++;
      let projection = 0;
      for (let i = 0; i < rows; i++) {
        projection += svd.leftSingularVectors.get(i, index) * data[i * (columns + 1) + columns]!;
      }
      const scale = projection / singularValue;
      for (let k = 0; k < columns; k++) coefficients[k]! += scale * svd.rightSingularVectors.get(k, index);
    }
    let residual = 0;
    for (let i = 0; i < rows; i++) {
      let sum = -data[i * (columns + 1) + columns]!;
      for (let k = 0; k < columns; k++) sum += data[i * (columns + 1) + k]! * coefficients[k]!;
      residual += sum * sum;
    }
    report(1);
    const smallest = singularValues[Math.min(rows, columns) - 1] ?? 0;
    return {
      coefficients,
      rankEstimate: rank,
      conditionEstimate: smallest === 0 ? Infinity : singularValues[0]! / smallest,
      residualNorm: Math.sqrt(residual),
      coefficientNorm: Math.sqrt(coefficients.reduce((sum, value) => sum + value * value, 0)),
      regularisation: 0,
      iterations: 0,
      optimality: 0,
      parts: [{ part: 'decompose', ms: team.compute.now() - start }],
    };
  },
};
