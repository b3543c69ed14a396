import { CoreError } from '../../errors.ts';
import type { DerivativeMethod } from './derivative-method.ts';
import { dominantPeriod, median } from './dominant-period.ts';

/** Times and the columns to differentiate of one unbroken stretch of data. */
export interface SampledColumns {
  readonly times: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** A window in time, the same for all data, so that everything is smoothed alike. */
export interface DerivativeWindow {
  /** Length wanted, in the unit of time. */
  readonly time: number;
  /** Shortest dominant period found, in the unit of time; null when no trajectory is long enough to tell. */
  readonly period: number | null;
}

/** Default window as a share of the dominant period: longer ones flatten the peaks, shorter ones keep the noise. */
const SHARE_OF_PERIOD = 1 / 8;
/** The default never spans more steps: noise is averaged well by then, and the filter's cost grows with the square of the window. */
const MOST_STEPS = 500;
/** A step may differ from the median by this share: then no time is more than 10 % of a step off an even grid locally. */
const STEP_TOLERANCE = 0.2;

/**
 * Chooses the window in time: the wish, or 1/8 of the dominant period (median over the trajectories, shortest over the columns) but at
 * most 500 steps; where no trajectory shows a period, the trajectories' own durations stand in for it.
 * @param wish in the unit of time, null for the default
 */
export function chooseWindow(tracks: readonly SampledColumns[], wish: number | null): DerivativeWindow {
  const columnCount = tracks[0]?.columns.length ?? 0;
  const periods: number[] = [];
  const lowerBounds: number[] = [];
  for (let k = 0; k < columnCount; k++) {
    const found = tracks.flatMap(({ times, columns }) => dominantPeriod(times, columns[k]!) ?? []);
    const seen = found.filter(({ isLowerBound }) => !isLowerBound).map(({ time }) => time);
    if (seen.length > 0) periods.push(median(seen));
    else if (found.length > 0) lowerBounds.push(median(found.map(({ time }) => time)));
  }
  const period = periods.length > 0 ? Math.min(...periods) : null;
  const scale = period ?? (lowerBounds.length > 0 ? Math.min(...lowerBounds) : 0);
  let shortestStep = Infinity;
  for (const { times } of tracks) shortestStep = Math.min(shortestStep, stepFacts(times).median);
  return { time: wish ?? Math.min(scale * SHARE_OF_PERIOD, MOST_STEPS * shortestStep), period };
}

/** Odd number of samples whose span (samples − 1)·step comes nearest to the wanted time, at least the method's minimum. */
export function windowSamples(windowTime: number, step: number, method: DerivativeMethod): number {
  return Math.max(method.minSamples, 2 * Math.round(windowTime / step / 2) + 1);
}

/** Smallest, median and largest time step. */
export function stepFacts(times: Float64Array): { min: number; median: number; max: number } {
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

/** @throws CoreError `uneven-steps` when a step differs from the median by more than 20 % */
export function checkEvenSteps(file: string, id: string, times: Float64Array): void {
  const { min, median: usual, max } = stepFacts(times);
  const at = times.subarray(1).findIndex((time, i) => !isUsualStep(time - times[i]!, usual));
  if (at === -1) return;
  const name = id === file ? file : `${file}, trajectory '${id}'`;
  throw new CoreError(
    'uneven-steps',
    `${name}: the time steps are uneven, from ${short(min)} to ${short(max)} (median ${short(usual)}), first after t = ${short(times[at]!)}.`,
    {
      hint: 'Choose columns with dq/dt and dp/dt, or resample the data to even steps; where samples are missing, split the file into runs.',
      context: { file, trajectory: id, minStep: min, maxStep: max },
    },
  );
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
