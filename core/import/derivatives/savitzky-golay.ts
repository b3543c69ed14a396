import { sgg } from 'ml-savitzky-golay-generalized';
import { CoreError } from '../../errors.ts';
import type { DerivativeMethod } from './derivative-method.ts';

const POLYNOMIAL_ORDER = 3;

/**
 * Savitzky–Golay: a cubic is fitted by least squares to the samples of a window around each moment and differentiated there.
 * Small departures from even steps are compensated: with sample number i, dx/dt = (dx/di)/(dt/di), both by the same filter, which is
 * exact for motion at constant velocity whatever the jitter.
 */
export const savitzkyGolay: DerivativeMethod = {
  id: 'savitzky-golay',
  label: 'Savitzky–Golay',
  polynomialOrder: POLYNOMIAL_ORDER,
  minSamples: 5,
  needsEvenSteps: true,
  differentiate({ times, values, windowSamples }) {
    const rates = slopePerSample(values, windowSamples);
    const steps = slopePerSample(times, windowSamples);
    for (let i = 0; i < rates.length; i++) rates[i] = rates[i]! / steps[i]!;
    return rates;
  },
};

/**
 * dx/di of the least-squares cubic over `window` samples, at every sample i; within half a window of an end it is the derivative of
 * the cubic of the first or last full window.
 * @param values (n)   @param window odd, 5 … n
 * @throws CoreError `bad-argument` for any other window
 * Source: A. Savitzky, M. J. E. Golay, Analytical Chemistry 36 (1964) 1627; ends as in P. A. Gorry, ibid. 62 (1990) 570.
 */
export function slopePerSample(values: Float64Array, window: number): Float64Array<ArrayBuffer> {
  const n = values.length;
  if (!Number.isInteger(window) || window % 2 === 0 || window < 5 || window > n) {
    throw new CoreError('bad-argument', `slopePerSample: expected an odd window of 5 to ${n} samples, got ${window}.`);
  }
  return Float64Array.from(
    sgg(centred(values), 1, { windowSize: window, derivative: 1, polynomial: POLYNOMIAL_ORDER }),
  );
}

/** Values minus their mean: a Julian date or a large offset would cost digits otherwise. */
function centred(values: Float64Array): Float64Array {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  return values.map((value) => value - mean);
}
