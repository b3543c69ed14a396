import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { endOf, follow, integrateThrough } from '../../integrators/integrate.ts';
import type { Limits } from '../../integrators/integrate.ts';
import { rk4 } from '../../integrators/rk4.ts';
import { drivenFlow, fromExtended, toExtended } from '../../network/identified-drive.ts';
import { hasDrive, identifiedFlow } from '../../network/identified-function.ts';
import type { ForceTerm, IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import { forceValue } from '../../network/identified-terms.ts';
import { smoothPieces } from '../recording/index.ts';
import { stateOf } from './data-box.ts';
import { fitStart } from './fit-start.ts';
import type { Mover, StartOptions } from './fit-start.ts';
import type { Rival, RivalSamples } from './rivals.ts';

/** Predicts a piece from a start of its own. @returns (n, 2d) states, or fewer rows when the motion runs away */
export type Forecaster = (piece: SmoothedPiece) => Float64Array;

/** Starts the mover where the beginning of a piece says, see `fitStart`; without options, as of exact rows, at the smoothed state itself. */
export function forecaster(mover: Mover, options: StartOptions | null): Forecaster {
  return (piece) => {
    const start = options === null ? stateOf(piece, 0, mover.dof, mover.masses) : fitStart(mover, piece, options).start;
    return mover.follow(start, piece);
  };
}

/** How motions are followed. */
export interface FollowOptions {
  /** A motion that leaves these has run away, (2d). */
  readonly limits: Limits;
  /** Longest step of Runge–Kutta 4. */
  readonly maxStep: number;
}

/** The identified model, with all its forces. */
export function modelMover(model: IdentifiedHamiltonian, { limits, maxStep }: FollowOptions): Mover {
  const { dof, masses } = model;
  const flow = identifiedFlow(model);
  const free: Limits[number] = [-Infinity, Infinity];
  const extended: Limits = [...limits.slice(0, dof), free, ...limits.slice(dof), free];
  return {
    dof,
    masses,
    follow: (start, { times, inputs }) => {
      if (!hasDrive(model)) return integrateThrough({ integrator: rk4, flow, start, limits }, times, maxStep).states;
      const setup = { flow: drivenFlow(model, { times, inputs }), start: toExtended(start, times[0]!) };
      const motion = integrateThrough({ integrator: rk4, ...setup, limits: extended }, times, maxStep);
      return fromExtended(motion.states, dof);
    },
  };
}

/** A rival, under the pushes of `forces`; between two samples they stand still at their mean. Its p is q̇ for positions only. */
export function rivalMover(
  { flow, pushes }: Rival,
  forces: readonly ForceTerm[],
  { limits, maxStep }: FollowOptions,
): Mover {
  const step = rk4.createStepper(flow);
  return {
    dof: flow.dof,
    masses: null,
    follow: (start, piece) => {
      const { times } = piece;
      const all = pushesAlong(piece, forces);
      const motion = follow({ start, limits }, times, (x, index) => {
        for (let m = 0; m < pushes.length; m++) {
          pushes[m] = (all[(index - 1) * pushes.length + m]! + all[index * pushes.length + m]!) / 2;
        }
        const gap = times[index]! - times[index - 1]!;
        const steps = Math.max(1, Math.ceil(gap / maxStep - 1e-9));
        for (let i = 0; i < steps; i++) step(x, gap / steps);
        return endOf(x, limits);
      });
      return motion.states;
    },
  };
}

/**
 * What rivals are fitted to: the smoothed pieces, for positions only smoothed once more for the second derivative, without the rows
 * next to ends, where curves are one-sided.
 */
export function rivalSamples(
  pieces: readonly SmoothedPiece[],
  dof: number,
  { halfWidth, forces }: { readonly halfWidth: number | null; readonly forces: readonly ForceTerm[] },
): RivalSamples {
  const width = pieces[0]!.smooth.length / pieces[0]!.times.length;
  const isPositionsOnly = width === dof;
  const seconds = isPositionsOnly ? smoothedSlopes(pieces, dof, halfWidth) : null;
  const states: number[] = [];
  const derivatives: number[] = [];
  const pushes: number[] = [];
  pieces.forEach((piece, index) => {
    const { times, smooth, rates } = piece;
    const [first, last] = [times[0]!, times.at(-1)!];
    const margin = halfWidth !== null && last - first > 4 * halfWidth ? halfWidth : 0;
    const along = pushesAlong(piece, forces);
    const pushCount = along.length / times.length;
    times.forEach((time, i) => {
      if (time < first + margin || time > last - margin) return;
      const row = (values: Float64Array) => values.subarray(i * width, (i + 1) * width);
      states.push(...row(smooth));
      derivatives.push(...row(rates));
      if (seconds !== null) {
        states.push(...row(rates));
        derivatives.push(...row(seconds[index]!));
      }
      pushes.push(...along.subarray(i * pushCount, (i + 1) * pushCount));
    });
  });
  return {
    ...{ dof, count: states.length / (2 * dof) },
    states: Float64Array.from(states),
    derivatives: Float64Array.from(derivatives),
    pushes: Float64Array.from(pushes),
  };
}

/** (n, d) of each piece: slopes of its smoothed rates. */
function smoothedSlopes(
  pieces: readonly SmoothedPiece[],
  dof: number,
  halfWidth: number | null,
): readonly Float64Array[] {
  const again = pieces.map((piece) => ({ ...piece, measured: piece.rates }));
  const options = { halfWidth, noise: null, deviations: new Float64Array(dof).fill(1) };
  return smoothPieces(again, options).pieces.map(({ rates }) => rates);
}

/** (n, m) the forces among `forces` that depend on time alone, at the rows of a piece. */
function pushesAlong({ times, inputs }: SmoothedPiece, forces: readonly ForceTerm[]): Float64Array {
  const timed = forces.filter(({ kind }) => kind === 'input' || kind === 'harmonic');
  const count = inputs.length / times.length;
  const nothing = new Float64Array(0);
  return Float64Array.from(
    Array.from(times, (time, i) => {
      const moment = { time, inputs: inputs.subarray(i * count, (i + 1) * count) };
      return timed.map((force) => forceValue(force, nothing, nothing, moment));
    }).flat(),
  );
}
