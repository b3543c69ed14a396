import { CoreError } from '../errors.ts';
import { createRandom } from '../random.ts';
import { defaultWindow } from './choose-window.ts';
import { deviation } from './deviation.ts';
import type { DerivativeEstimate, DerivativeInput, DerivativeMethod } from './derivative-method.ts';
import { DERIVATIVE_METHODS } from './methods.ts';
import { median } from './median.ts';
import { smoothingSpline } from './smoothing-spline.ts';

/** What one method makes of the data. All are root mean squares over the same rows of all trajectories, without those at the ends. */
export interface DerivativeFigures {
  /** In the unit of time; null for a method without a window. */
  readonly window: number | null;
  /** Samples of the window in the first trajectory; 0 for a method without one. */
  readonly windowSamples: number;
  /** Noise of the values, median over the trajectories. */
  readonly noise: number;
  /** Values minus curve: about the noise when the smoothing is right, smaller when it is too weak, larger when it is too strong. */
  readonly residual: number;
  /** (rateᵢ₊₁ − rateᵢ)/(tᵢ₊₁ − tᵢ): about the true second derivative when the rates are smooth, larger when they are noisy. */
  readonly roughness: number;
  /**
   * Expected error of the rate, from noise and from flattening: the method is applied to the smoothing spline's curve with fresh normal
   * noise of the estimated size, and its rates are compared with the slopes of that curve (a parametric bootstrap). It knows nothing of
   * errors that neighbours share, nor of motion that the spline does not show.
   */
  readonly rateError: number;
  /** `rateError` divided by the standard deviation of the rate. */
  readonly rateErrorShare: number;
  /** Rate minus the given rate, where there is one; null where there is none. */
  readonly givenError: number | null;
}

/** One row of the comparison: figures, or why the method cannot be used. */
export type DerivativeComparison = Pick<DerivativeMethod, 'id' | 'label' | 'summary'> &
  (
    | { readonly figures: DerivativeFigures; readonly refused: null }
    | { readonly figures: null; readonly refused: string }
  );

/** So many rows of fresh noise in all make the expected error certain to a few per cent. */
const ENOUGH_ROWS = 2000;
const MOST_REPEATS = 20;
/** Ends of this share of a trajectory at most are left out on each side. */
const MOST_ENDS = 1 / 4;

/**
 * Every method on the same data. Deterministic: the noise of the expected error has a fixed seed.
 * @param channels the same quantity in every trajectory; their `window` null: each method's own default for all of them
 * @param given (n) measured rates of each channel, NaN where there is none, or null
 * @throws CoreError `bad-argument`
 */
export function compareDerivatives(
  channels: readonly DerivativeInput[],
  given: readonly Float64Array[] | null,
): DerivativeComparison[] {
  if (channels.length === 0 || (given !== null && given.length !== channels.length)) {
    throw new CoreError(
      'bad-argument',
      `compareDerivatives: expected given rates for each of ${channels.length} ≥ 1 channels, got ${given?.length ?? 'none'}.`,
    );
  }
  const tried = DERIVATIVE_METHODS.all.map((method) => ({ method, outcome: estimateAll(method, channels) }));
  const ranges = channels.map(({ times }, k) => {
    const ends = tried.map(({ outcome }) => (typeof outcome === 'string' ? 0 : outcome.estimates[k]!.endRows));
    const left = Math.min(Math.max(...ends), Math.floor(times.length * MOST_ENDS));
    return [left, times.length - left] as const;
  });
  // The spline takes any three samples, so where it refuses all do.
  const trials = tried.every(({ outcome }) => typeof outcome === 'string') ? [] : drawTrials(channels);
  return tried.map(({ method, outcome }) => {
    const { id, label, summary } = method;
    if (typeof outcome === 'string') return { id, label, summary, figures: null, refused: outcome };
    const { estimates, window } = outcome;
    const again = trials.map(({ channel, values }) => {
      const { times } = channels[channel]!;
      return method.estimate({ times, values, window }).rates;
    });
    const rateError = overRows(
      trials.map(({ channel }) => ranges[channel]!),
      (trial, i) => again[trial]![i]! - trials[trial]!.rates[i]!,
    )!;
    const figures: DerivativeFigures = {
      ...{ window, windowSamples: estimates[0]!.windowSamples },
      noise: median(estimates.map(({ noise }) => noise)),
      residual: overRows(ranges, (k, i) => channels[k]!.values[i]! - estimates[k]!.smooth[i]!)!,
      roughness: overRows(ranges, (k, i) => {
        const { times } = channels[k]!;
        const { rates } = estimates[k]!;
        const next = Math.min(i + 1, times.length - 1);
        return (rates[next]! - rates[next - 1]!) / (times[next]! - times[next - 1]!);
      })!,
      rateError,
      rateErrorShare: rateError / (median(trials.map(({ rates }) => deviation(rates))) || 1),
      givenError: given === null ? null : overRows(ranges, (k, i) => estimates[k]!.rates[i]! - given[k]![i]!),
    };
    return { id, label, summary, figures, refused: null };
  });
}

/** Estimates for every channel with one window, or the reason of the first refusal. */
function estimateAll(
  method: DerivativeMethod,
  channels: readonly DerivativeInput[],
): { readonly estimates: readonly DerivativeEstimate[]; readonly window: number | null } | string {
  const window = method.hasWindow ? (channels[0]!.window ?? defaultWindow(channels, method.windowShare)) : null;
  try {
    return { estimates: channels.map((channel) => method.estimate({ ...channel, window })), window };
  } catch (error) {
    if (error instanceof CoreError) return error.message;
    throw error;
  }
}

interface Trial {
  readonly channel: number;
  readonly values: Float64Array;
  /** True rates of the curve under the noise. */
  readonly rates: Float64Array;
}

/** Curves with known slopes and fresh noise. */
function drawTrials(channels: readonly DerivativeInput[]): Trial[] {
  const random = createRandom(1, 'compare-derivatives');
  const rows = channels.reduce((sum, { times }) => sum + times.length, 0);
  const repeats = Math.min(MOST_REPEATS, Math.ceil(ENOUGH_ROWS / rows));

  const curves = channels.map((input, channel) => ({ channel, ...smoothingSpline.estimate(input) }));
  return Array.from({ length: repeats }, () =>
    curves.map(({ channel, smooth, rates, noise }) => ({
      ...{ channel, rates },
      values: smooth.map((value) => value + noise * random.normal()),
    })),
  ).flat();
}

/** Root mean square over the rows; rows where there is no number are left out. @returns null when none is left */
function overRows(
  ranges: readonly (readonly [from: number, to: number])[],
  errorAt: (channel: number, row: number) => number,
): number | null {
  let [square, rows] = [0, 0];
  ranges.forEach(([from, to], channel) => {
    for (let i = from; i < to; i++) {
      const error = errorAt(channel, i);
      if (Number.isNaN(error)) continue;
      square += error * error;
      rows++;
    }
  });
  return rows > 0 ? Math.sqrt(square / rows) : null;
}
