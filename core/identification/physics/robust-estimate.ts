import { BAND_SHARES, HALF_WIDTH_90, quantile } from '../posterior/index.ts';
import type { Estimate } from '../report.ts';

/** So many samples may lack a number before nothing is said about it. */
const MOST_MISSING = 0.05;

/** The number a model has, and those of the samples; null or not finite where one has none. */
export interface SampledNumber {
  readonly value: number | null;
  /** Null without a posterior. */
  readonly samples: readonly (number | null)[] | null;
}

/** The samples that have the number, sorted; null when too many have none. */
export function enough(samples: readonly (number | null)[]): Float64Array<ArrayBuffer> | null {
  const real = samples.filter((sample) => sample !== null && Number.isFinite(sample)) as number[];
  return real.length < (1 - MOST_MISSING) * samples.length ? null : Float64Array.from(real).sort();
}

/**
 * A number with its standard deviation, that of a normal distribution with the same middle 90 % as the samples: a few wild ones do not count. Null when
 * the model or more than 5 % of the samples have no such number.
 */
export function robustEstimate({ value, samples }: SampledNumber): Estimate | null {
  if (value === null || !Number.isFinite(value)) return null;
  if (samples === null) return { value, error: null };
  const sorted = enough(samples);
  if (sorted === null) return null;
  const [low, high] = BAND_SHARES.map((share) => quantile(sorted, share)) as [number, number];
  return { value, error: (high - low) / (2 * HALF_WIDTH_90) };
}
