import { median } from './median.ts';

/** Neighbours on each side that predict a sample: few for coarse data, where long polynomials ring; many where the signal bends. */
const REACHES = [1, 2, 3] as const;
/** Median absolute deviation to standard deviation for a normal distribution. */
const FROM_MEDIAN = 1.4826;
/** With more steps than this share without any change, the numbers stand on a coarse grid and differences do not show its error. */
const MOST_REPEATS = 0.1;

/**
 * Standard deviation of white noise on samples of a smooth curve: each sample minus the polynomial through 1, 2 or 3 neighbours on
 * each side, divided by the root of the sum of squared weights; 1.4826 times the median size of it, the smallest of the three.
 * What the polynomial does not follow counts as noise, so on coarse data it is an upper bound. On values that repeat because of a
 * coarse grid it is at least that of the grid, smallest step / √12. Outliers do not matter.
 * @param times (n) strictly increasing, in any steps   @param values (n)
 * @returns 0 with less than three samples
 */
export function estimateNoise(times: Float64Array, values: Float64Array): number {
  let least = Infinity;
  for (const reach of REACHES) {
    if (values.length <= 2 * reach) continue;
    least = Math.min(least, FROM_MEDIAN * median(predictionErrors(times, values, reach).map(Math.abs)));
  }
  return Math.max(gridNoise(values), Number.isFinite(least) ? least : 0);
}

/** Each inner sample minus the polynomial through its `reach` neighbours on each side, scaled to the variance of one sample. */
function predictionErrors(times: Float64Array, values: Float64Array, reach: number): Float64Array {
  const errors = new Float64Array(values.length - 2 * reach);
  for (let k = 0; k < errors.length; k++) {
    const at = k + reach;
    let error = values[at]!;
    let square = 1;
    for (let j = k; j <= k + 2 * reach; j++) {
      if (j === at) continue;
      let weight = 1;
      for (let m = k; m <= k + 2 * reach; m++) {
        if (m !== j && m !== at) weight *= (times[at]! - times[m]!) / (times[j]! - times[m]!);
      }
      error -= weight * values[j]!;
      square += weight * weight;
    }
    errors[k] = error / Math.sqrt(square);
  }
  return errors;
}

/** Standard deviation of the rounding of values on a coarse grid, smallest step / √12; 0 where neighbours hardly ever repeat. */
export function gridNoise(values: Float64Array): number {
  let repeats = 0;
  let smallest = Infinity;
  for (let i = 1; i < values.length; i++) {
    const change = Math.abs(values[i]! - values[i - 1]!);
    if (change === 0) repeats++;
    else smallest = Math.min(smallest, change);
  }
  return repeats > MOST_REPEATS * values.length && Number.isFinite(smallest) ? smallest / Math.sqrt(12) : 0;
}
