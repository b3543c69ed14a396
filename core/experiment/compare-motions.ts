import { CoreError } from '../errors.ts';
import { integrateThrough } from '../integrators/integrate.ts';
import type { Limits, Motion } from '../integrators/integrate.ts';
import type { Integrator } from '../integrators/integrator.ts';
import { validPredictionTime } from '../metrics/valid-prediction-time.ts';
import type { ValidTime } from '../metrics/valid-prediction-time.ts';
import { fromExtended, toExtended } from '../network/identified-drive.ts';
import { valuesAt } from './evaluate-model.ts';
import { formatNumber } from './format-number.ts';
import { energyOf } from './predictor.ts';
import type { Predictor, WatchedEnergy } from './predictor.ts';
import type { ReferenceTrajectory } from './prepared-data.ts';
import type { ComparedTrajectory } from './run-result.ts';

/** Times an implicit step may be halved before a motion is given up. */
const MAX_HALVINGS = 6;

/** Most steps between two samples; coarser samples than that say little about a motion. */
const MAX_SUB_STEPS = 64;

/** Most steps of one compared motion. */
const MAX_STEPS = 400_000;

/** A comparison and the step that made it. */
export interface Comparison {
  readonly split: ComparedTrajectory['split'];
  /** null when the prediction has no motion to show: it ran away at once or could not be computed, and its valid time is 0 */
  readonly compared: ComparedTrajectory | null;
  readonly valid: ValidTime;
  readonly stepSize: number;
  /** Length of the whole reference, also when the prediction ended earlier. */
  readonly referenceTime: number;
}

/** Starts the learned model at the reference's start, which is its first state unless another is given, and follows it over the same times. */
export function compareMotion(predictor: Predictor, reference: ReferenceTrajectory, notes: string[]): Comparison {
  const { dof, integrator, tolerance } = predictor;
  const size = 2 * dof;
  const { times, states, id } = reference;
  const wantedStep = predictionStep(times, integrator, predictor.pace);
  const referenceTime = times.at(-1)! - times[0]!;
  const nothing = { split: reference.split, compared: null, valid: { time: 0, isLost: true }, referenceTime };
  const attempt = withHalvedSteps(wantedStep, (stepSize) => follow(predictor, reference, stepSize));
  if (attempt === null) {
    notes.push(
      `The prediction of '${id}' could not be computed: its implicit equations do not settle at any step. Its valid time counts as 0.`,
    );
    return { ...nothing, stepSize: wantedStep };
  }
  if (attempt.result.times.length < 2) {
    notes.push(`The prediction of '${id}' runs away at once: its valid time counts as 0.`);
    return { ...nothing, stepSize: attempt.stepSize };
  }
  const { result: motion, stepSize, halvings } = attempt;
  if (halvings > 0) notes.push(`The step of the prediction of '${id}' had to be halved ${halvings} times.`);
  const reached = motion.times.length;
  if (motion.end !== 'complete') notes.push(runawayNote(id, motion));
  const reachedReference = states.slice(0, reached * size);
  const valid = validPredictionTime(times, states, motion.states, { dof, tolerance });
  return {
    split: reference.split,
    stepSize,
    valid,
    referenceTime,
    compared: {
      id,
      split: reference.split,
      isMeasured: reference.isMeasured,
      times: motion.times,
      reference: reachedReference,
      predicted: motion.states,
      referenceEnergy: energiesAlong(energyOf(predictor), dof, reachedReference),
      predictedEnergy: energiesAlong(energyOf(predictor), dof, motion.states),
      validTime: valid.time,
    },
  };
}

/** The model's motion over the times of a reference, with the inputs and drives that pushed it. */
function follow(
  { dof, flow, driven, integrator, limits }: Predictor,
  { times, states, inputs, start = states.slice(0, 2 * dof) }: ReferenceTrajectory,
  stepSize: number,
): Motion {
  if (driven === null) return integrateThrough({ integrator, flow, start, limits }, times, stepSize);
  const open: Limits[number] = [-Infinity, Infinity];
  const setup = {
    integrator,
    flow: driven({ times, inputs: inputs ?? new Float64Array() }),
    start: toExtended(start, times[0]!),
    limits: [...limits.slice(0, dof), open, ...limits.slice(dof), open],
  };
  const motion = integrateThrough(setup, times, stepSize);
  return { ...motion, states: fromExtended(motion.states, dof) };
}

/** The watched energy at every state of a motion; empty without one. */
function energiesAlong(energy: WatchedEnergy | null, dof: number, states: Float64Array): Float64Array<ArrayBuffer> {
  if (energy === null) return new Float64Array();
  return valuesAt({ dof, count: states.length / (2 * dof), states }, (x) => energy.value(x));
}

/**
 * Tries a step size and halves it as long as the implicit equations do not settle; null when that does not help.
 * Any other error passes through.
 */
export function withHalvedSteps<T>(
  stepSize: number,
  work: (stepSize: number) => T,
): { readonly result: T; readonly stepSize: number; readonly halvings: number } | null {
  for (let halvings = 0; halvings <= MAX_HALVINGS; halvings++) {
    const tried = stepSize / 2 ** halvings;
    try {
      return { result: work(tried), stepSize: tried, halvings };
    } catch (error) {
      if (!(error instanceof CoreError && error.code === 'no-convergence')) throw error;
    }
  }
  return null;
}

/**
 * The median sample step, divided so that the integrator's own error is small beside the model's. The pace is about 2/ω for a motion
 * of frequency ω; a second-order step of 1/50 of it is off by about 10⁻⁴ of the phase, the other orders' shares are alike.
 */
function predictionStep(times: Float64Array, { order }: Integrator, pace: number): number {
  const gaps = Float64Array.from({ length: times.length - 1 }, (_, i) => times[i + 1]! - times[i]!).sort();
  const gap = gaps[Math.floor(gaps.length / 2)]!;
  const wanted = pace / (order >= 4 ? 8 : order >= 2 ? 50 : 400);
  const subSteps = Math.min(MAX_SUB_STEPS, Math.ceil(gap / wanted));
  const duration = times.at(-1)! - times[0]!;
  return Math.max(gap / subSteps, duration / MAX_STEPS);
}

function runawayNote(id: string, motion: Motion): string {
  const time = formatNumber(motion.times.at(-1)! - motion.times[0]!);
  const what = motion.end === 'left-the-box' ? 'runs out of ten times the region of the data' : 'is no longer finite';
  return `The prediction of '${id}' ${what} after ${time} and is shown until then.`;
}
