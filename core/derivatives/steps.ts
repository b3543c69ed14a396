import { CoreError } from '../errors.ts';
import { median } from './median.ts';

/** A step may differ from the median by this share: then no time is more than 10 % of a step off an even grid locally. */
const STEP_TOLERANCE = 0.2;

/** Smallest, median and largest time step; all 0 with less than two times. */
export interface StepFacts {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Smallest, median and largest difference of neighbouring times. @param times (n) increasing */
export function stepFacts(times: Float64Array): StepFacts {
  if (times.length < 2) return { min: 0, median: 0, max: 0 };
  const steps = times.subarray(1).map((time, i) => time - times[i]!);
  let min = Infinity;
  let max = 0;
  for (const step of steps) {
    min = Math.min(min, step);
    max = Math.max(max, step);
  }
  return { min, median: median(steps), max };
}

/** True when a step differs from the usual one by no more than 20 %. */
export function isUsualStep(step: number, usual: number): boolean {
  return Math.abs(step - usual) <= STEP_TOLERANCE * usual;
}

/** True when every step is a usual one. */
export function areStepsEven({ min, median: usual, max }: StepFacts): boolean {
  return isUsualStep(min, usual) && isUsualStep(max, usual);
}

/** @throws CoreError `uneven-steps` when a step differs from the median by more than 20 %, `too-few-rows` below `minSamples` */
export function checkSteps(
  times: Float64Array,
  { label, minSamples, needsEvenSteps }: { label: string; minSamples: number; needsEvenSteps: boolean },
): StepFacts {
  if (times.length < minSamples) {
    throw new CoreError('too-few-rows', `${label} needs at least ${minSamples} rows, but there are ${times.length}.`, {
      hint: 'Leave this trajectory out, or choose another method.',
      context: { rows: times.length, minSamples },
    });
  }
  const facts = stepFacts(times);
  if (!needsEvenSteps || areStepsEven(facts)) return facts;
  const at = times.subarray(1).findIndex((time, i) => !isUsualStep(time - times[i]!, facts.median));
  throw new CoreError(
    'uneven-steps',
    `The time steps are uneven, from ${short(facts.min)} to ${short(facts.max)} (median ${short(facts.median)}), first after t = ${short(times[at]!)}; ${label} needs even ones.`,
    {
      hint: 'Choose the smoothing spline or the local polynomial, cut the trajectory at gaps, or resample it to even steps.',
      context: { minStep: facts.min, medianStep: facts.median, maxStep: facts.max },
    },
  );
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
