import { CoreError } from '../errors.ts';
import { central } from './central.ts';
import { defaultWindow } from './choose-window.ts';
import { deviation } from './deviation.ts';
import type { DerivativeInput, DerivativeMethod } from './derivative-method.ts';
import { localPolynomial } from './local-polynomial.ts';
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

/** Rows that are looked at for the choice: enough to tell, quick for long records. */
const ROWS_TO_JUDGE = 50_000;
/** Residuals whose neighbours correlate less hold no motion: a cubic that bends too little leaves 0.9 and more. */
const NO_MEMORY = 0.3;
/** A spline that leaves so much less (in squares) than a residual without memory has followed noise; of white noise both leave the same. */
const FOLLOWS_NOISE = 0.6;

/**
 * The default for one quantity of all trajectories: the smoothing spline, whose cross-validation fits the smoothing to the noise of each
 * trajectory; central differences where no trajectory is long enough for that; the local cubic over a quarter of a period where it leaves
 * nothing but noise, and much more of it than the spline. The last happens where neighbouring errors are alike, as those of an encoder that filters
 * its velocity: cross-validation takes them for motion. On the measured pendulum at 100 Hz with 0 to 0.05 rad of
 * noise its error was within 1.5 times that of the best method with its best window. On six simulated systems with noise of 0.1 to 10 % the spline
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
  const window = defaultWindow(channels, localPolynomial.windowShare);
  if (splineFollowsNoise(channels, window)) {
    return {
      ...{ method: localPolynomial, window },
      reason: 'Local polynomial: over a quarter of a period it leaves nothing but noise, which a spline would follow.',
    };
  }
  const shares = channels.map(({ times, values }) => estimateNoise(times, values) / (deviation(values) || 1));
  const percent = Number((100 * median(shares)).toPrecision(2));
  return {
    ...{ method: smoothingSpline, window: null },
    reason: `Smoothing spline: it finds its smoothing from the data; the noise is about ${percent} % of the variation.`,
  };
}

/** True when the residuals of local cubics have no memory, and those of the spline are much smaller. */
function splineFollowsNoise(channels: readonly DerivativeInput[], window: number): boolean {
  let [neighbours, localSquares, splineSquares] = [0, 0, 0];
  let left = ROWS_TO_JUDGE;
  for (const { times, values } of channels) {
    const count = Math.min(left, times.length);
    if (count < Math.max(LEAST_TO_JUDGE, localPolynomial.minSamples)) continue;
    left -= count;
    const input = { times: times.subarray(0, count), values: values.subarray(0, count), window };
    const local = localPolynomial.estimate(input);
    const spline = smoothingSpline.estimate(input);
    const ends = Math.max(local.endRows, spline.endRows);
    for (let i = ends + 1; i < count - ends; i++) {
      const residual = values[i]! - local.smooth[i]!;
      neighbours += residual * (values[i - 1]! - local.smooth[i - 1]!);
      localSquares += residual * residual;
      splineSquares += (values[i]! - spline.smooth[i]!) ** 2;
    }
  }
  return Math.abs(neighbours) < NO_MEMORY * localSquares && splineSquares < FOLLOWS_NOISE * localSquares;
}
