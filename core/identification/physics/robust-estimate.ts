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

/**
 * Widening of errors of what depends on the curvature of H. The prior smooths it a little, and the posterior of one roughness does not know by how much.
 * Shares of 90 % intervals that hold the truth, means over 4 to 12 cells (pendulum, hardening spring, tilted pendulum; q and p or q; 1 and 5 % noise; 6
 * motions of 150 samples, γ 0.05), with factors of 1 / 1.25 / 1.5 / 2. One set with 15 draws of the noise: period 0.88 / 0.93 / 0.98 / 0.99, K 0.78 / 0.89 /
 * 0.97 / 1, mass 0.66 / 0.81 / 0.90 / 0.99, lowest cell 0.47 / 0.60 / 0.73 / 0.93. Thirty sets: period 0.83 / 0.92 / 0.95 / 0.98, K 0.89 / 0.94 / 0.98 / 1,
 * mass 0.86 / 0.93 / 0.96 / 0.99, lowest cell 0.60 / 0.77 / 0.87 / 0.93. Thirty sets of 3 motions of 100 samples without friction: period 0.80 / 0.88 / 0.93 /
 * 0.97, K 0.83 / 0.88 / 0.93 / 0.99, mass 0.90 / 0.96 / 0.97 / 1, lowest cell 0.67 / 0.80 / 0.83 / 0.93. Friction, equilibrium and bands of V′ hold as
 * they are: 0.98, 0.94 and 0.92 of the thirty sets.
 */
const CURVATURE_WIDENING = 1.5;

/** `robustEstimate` of a number that depends on the curvature of H: a stiffness, a mass, the period of small swings. */
export function curvatureEstimate(sampled: SampledNumber): Estimate | null {
  const estimate = robustEstimate(sampled);
  if (estimate === null || estimate.error === null) return estimate;
  return { ...estimate, error: CURVATURE_WIDENING * estimate.error };
}
