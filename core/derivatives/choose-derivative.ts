import { CoreError } from '../errors.ts';
import { central } from './central.ts';
import { deviation } from './deviation.ts';
import type { DerivativeInput, DerivativeMethod } from './derivative-method.ts';
import { median } from './median.ts';
import { estimateNoise } from './noise.ts';
import { LEAST_TO_JUDGE, smoothingSpline } from './smoothing-spline.ts';

/** What `auto` means for some data. */
export interface DerivativeDefault {
  readonly method: DerivativeMethod;
  /** In the unit of time; null for a method without a window. */
  readonly window: number | null;
  /** One sentence for the reader. */
  readonly reason: string;
}

/**
 * The default for one quantity of all trajectories: the smoothing spline, whose cross-validation fits the smoothing to the noise of each
 * trajectory; central differences where no trajectory is long enough for that. On the measured pendulum at 100 Hz with 0 to 0.05 rad of
 * noise its error was within 1.5 times that of the best method with its best window. On six simulated systems with noise of 0.1 to 10 % it
 * was mostly within 1.4 times that of the best method with default windows, at worst 2.5 times (Kepler, 0.1 %), and often several times smaller.
 * @param channels the same quantity in every trajectory
 * @throws CoreError `bad-argument` without channels
 */
export function chooseDerivative(channels: readonly DerivativeInput[]): DerivativeDefault {
  if (channels.length === 0) throw new CoreError('bad-argument', 'chooseDerivative: expected at least one channel.');
  const longest = channels.reduce((most, { times }) => Math.max(most, times.length), 0);
  if (longest < LEAST_TO_JUDGE) {
    return {
      ...{ method: central, window: null },
      reason: `Central differences: with ${longest} rows at most, noise cannot be told from motion.`,
    };
  }
  const shares = channels.map(({ times, values }) => estimateNoise(times, values) / (deviation(values) || 1));
  const percent = Number((100 * median(shares)).toPrecision(2));
  return {
    ...{ method: smoothingSpline, window: null },
    reason: `Smoothing spline: it finds its smoothing from the data; the noise is about ${percent} % of the variation.`,
  };
}
