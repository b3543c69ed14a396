import type { Blocks } from './blocks.ts';
import type { FittedField } from './fit-field.ts';

/** A rate of friction γ (dp/dt = … − γ p, in one over the unit of time) with its standard error. */
export interface FrictionRate {
  readonly rate: number;
  /** Widened for the number of periods, so that |rate/error| may be read like that of a normal distribution up to about 4. */
  readonly error: number;
}

/**
 * From the loss of energy: the means of H over one period each, regressed on the means of ∫ p·dq/dt, with a level of its own for each
 * trajectory; the slope is −γ, because dH/dt = −γ p·dq/dt. The error allows for neighbouring periods that err alike (Newey, West,
 * Econometrica 55 (1987) 703).
 * @returns null with less than four periods more than trajectories
 */
export function frictionFromEnergy({ tracks }: FittedField, blocks: readonly Blocks[]): FrictionRate | null {
  const series = tracks.map(({ times, energies, powers }, track) => {
    const work = new Float64Array(times.length);
    for (let i = 1; i < times.length; i++) {
      work[i] = work[i - 1]! + ((powers[i]! + powers[i - 1]!) / 2) * (times[i]! - times[i - 1]!);
    }
    return { energy: centredMeans(energies, blocks[track]!), work: centredMeans(work, blocks[track]!) };
  });
  const free = series.reduce((sum, { work }) => sum + Math.max(0, work.length - 1), -1);
  let [square, product] = [0, 0];
  for (const { energy, work } of series) {
    for (let k = 0; k < work.length; k++) {
      square += work[k]! ** 2;
      product += work[k]! * energy[k]!;
    }
  }
  if (free < LEAST_FREE || square === 0) return null;
  const slope = product / square;
  const scores = series.map(({ energy, work }) => work.map((w, k) => w * (energy[k]! - slope * w)));
  return { rate: -slope, error: standardError(scores, square, free) };
}

/**
 * From the shrinking of phase volume: γ of the fitted field; its divergence is −d γ. The error comes from sums over one period each.
 * @returns null when the fit cannot tell it, or with less than four periods
 */
export function frictionFromField(
  { friction, weight, tracks }: FittedField,
  blocks: readonly Blocks[],
): FrictionRate | null {
  const scores = tracks.map(({ scores: score }, track) =>
    Float64Array.from(blocks[track]!, ([from, to]) => score.subarray(from, to).reduce((sum, value) => sum + value, 0)),
  );
  const free = scores.reduce((sum, { length }) => sum + length, -1);
  if (friction === null || free < LEAST_FREE) return null;
  return { rate: friction, error: standardError(scores, weight, free) };
}

/** With fewer degrees of freedom a scatter is not known. */
const LEAST_FREE = 3;

/** Root of the long-run variance of Σ scores, over `weight`, widened for the degrees of freedom. */
function standardError(scores: readonly Float64Array[], weight: number, free: number): number {
  const count = scores.reduce((sum, { length }) => sum + length, 0);
  const lags = Math.floor(count ** (1 / 3));
  let own = 0;
  let variance = 0;
  for (const score of scores) {
    for (let k = 0; k < score.length; k++) {
      own += score[k]! ** 2;
      variance += score[k]! ** 2;
      for (let lag = 1; lag <= lags && lag <= k; lag++) {
        variance += 2 * (1 - lag / (lags + 1)) * score[k]! * score[k - lag]!;
      }
    }
  }
  // Errors that alternate do not make the mean more certain than independent ones: that would be luck.
  return (widening(free) * Math.sqrt((Math.max(own, variance) * count) / free)) / weight;
}

/** Quantile of Student's t over that of the normal distribution at 4 standard deviations, 1 + (z² + 1)/(4ν) + … (Cornish, Fisher 1938). */
function widening(free: number): number {
  const z = 4;
  return 1 + (z ** 2 + 1) / (4 * free) + (5 * z ** 4 + 16 * z ** 2 + 3) / (96 * free ** 2);
}

/** Means over the blocks minus their mean. */
function centredMeans(values: Float64Array, blocks: Blocks): Float64Array {
  const means = Float64Array.from(
    blocks,
    ([from, to]) => values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from),
  );
  const centre = means.reduce((sum, value) => sum + value / means.length, 0);
  return means.map((value) => value - centre);
}
