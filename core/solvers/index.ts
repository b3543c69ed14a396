// Linear least squares. A solver asks for the structure of A, or for rows of [A | b], and returns coefficients with diagnostics; it knows nothing of physics.
// To add one: write `my-solver.ts` that satisfies `LeastSquaresSolver`, add its options to `SolverConfig` and a case below.
import type { SolverConfig } from '../experiment/run-config.ts';
import { createTeam, singleThread } from '../kernels/index.ts';
import type { Team } from '../kernels/index.ts';
import { iterativeLsqr } from './iterative-lsqr.ts';
import type { LeastSquaresProblem, LeastSquaresSolution, SolvePorts } from './least-squares-solver.ts';
import { ridgeQr } from './ridge-qr.ts';
import { sketchedQr } from './sketched-qr.ts';
import { truncatedSvd } from './truncated-svd.ts';

/** Solves with the solver the configuration names. */
export function solveLeastSquares(
  problem: LeastSquaresProblem,
  config: SolverConfig,
  { report = () => undefined, team = ownTeam() }: Partial<SolvePorts> = {},
): LeastSquaresSolution {
  const ports = { report, team };
  switch (config.id) {
    case 'sketched-qr':
      return sketchedQr.solve(problem, config, ports);
    case 'ridge-qr':
      return ridgeQr.solve(problem, config, ports);
    case 'lsqr':
      return iterativeLsqr.solve(problem, config, ports);
    case 'truncated-svd':
      return truncatedSvd.solve(problem, config, ports);
  }
}

let own: Team | null = null;

/** The calling thread alone, for callers that bring no team; kept, because its memory takes time to get. */
function ownTeam(): Team {
  return (own ??= createTeam(singleThread));
}

export { denseProblem } from './dense-problem.ts';
export { assist } from './phases.ts';
export { DEFAULT_RIDGE } from './ridge.ts';
export type {
  LeastSquaresProblem,
  LeastSquaresSolution,
  LeastSquaresSolver,
  ReportFraction,
  SlopeRows,
  SolvePorts,
  SolveTiming,
} from './least-squares-solver.ts';
