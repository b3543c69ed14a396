import { CoreError } from '../errors.ts';
import type { Samples } from '../datasets/dataset.ts';
import type { SolverConfig } from '../experiment/run-config.ts';
import type { FitDiagnostics } from '../experiment/run-result.ts';
import type { Team } from '../kernels/index.ts';
import type { HiddenLayer } from '../network/hidden-layer.ts';
import type { SampledHamiltonian } from '../network/sampled-hamiltonian.ts';
import { solveLeastSquares } from '../solvers/index.ts';
import type { ReportFraction } from '../solvers/least-squares-solver.ts';
import { designMatrix } from './design-matrix.ts';
import type { Anchor } from './design-matrix.ts';

/** What a last layer is fitted to, and how. */
export interface LastLayerTask {
  readonly samples: Samples;
  readonly anchor: Anchor;
  readonly solver: SolverConfig;
  /** Threads and memory; absent: the calling thread alone. */
  readonly team?: Team | undefined;
}

/**
 * Solves for the coefficients of a given hidden layer. @throws CoreError `not-finite` when the solution overflows
 */
export function solveLastLayer(
  layer: HiddenLayer,
  { samples, anchor, solver, team }: LastLayerTask,
  report?: ReportFraction,
): { readonly model: SampledHamiltonian; readonly diagnostics: FitDiagnostics } {
  const problem = designMatrix(layer, samples, anchor);
  const { coefficients, ...diagnostics } = solveLeastSquares(problem, solver, {
    ...(report && { report }),
    ...(team && { team }),
  });
  if (!coefficients.every(Number.isFinite)) {
    throw new CoreError('not-finite', 'The solution of the fit is not finite.', {
      hint: 'Scale the data to moderate numbers, or choose fewer neurons.',
    });
  }
  const { width, weights, biases } = layer;
  return {
    model: {
      kind: 'sampled-hamiltonian',
      dof: samples.dof,
      width,
      weights,
      biases,
      coefficients: coefficients.slice(0, width),
      constant: coefficients[width]!,
    },
    diagnostics: { rows: problem.rows, columns: problem.columns, ...diagnostics },
  };
}
