import type { SolverConfig } from '../experiment/run-config.ts';
import type { LeastSquaresSolver } from './least-squares-solver.ts';
import { columnNorms } from './column-norms.ts';
import { checkRidge } from './ridge.ts';
import { foldAllRows } from './row-blocks.ts';
import { backSubstitute, finishSolve, finishTriangle, norm, openSession, startTriangle, withTeam } from './session.ts';

/**
 * Minimises ‖A w − b‖² + μ²‖w‖² with μ = ridge · ‖A‖_F by Householder QR of all rows below [μI | 0], some blocks of rows at a time: A is never
 * stored and AᵀA never formed. Costs 2·rows·columns² operations and about 16·columns² bytes.
 *
 * The ridge decides nothing about rank and needs no pivoting: directions that A does not see get no weight, equal columns share it.
 * `conditionEstimate` is the ratio of the largest to the smallest diagonal entry of the factor, a lower bound of its condition; `rankEstimate` counts
 * diagonal entries above 10 · max(μ, ε‖A‖_F). A column that is zero gets the coefficient 0.
 */
export const ridgeQr: LeastSquaresSolver<Extract<SolverConfig, { readonly id: 'ridge-qr' }>> = {
  id: 'ridge-qr',
  label: 'QR of all rows with a ridge at rounding level',
  solve: (problem, { ridge }, ports) => {
    checkRidge(ridge);
    return withTeam(ports.team, () => {
      const flops = 2 * problem.rows * problem.columns ** 2;
      const session = openSession(problem, { triangle: 'all-rows', keepsSlopes: false }, ports, flops);
      const found = session.timed('factor', () => {
        const frobenius = norm(columnNorms(session));
        const mu = ridge * frobenius;
        startTriangle(session, mu);
        foldAllRows(session);
        return { regularisation: mu, ...finishTriangle(session, Math.max(mu, Number.EPSILON * frobenius)) };
      });
      return finishSolve(session, backSubstitute(session), { ...found, iterations: 0, optimality: 0 });
    });
  },
};
