import type { TrajectoryPiece } from '../../datasets/split.ts';
import { runawayLimits } from '../../integrators/integrate.ts';
import type { Identification, IdentificationInput } from '../identification.ts';
import { deviationsOf } from '../recording/read-tracks.ts';
import type { TrustFacts } from '../report.ts';
import { calibrate } from './calibration.ts';
import { boxOf } from './data-box.ts';
import { shareOutside } from './share-outside.ts';
import { forecaster, modelMover, rivalMover, rivalSamples } from './forecasters.ts';
import type { FollowOptions } from './forecasters.ts';
import { predictionErrors } from './hold-out.ts';
import { findHorizon } from './horizon.ts';
import { leaveOneOut } from './leave-one-out.ts';
import { fitRivals } from './rivals.ts';
import { cutStretches, smoothHeldOut } from './stretches.ts';

/** Steps of a period that motions are followed with: the error of Runge–Kutta 4 stays far below that of any measurement. */
const STEPS_PER_PERIOD = 40;
/** For bands over many periods steps may be longer: what they are off by is the same for all samples. */
const COARSE = 2;
/** Share of the range of q that counts as lost, as for predicted motions elsewhere. */
const TOLERANCE_SHARE = 0.1;

/** What is measured, and on what. */
export interface TrustInput {
  readonly input: IdentificationInput;
  /** Pieces that were not learned from. */
  readonly heldOut: readonly TrajectoryPiece[];
  readonly seed: number;
  readonly report: (fraction: number) => void;
}

/** The numbers, and what they were measured on. */
export interface MeasuredTrust {
  readonly trust: TrustFacts;
  /** Number of held-out motions that were predicted; 0 when none lasts a period, and what was learned from was predicted. */
  readonly heldOutMotions: number;
  /** Stretches of them. */
  readonly heldOutStretches: number;
  /** See `shareOutside`; 0 when nothing is held out. */
  readonly outside: number;
}

/** Predicts held-out motions with the model and its rivals, counts what bands hold, looks for the horizon, and leaves out one trajectory at a time. */
export function measureTrust(
  identification: Identification,
  { input, heldOut, seed, report }: TrustInput,
): MeasuredTrust {
  const { model, posterior, facts, pieces } = identification;
  const { dof, forces, masses } = model;
  const { period, samplesPerPeriod, isPositionsOnly } = facts;
  const { periodic } = input.options;
  const halfWidth = facts.knobs.find(({ id }) => id === 'smoothing')?.values[0] ?? null;
  const deviations = deviationsOf(pieces, facts.channels, periodic);
  const scale = { dof, period, deviations };
  const maxStep = period / STEPS_PER_PERIOD;
  const followingOf = (ofMasses: readonly number[] | null): FollowOptions => {
    const box = boxOf(pieces, dof, ofMasses);
    const limits = runawayLimits(Array.from(box.low, (low, k) => [low, box.high[k]!] as const));
    // An angle may turn for ever.
    return { maxStep, limits: limits.map((limit, k) => (periodic.includes(k) ? [-Infinity, Infinity] : limit)) };
  };
  const following = followingOf(masses);

  const starting = halfWidth === null ? null : { noise: facts.noise, period, halfWidth };
  const mover = modelMover(model, following);
  const source = { dataset: input.dataset, train: heldOut, isPositionsOnly, periodic };
  const unseen = cutStretches(smoothHeldOut(source, { period, samplesPerPeriod, halfWidth, deviations }), period);
  const isTested = unseen.length > 0;
  const stretches = isTested ? unseen : cutStretches(pieces, period);
  const holdOut = predictionErrors(forecaster(mover, starting), stretches, scale);
  const rivals = fitRivals(rivalSamples(pieces, dof, { halfWidth, forces })).map((rival) => ({
    ...{ id: rival.id, label: rival.label },
    ...predictionErrors(forecaster(rivalMover(rival, forces, followingOf(null)), starting), stretches, scale),
  }));
  report(0.1);

  const box = boxOf(pieces, dof, masses);
  const ranges = Array.from({ length: dof }, (_, k) => {
    const range = box.high[k]! - box.low[k]!;
    return periodic.includes(k) ? Math.min(range, 2 * Math.PI) : range;
  });
  const tolerance = TOLERANCE_SHARE * Math.max(...ranges);
  const horizon =
    posterior === null ? null : findHorizon({ model, posterior, pieces, period, tolerance, maxStep: COARSE * maxStep });
  report(0.3);
  const calibration =
    posterior === null || starting === null
      ? []
      : calibrate({
          model,
          box,
          seed,
          mover,
          starting,
          posterior,
          stretches,
          misfit: facts.misfit.value,
          horizon: horizon?.time ?? null,
        });
  report(0.4);
  const left = leaveOneOut(identification, input, { scale, following, starting }, (fraction) => {
    report(0.4 + 0.6 * fraction);
  });
  const trust = { calibration, isCalibratedOnHeldOut: isTested, leaveOneOut: left, horizon, holdOut, rivals };
  return {
    trust,
    heldOutMotions: new Set(unseen.map(({ trajectory }) => trajectory)).size,
    heldOutStretches: unseen.length,
    outside: shareOutside(pieces, unseen, { dof, masses, periodic }),
  };
}
