import type { SolverConfig } from '../experiment/run-config.ts';
import type { LeastSquaresSolver } from './least-squares-solver.ts';
import { lsqr } from './lsqr.ts';
import type { Preconditioner } from './lsqr.ts';
import { checkRidge } from './ridge.ts';
import { columnNorms } from './column-norms.ts';
import { finishSolve, norm, openSession, withTeam } from './session.ts';

/** Most steps: each costs one pass over the slopes. */
const MAX_STEPS = 2000;

/** Stops when ‖Ãᵀr̃‖ falls below this share of ‖r̃‖; with columns of length 1 that is a strict demand that ill-conditioned problems never meet. */
const SETTLED = 1e-12;

/**
 * Minimises ‖A w − b‖² + μ²‖w‖², μ = ridge · ‖A‖_F, by LSQR alone: no factorisation, memory for some vectors only, but accuracy and speed depend on
 * the condition of A with its columns scaled to length 1. For comparison, and for problems far wider than memory allows a triangle.
 * Stops after 2 000 steps at the latest; `optimality` tells how far it came. `rankEstimate` counts columns that are not zero; `conditionEstimate` is the ratio
 * of the largest to the smallest length of a column of [A; μI], a lower bound.
 * Source: Paige, Saunders, ACM TOMS 8 (1982).
 */
export const iterativeLsqr: LeastSquaresSolver<Extract<SolverConfig, { readonly id: 'lsqr' }>> = {
  id: 'lsqr',
  label: 'LSQR without a factorisation',
  solve: (problem, { ridge }, ports) => {
    checkRidge(ridge);
    return withTeam(ports.team, () => {
      const flops = MAX_STEPS * problem.rows * problem.columns;
      const session = openSession(problem, { triangle: 'none', keepsSlopes: true }, ports, flops);
      const norms = session.timed('factor', () => columnNorms(session));
      const regularisation = ridge * norm(norms);
      const { sizes } = session.space;
      const lengths = norms.map((length) => Math.hypot(length, regularisation));
      const { coefficients, steps, optimality } = session.timed('iterate', () =>
        lsqr(session, {
          preconditioner: byLength(lengths),
          regularisation,
          start: new Float64Array(sizes.padded),
          settled: SETTLED,
          maxSteps: MAX_STEPS,
          // Nobody knows how many steps it takes.
          report: () => {
            ports.report(null);
          },
        }),
      );
      const own = lengths.subarray(0, sizes.columns);
      const smallest = own.reduce((low, length) => Math.min(low, length), Infinity);
      return finishSolve(session, coefficients, {
        rankEstimate: norms.subarray(0, sizes.columns).filter((length) => length > 0).length,
        conditionEstimate:
          smallest === 0 ? Infinity : own.reduce((high, length) => Math.max(high, length), 0) / smallest,
        regularisation,
        iterations: steps,
        optimality,
      });
    });
  },
};

/** Scales every column to length 1; a column of zeros gets the coefficient 0. */
function byLength(lengths: Float64Array): Preconditioner {
  const divide = (x: Float64Array) => {
    for (let j = 0; j < x.length; j++) x[j] = lengths[j] === 0 ? 0 : x[j]! / lengths[j]!;
  };
  return { solve: divide, solveTransposed: divide };
}
