import { CoreError } from '../errors.ts';
import { ThreadLost } from '../kernels/index.ts';
import type { Team } from '../kernels/index.ts';
import { prepareFold } from './fold-phase.ts';
import type {
  LeastSquaresProblem,
  LeastSquaresSolution,
  ReportFraction,
  SolvePorts,
  SolveTiming,
} from './least-squares-solver.ts';
import { loadProblem, notFinite } from './load-problem.ts';
import type { Scaling } from './load-problem.ts';
import { PHASE, taskRunner } from './phases.ts';
import { packSizes, shapeOf } from './sizes.ts';
import type { SizeChoice } from './sizes.ts';
import { isStreamed, squaredResidual } from './streamed-rows.ts';
import { PASS } from './tile-phases.ts';
import { fittedSizes, layoutOf, openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Work below which helping threads are not worth their start: some milliseconds. */
const WORTH_HELP_FLOPS = 3e8;

/** A problem in the memory of a team, and what can be done with it. */
export interface Session {
  readonly space: Workspace;
  readonly scaling: Scaling;
  readonly team: Team;
  readonly problem: LeastSquaresProblem;
  readonly parts: SolveTiming[];
  readonly report: ReportFraction;
  /** Does all tasks of a phase. */
  run(phase: number, count: number, ...args: number[]): void;
  /** Takes the time of a part of the solve. */
  timed<T>(part: SolveTiming['part'], work: () => T): T;
}

/** Loads a problem. @param flops of the whole solve, to decide whether threads are worth their start */
export function openSession(
  problem: LeastSquaresProblem,
  choice: { readonly triangle: SizeChoice['triangle']; readonly keepsSlopes: boolean },
  { team, report }: SolvePorts,
  flops: number,
): Session {
  const { memoryBytes, now } = team.compute;
  const sizes = fittedSizes(shapeOf(problem), {
    triangle: choice.triangle,
    memoryBytes: choice.keepsSlopes ? (problem.slopeRows === undefined ? Infinity : memoryBytes) : 0,
    threads: team.threads,
  });
  if (sizes.inputs === 0 && sizes.keptTiles === 0 && choice.triangle !== 'all-rows') throw tooManyRows(problem);
  team.host.grow(layoutOf(sizes).bytes);
  if (flops > WORTH_HELP_FLOPS) team.recruit();
  team.describe(packSizes(sizes));
  const space = openWorkspace(team.host, sizes, 0);
  const runTask = taskRunner();
  const parts: SolveTiming[] = [];
  return {
    space,
    scaling: loadProblem(space, problem),
    team,
    problem,
    parts,
    report,
    run: (phase, count, ...args) => {
      team.run(phase, count, runTask, ...args);
    },
    timed: (part, work) => {
      const start = now();
      const result = work();
      parts.push({ part, ms: now() - start });
      return result;
    },
  };
}

function tooManyRows({ rows, columns }: LeastSquaresProblem): CoreError {
  return new CoreError('out-of-memory', `${rows} × ${columns} numbers are too many to be kept for this solver.`, {
    hint: "Choose the solver 'ridge-qr', or fewer neurons or rows.",
    context: { rows, columns },
  });
}

/** Solves with the team, and once more with the calling thread alone when a helping thread was lost. */
export function withTeam<T>(team: Team, solve: () => T): T {
  try {
    return solve();
  } catch (thrown) {
    if (!(thrown instanceof ThreadLost)) throw thrown;
    team.compute.onLost(thrown.message);
    return solve();
  }
}

/** R ← μI with 1 in the columns that only fill up, c ← 0; nobody looks below the diagonal. */
export function startTriangle({ space }: Session, regularisation: number): void {
  const { floats, layout, sizes } = space;
  const ld = layout.ldr / 8;
  for (let j = 0; j <= sizes.padded; j++) {
    const at = layout.r / 8 + j * ld;
    floats.fill(0, at, at + Math.min(j + 1, sizes.padded));
    if (j < sizes.padded) floats[at + j] = j < sizes.columns ? regularisation : 1;
  }
}

/** Folds the first `blocks` blocks of rows into the triangle. */
export function fold(session: Session, blocks: number): void {
  prepareFold(session.space);
  session.run(PHASE.fold, session.team.threads, blocks);
}

/** What is read off the finished triangle. */
export interface TriangleSummary {
  readonly rankEstimate: number;
  readonly conditionEstimate: number;
}

/**
 * Looks at the diagonal of the finished triangle: rank counts entries above 10 · cutOff, condition is the ratio of the largest to the smallest. A zero,
 * which only a column of zeros without ridge leaves, becomes 1 with right side 0: the coefficient is then 0.
 * @throws CoreError `not-finite`
 */
export function finishTriangle({ space }: Session, cutOff: number): TriangleSummary {
  const { floats, layout, sizes } = space;
  const at = layout.r / 8;
  const ld = layout.ldr / 8;
  const c = at + sizes.padded * ld;
  let smallest = Infinity;
  let largest = 0;
  let rankEstimate = 0;
  for (let j = 0; j < sizes.columns; j++) {
    const entry = Math.abs(floats[at + j * ld + j]!);
    if (!Number.isFinite(entry) || !Number.isFinite(floats[c + j]!)) throw notFinite();
    smallest = Math.min(smallest, entry);
    largest = Math.max(largest, entry);
    if (entry > 10 * cutOff) rankEstimate++;
    if (entry === 0) {
      floats[at + j * ld + j] = 1;
      floats[c + j] = 0;
    }
  }
  return { rankEstimate, conditionEstimate: smallest === 0 ? Infinity : largest / smallest };
}

/** Solves R w = c. @returns (padded) */
export function backSubstitute({ space }: Session): Float64Array<ArrayBuffer> {
  const { host, floats, layout, sizes } = space;
  const c = (layout.r + sizes.padded * layout.ldr) / 8;
  const w = layout.vectors.w;
  floats.copyWithin(w / 8, c, c + sizes.padded);
  host.kernels.solveUpper(sizes.padded, layout.r, layout.ldr, w);
  return Float64Array.from(floats.subarray(w / 8, w / 8 + sizes.padded));
}

/** ‖A w − b‖₂ of the scaled problem, by a pass over all rows. @param w (padded) */
function residualNorm(session: Session, w: Float64Array): number {
  const { floats, layout, sizes } = session.space;
  if (isStreamed(session)) return Math.sqrt(squaredResidual(session, w));
  floats.set(w, layout.vectors.v / 8);
  session.run(PHASE.pass, layout.groups, PASS.residual, 0);
  let squared = sumOfSquares(session);
  for (let row = 0; row < sizes.extraRows; row++) squared += extraResidual(session, row, w) ** 2;
  return Math.sqrt(squared);
}

/** Σ over the groups of ‖u‖², in their order. */
export function sumOfSquares({ space: { floats, layout, sizes } }: Session): number {
  let squared = 0;
  for (let group = 0; group < layout.groups; group++) {
    squared += floats[(layout.partial + group * layout.groupBytes) / 8 + sizes.padded]!;
  }
  return squared;
}

/** bᵢ − aᵢ·w of a dense row. */
export function extraResidual(session: Session, row: number, w: Float64Array): number {
  const { floats, layout } = session.space;
  return floats[layout.extraTargets / 8 + row]! - extraProduct(session, row, w);
}

/** aᵢ·w of a dense row. */
export function extraProduct({ space: { floats, layout, sizes } }: Session, row: number, w: Float64Array): number {
  let sum = 0;
  const at = layout.extra / 8 + row * sizes.padded;
  for (let j = 0; j < sizes.padded; j++) sum += floats[at + j]! * w[j]!;
  return sum;
}

/** The coefficients of the problem as it was given, and their norm. */
function unscale(
  { space, scaling }: Session,
  w: Float64Array,
): { readonly coefficients: Float64Array<ArrayBuffer>; readonly coefficientNorm: number } {
  const factor = scaling.right / scaling.matrix;
  const coefficients = Float64Array.from(w.subarray(0, space.sizes.columns), (value) => value * factor);
  return { coefficients, coefficientNorm: norm(w) * factor };
}

/** What a solver has found besides the coefficients. */
export interface Found extends TriangleSummary {
  /** μ of the scaled problem. */
  readonly regularisation: number;
  readonly iterations: number;
  readonly optimality: number;
}

/** Measures the residual and gives the answer for the problem as it was given. @param w (padded) of the scaled problem */
export function finishSolve(session: Session, w: Float64Array, found: Found): LeastSquaresSolution {
  const { scaling, parts, report } = session;
  const residual = session.timed('residual', () => residualNorm(session, w));
  report(1);
  return {
    ...found,
    ...unscale(session, w),
    residualNorm: residual * scaling.right,
    regularisation: found.regularisation * scaling.matrix,
    parts,
  };
}

/** ‖v‖₂ */
export function norm(values: Float64Array): number {
  let squared = 0;
  for (const value of values) squared += value * value;
  return Math.sqrt(squared);
}
