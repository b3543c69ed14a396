import type { SolverConfig } from '../experiment/run-config.ts';
import type { LeastSquaresSolver } from './least-squares-solver.ts';
import { notFinite } from './load-problem.ts';
import { PHASE } from './phases.ts';
import { checkRidge } from './ridge.ts';
import {
  backSubstitute,
  finishTriangle,
  fold,
  norm,
  openSession,
  residualNorm,
  startTriangle,
  unscale,
  withTeam,
} from './session.ts';
import type { Session } from './session.ts';
import { fillTasks, tilesPerBlock } from './tile-phases.ts';

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
      const session = openSession(problem, { sketchFactor: null, keepsSlopes: false }, ports, flops);
      const { regularisation, ...triangle } = session.timed('factor', () => {
        const frobenius = matrixNorm(session);
        const mu = ridge * frobenius;
        startTriangle(session, mu);
        foldAllRows(session);
        return { regularisation: mu, ...finishTriangle(session, Math.max(mu, Number.EPSILON * frobenius)) };
      });
      const w = backSubstitute(session);
      const residual = session.timed('residual', () => residualNorm(session, w));
      ports.report(1);
      return {
        ...unscale(session, w),
        ...triangle,
        residualNorm: residual * session.scaling.right,
        regularisation: regularisation * session.scaling.matrix,
        iterations: 0,
        optimality: 0,
        parts: session.parts,
      };
    });
  },
};

/** ‖A‖_F of the scaled matrix. @throws CoreError `not-finite` */
export function matrixNorm(session: Session): number {
  const norms = columnNorms(session);
  return norm(norms);
}

/** ‖A eⱼ‖₂ of every column of the scaled matrix. @returns (padded) @throws CoreError `not-finite` */
export function columnNorms(session: Session): Float64Array<ArrayBuffer> {
  const { floats, layout, sizes } = session.space;
  session.run(PHASE.norms, layout.groups);
  const norms = new Float64Array(sizes.padded);
  for (let group = 0; group < layout.groups; group++) {
    const at = (layout.partial + group * layout.groupBytes) / 8;
    for (let j = 0; j < sizes.padded; j++) norms[j]! += floats[at + j]!;
  }
  for (let row = 0; row < sizes.extraRows; row++) {
    const at = layout.extra / 8 + row * sizes.padded;
    for (let j = 0; j < sizes.padded; j++) norms[j]! += floats[at + j]! ** 2;
  }
  if (!norms.every(Number.isFinite)) throw notFinite();
  return norms.map(Math.sqrt);
}

/** Fills and folds one window of blocks after the other; dense rows stand below the last tile. */
function foldAllRows(session: Session): void {
  const { space, report } = session;
  const { sizes } = space;
  const perBlock = tilesPerBlock(space);
  const tileRows = sizes.tilePoints * sizes.components;
  const tileBlocks = Math.ceil(sizes.tiles / perBlock);
  const used = (sizes.tiles - (tileBlocks - 1) * perBlock) * tileRows;
  const hasRoom = used + sizes.extraRows <= sizes.blockRows;
  const total = tileBlocks + (hasRoom ? 0 : 1);
  for (let first = 0; first < total; first += sizes.blocks) {
    const blocks = Math.min(sizes.blocks, total - first);
    session.run(PHASE.fill, fillTasks(space, blocks), first * perBlock);
    const last = total - 1 - first;
    if (last < blocks) writeExtraRows(session, last * sizes.blockRows + (hasRoom ? used : 0));
    fold(session, blocks);
    report((first + blocks) / (total + 1));
  }
}

/** Writes the dense rows into the blocks, from a row on, counted over all blocks in memory. */
export function writeExtraRows({ space }: Session, firstRow: number): void {
  const { floats, layout, sizes } = space;
  const { padded, blockRows } = sizes;
  for (let i = 0; i < sizes.extraRows; i++) {
    const block = Math.floor((firstRow + i) / blockRows);
    const row = firstRow + i - block * blockRows;
    const at = (column: number) => (layout.b + block * layout.blockBytes + column * layout.ldb) / 8 + row;
    for (let j = 0; j < padded; j++) floats[at(j)] = floats[layout.extra / 8 + i * padded + j]!;
    floats[at(padded)] = floats[layout.extraTargets / 8 + i]!;
  }
}
