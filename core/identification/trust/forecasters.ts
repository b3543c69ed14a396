import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { endOf, follow, integrateThrough } from '../../integrators/integrate.ts';
import type { Limits } from '../../integrators/integrate.ts';
import { rk4 } from '../../integrators/rk4.ts';
import { drivenFlow, fromExtended, toExtended } from '../../network/identified-drive.ts';
import { hasDrive, identifiedFlow } from '../../network/identified-function.ts';
import type { ForceTerm, IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import { forceValue } from '../../network/identified-terms.ts';
import { smoothPieces } from '../recording/index.ts';
import type { Rival, RivalSamples } from './rivals.ts';

/** Predicts a piece from the start of its smoothed curve. @returns (n, 2d) states, or fewer rows when the motion runs away */
export type Forecaster = (piece: SmoothedPiece) => Float64Array;

/** How motions are followed. */
export interface FollowOptions {
  /** A motion that leaves these has run away, (2d). */
  readonly limits: Limits;
  /** Longest step of Runge–Kutta 4. */
  readonly maxStep: number;
}

/** The identified model, with all its forces. */
export function modelForecaster(model: IdentifiedHamiltonian, { limits, maxStep }: FollowOptions): Forecaster {
  return (piece) => {
    const { times, inputs } = piece;
    const start = stateOf(piece, 0, model.dof, model.masses);
    if (!hasDrive(model)) {
      return integrateThrough({ integrator: rk4, flow: identifiedFlow(model), start, limits }, times, maxStep).states;
    }
    const free: Limits[number] = [-Infinity, Infinity];
    const extended: Limits = [...limits.slice(0, model.dof), free, ...limits.slice(model.dof), free];
    const setup = { flow: drivenFlow(model, { times, inputs }), start: toExtended(start, times[0]!), limits: extended };
    return fromExtended(integrateThrough({ integrator: rk4, ...setup }, times, maxStep).states, model.dof);
  };
}

/** A rival, under the pushes of `forces`; between two samples they stand still at their mean. Its p is q̇ for positions only. */
export function rivalForecaster(
  { flow, pushes }: Rival,
  forces: readonly ForceTerm[],
  { limits, maxStep }: FollowOptions,
): Forecaster {
  return (piece) => {
    const { times } = piece;
    const step = rk4.createStepper(flow);
    const all = pushesAlong(piece, forces);
    const start = stateOf(piece, 0, flow.dof, null);
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
  };
}

/** The smoothed state [q…, p…] at a row of a piece; for positions only p is mass times q̇, or q̇ itself without masses. */
export function stateOf(
  { smooth, rates, times }: SmoothedPiece,
  row: number,
  dof: number,
  masses: readonly number[] | null,
): Float64Array<ArrayBuffer> {
  const channels = smooth.length / times.length;
  const own = smooth.subarray(row * channels, (row + 1) * channels);
  if (channels === 2 * dof) return Float64Array.from(own);
  const rate = rates.subarray(row * channels, (row + 1) * channels);
  return Float64Array.of(...own, ...rate.map((value, k) => (masses?.[k] ?? 1) * value));
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
