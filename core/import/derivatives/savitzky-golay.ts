import { CoreError } from '../../errors.ts';
import type { DerivativeMethod } from './derivative-method.ts';

/**
 * Savitzky–Golay: a cubic is fitted by least squares to the samples of a window around each moment and differentiated there.
 * Small departures from even steps are compensated: with sample number i, dx/dt = (dx/di)/(dt/di), both by the same filter, which is
 * exact for motion at constant velocity whatever the jitter.
 */
export const savitzkyGolay: DerivativeMethod = {
  id: 'savitzky-golay',
  label: 'Savitzky–Golay',
  polynomialOrder: 3,
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
 * the cubic of the first or last full window. With u = j/m, j = −m…m, and S_k = Σ u^k, the cubic's slope terms are
 * a₁ = (S₆M₁ − S₄M₃)/(S₂S₆ − S₄²), a₃ = (S₂M₃ − S₄M₁)/(S₂S₆ − S₄²), where M_k = Σ u^k x.
 *
 * The moments M₁, M₃ slide along the samples in O(1) per step, so that the cost does not grow with the window; they are summed
 * afresh once per window, which keeps the rounding error at a few ε times the window length.
 * @param values (n)   @param window odd, 5 … n
 * @throws CoreError `bad-argument` for any other window
 * Source: A. Savitzky, M. J. E. Golay, Analytical Chemistry 36 (1964) 1627; ends as in P. A. Gorry, ibid. 62 (1990) 570.
 */
export function slopePerSample(values: Float64Array, window: number): Float64Array<ArrayBuffer> {
  const n = values.length;
  if (!Number.isInteger(window) || window % 2 === 0 || window < 5 || window > n) {
    throw new CoreError('bad-argument', `slopePerSample: expected an odd window of 5 to ${n} samples, got ${window}.`);
  }
  const m = (window - 1) / 2;
  const s = evenPowerSums(m);
  const determinant = s.s2 * s.s6 - s.s4 * s.s4;
  const x = centred(values);
  const slopes = new Float64Array(n);
  let moments: Moments = { m0: 0, m1: 0, m2: 0, m3: 0 };
  for (let centre = m; centre < n - m; centre++) {
    const isFresh = (centre - m) % window === 0;
    moments = isFresh ? sumMoments(x, centre, m) : slideMoments(moments, x, centre, m);
    const linear = (s.s6 * moments.m1 - s.s4 * moments.m3) / determinant;
    slopes[centre] = linear / m;
    if (centre !== m && centre !== n - m - 1) continue;
    const cubic = (s.s2 * moments.m3 - s.s4 * moments.m1) / determinant;
    // (S₀M₂ − S₂M₀)/(S₀S₄ − S₂²): the even part only matters away from the centre.
    const quadratic = (window * moments.m2 - s.s2 * moments.m0) / (window * s.s4 - s.s2 * s.s2);
    const slopeAt = (u: number) => (linear + 2 * quadratic * u + 3 * cubic * u * u) / m;
    if (centre === m) for (let j = 1; j <= m; j++) slopes[centre - j] = slopeAt(-j / m);
    if (centre === n - m - 1) for (let j = 1; j <= m; j++) slopes[centre + j] = slopeAt(j / m);
  }
  return slopes;
}

/** M_k = Σ_{j=−m}^{m} (j/m)^k x_{c+j} */
interface Moments {
  readonly m0: number;
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
}

function sumMoments(x: Float64Array, centre: number, m: number): Moments {
  let m0 = 0;
  let m1 = 0;
  let m2 = 0;
  let m3 = 0;
  for (let j = -m; j <= m; j++) {
    const u = j / m;
    const value = x[centre + j]!;
    m0 += value;
    m1 += u * value;
    m2 += u * u * value;
    m3 += u * u * u * value;
  }
  return { m0, m1, m2, m3 };
}

/** Moments of the window around `centre` from those of the window one sample earlier: every u falls by h = 1/m, one sample leaves, one enters. */
function slideMoments({ m0, m1, m2, m3 }: Moments, x: Float64Array, centre: number, m: number): Moments {
  const h = 1 / m;
  const leaving = x[centre - m - 1]!;
  const entering = x[centre + m]!;
  const u = -1 - h;
  return {
    m0: m0 - leaving + entering,
    m1: m1 - h * m0 - u * leaving + entering,
    m2: m2 - 2 * h * m1 + h * h * m0 - u * u * leaving + entering,
    m3: m3 - 3 * h * m2 + 3 * h * h * m1 - h * h * h * m0 - u * u * u * leaving + entering,
  };
}

function evenPowerSums(m: number): { s2: number; s4: number; s6: number } {
  let s2 = 0;
  let s4 = 0;
  let s6 = 0;
  for (let j = 1; j <= m; j++) {
    const square = (j / m) ** 2;
    s2 += 2 * square;
    s4 += 2 * square ** 2;
    s6 += 2 * square ** 3;
  }
  return { s2, s4, s6 };
}

/** Values minus their mean: a Julian date or a large offset would cost digits otherwise. */
function centred(values: Float64Array): Float64Array {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  return values.map((value) => value - mean);
}
