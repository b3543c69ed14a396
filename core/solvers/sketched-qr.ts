import type { SolverConfig } from '../experiment/run-config.ts';
import type {
  LeastSquaresProblem,
  LeastSquaresSolution,
  LeastSquaresSolver,
  SolvePorts,
} from './least-squares-solver.ts';
import { lsqr, triangle } from './lsqr.ts';
import { PHASE } from './phases.ts';
import { checkRidge } from './ridge.ts';
import { ridgeQr } from './ridge-qr.ts';
import { writeExtraRows } from './row-blocks.ts';
import { backSubstitute, finishSolve, finishTriangle, fold, openSession, startTriangle, withTeam } from './session.ts';
import type { Session } from './session.ts';
import { drawTargets, sketchTasks } from './sketch-phase.ts';
import { shapeOf } from './sizes.ts';
import { isWorthSketching, sketchPlan } from './sketch-plan.ts';

/** Most steps of the iteration; a handful is the rule. */
const MAX_STEPS = 60;

/** Shares of the work in the order of the parts, for progress only. */
const SKETCH_SHARE = 0.15;
const FACTOR_SHARE = 0.6;

/**
 * Minimises ‖A w − b‖² + μ²‖w‖², μ = ridge · ‖S A‖_F ≈ ridge · ‖A‖_F, the problem of `ridgeQr` at a fraction of its work: a sparse random sketch S A of
 * some rows per column, Householder QR of [S A; μI], and a few steps of LSQR on [A; μI] R⁻¹ from the sketched solution, which make the answer
 * that of the least squares as far as noise can tell. 2c·columns³ operations with c of 1.25 to 6, see `sketchPlan`, plus a few passes over the slopes instead of 2·rows·columns².
 *
 * Only the slopes are kept, as far as memory is granted. Problems with less than four rows per column go to `ridgeQr`, and so does one whose
 * iteration does not settle. The sketch is drawn from the numbers of the rows: same problem, same bits.
 * Source: Rokhlin, Tygert, PNAS 105 (2008); Avron, Maymounkov, Toledo, SIAM J. Sci. Comput. 32 (2010); Meier, Nakatsukasa, Townsend, Webb, arXiv 2302.07202.
 */
export const sketchedQr: LeastSquaresSolver<Extract<SolverConfig, { readonly id: 'sketched-qr' }>> = {
  id: 'sketched-qr',
  label: 'Sketched QR with a ridge at rounding level',
  solve: (problem, { ridge }, ports) => {
    checkRidge(ridge);
    const exactly = () => ridgeQr.solve(problem, { id: 'ridge-qr', ridge }, ports);
    if (!isWorthSketching(shapeOf(problem))) return exactly();
    const sketched = withTeam(ports.team, () => solveSketched(problem, ridge, ports));
    if ('coefficients' in sketched) return sketched;
    const solution = exactly();
    return { ...solution, parts: [...sketched.parts, ...solution.parts] };
  },
};

/** @returns the time it took when the iteration did not settle */
function solveSketched(
  problem: LeastSquaresProblem,
  ridge: number,
  ports: SolvePorts,
): LeastSquaresSolution | Pick<LeastSquaresSolution, 'parts'> {
  const plan = sketchPlan(problem);
  const session = openSession(
    problem,
    { triangle: { sketchFactor: plan.factor }, keepsSlopes: true },
    ports,
    plan.flops,
  );
  const frobenius = session.timed('sketch', () => sketch(session));
  const regularisation = ridge * frobenius;
  const summary = session.timed('factor', () => {
    startTriangle(session, regularisation);
    fold(session, session.space.sizes.blocks);
    return finishTriangle(session, Math.max(regularisation, Number.EPSILON * frobenius));
  });
  ports.report(SKETCH_SHARE + FACTOR_SHARE);
  const { coefficients, steps, optimality, hasSettled } = session.timed('iterate', () =>
    lsqr(session, {
      preconditioner: triangle(session),
      regularisation,
      start: backSubstitute(session),
      settled: plan.settled,
      maxSteps: MAX_STEPS,
      report: (fraction) => {
        ports.report(SKETCH_SHARE + FACTOR_SHARE + (1 - SKETCH_SHARE - FACTOR_SHARE) * fraction);
      },
    }),
  );
  if (!hasSettled) return { parts: session.parts };
  return finishSolve(session, coefficients, { ...summary, regularisation, iterations: steps, optimality });
}

/** Fills the blocks of rows with [S A | S b] and the dense rows below; returns ‖[S A; dense rows]‖_F, which is ‖A‖_F up to some per cent. */
function sketch(session: Session): number {
  const { space, report } = session;
  const { floats, layout, sizes, host } = space;
  // Rows that the sketch does not reach stay zero.
  const firstShort = Math.floor(sizes.sketchRows / sizes.blockRows);
  floats.fill(0, (layout.b + firstShort * layout.blockBytes) / 8, (layout.b + sizes.blocks * layout.blockBytes) / 8);
  for (let firstTile = 0; firstTile < sizes.tiles; firstTile += layout.chunkTiles) {
    const chunk = { firstTile, tiles: Math.min(layout.chunkTiles, sizes.tiles - firstTile) };
    drawTargets(space, chunk);
    session.run(PHASE.sketch, sketchTasks(space), chunk.firstTile, chunk.tiles);
    report((SKETCH_SHARE * (firstTile + chunk.tiles)) / sizes.tiles);
  }
  writeExtraRows(session, sizes.sketchRows);
  let squared = 0;
  for (let block = 0; block < sizes.blocks; block++) {
    for (let j = 0; j < sizes.columns; j++) {
      const at = layout.b + block * layout.blockBytes + j * layout.ldb;
      squared += host.kernels.dot(sizes.blockRows, at, at);
    }
  }
  return Math.sqrt(squared);
}
