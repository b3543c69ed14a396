import type { DerivativeInput } from './derivative-method.ts';
import { dominantPeriod } from './dominant-period.ts';
import { median } from './median.ts';
import { stepFacts } from './steps.ts';

/** The default never spans more steps: noise is averaged well by then, and the filter's cost grows with the window. */
const MOST_STEPS = 200;

/**
 * Window in time for one quantity of all trajectories, so that all are smoothed alike: a share of the dominant period (median over the
 * trajectories) but at most 200 of the shortest median step; where no trajectory shows a period, their durations stand in for it.
 * @param channels the same quantity in every trajectory   @param share `windowShare` of the method
 */
export function defaultWindow(channels: readonly Pick<DerivativeInput, 'times' | 'values'>[], share: number): number {
  const found = channels.flatMap(({ times, values }) => dominantPeriod(times, values) ?? []);
  const seen = found.filter(({ isLowerBound }) => !isLowerBound);
  const scale = found.length === 0 ? 0 : median((seen.length > 0 ? seen : found).map(({ time }) => time));
  let shortestStep = Infinity;
  for (const { times } of channels) shortestStep = Math.min(shortestStep, stepFacts(times).median);
  return Math.min(scale * share, MOST_STEPS * shortestStep);
}

/** Odd number of samples whose span (samples − 1)·step comes nearest to the wanted time, at least `least` and at most `count`. */
export function windowSamples(windowTime: number, step: number, least: number, count: number): number {
  const wanted = Math.max(least, 2 * Math.round(windowTime / step / 2) + 1);
  return Math.min(wanted, count % 2 === 1 ? count : count - 1);
}
