import { median } from './median.ts';

/** A period in the unit of time. */
export interface Period {
  readonly time: number;
  /** True when the signal does not turn often enough to tell more. */
  readonly isLowerBound: boolean;
}

/**
 * Period of the main oscillation of a sampled signal, from where it crosses its straight-line trend: the median time between
 * crossings in the same direction. A crossing counts once the signal has gone a quarter of its standard deviation to the other side,
 * so that noise makes none.
 *
 * With less than one full period between crossings: the whole duration, as a lower bound.
 * @param times (n) increasing   @param values (n)
 * @returns null for a constant signal
 */
export function dominantPeriod(times: Float64Array, values: Float64Array): Period | null {
  const residual = withoutTrend(times, values);
  let square = 0;
  for (const r of residual) square += (r * r) / residual.length;
  const deviation = Math.sqrt(square);
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  // A trend subtracted from a straight line leaves rounding, not an oscillation.
  if (!(deviation > 1e-12 * largest)) return null;
  const crossings = findCrossings(times, residual, deviation / 4);
  if (crossings.length < 3) return { time: times.at(-1)! - times[0]!, isLowerBound: true };
  return { time: median(crossings.slice(2).map((time, i) => time - crossings[i]!)), isLowerBound: false };
}

/** Times of zero crossings, in both directions alternately. */
function findCrossings(times: Float64Array, residual: Float64Array, threshold: number): number[] {
  const crossings: number[] = [];
  let side = 0;
  let crossedAt = 0;
  for (let i = 0; i < residual.length; i++) {
    const r = residual[i]!;
    if (i > 0 && residual[i - 1]! * r <= 0 && residual[i - 1] !== r) {
      const share = residual[i - 1]! / (residual[i - 1]! - r);
      crossedAt = times[i - 1]! + share * (times[i]! - times[i - 1]!);
    }
    if (Math.abs(r) < threshold || Math.sign(r) === side) continue;
    if (side !== 0) crossings.push(crossedAt);
    side = Math.sign(r);
  }
  return crossings;
}

/** values − (a + b t) with the least-squares line; without a time span only the mean is taken off. */
function withoutTrend(times: Float64Array, values: Float64Array): Float64Array {
  const n = times.length;
  let meanTime = 0;
  let meanValue = 0;
  for (let i = 0; i < n; i++) {
    meanTime += times[i]! / n;
    meanValue += values[i]! / n;
  }
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    covariance += (times[i]! - meanTime) * (values[i]! - meanValue);
    variance += (times[i]! - meanTime) ** 2;
  }
  const slope = variance > 0 ? covariance / variance : 0;
  return values.map((value, i) => value - meanValue - slope * (times[i]! - meanTime));
}
