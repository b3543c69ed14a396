import type { Dataset } from '../datasets/index.ts';
import { deviation, estimateNoise } from '../derivatives/index.ts';
import type { FittedField } from './fit-field.ts';

/** What one polynomial H and one friction rate leave over. */
export interface Misfit {
  /** Root mean square of the momentum left over, in deviations of the momentum. */
  readonly share: number;
  /** Noise of the momentum in the same unit; next to nothing for momenta that were smoothed. */
  readonly noise: number;
}

/**
 * The integral over time of dp/dt minus the fitted one, less its mean over one period around: the momentum that something else gave.
 * @param period in the unit of time
 */
export function misfitOf({ dof, trajectories }: Dataset, { tracks }: FittedField, period: number): Misfit {
  let [square, rows, noise] = [0, 0, 0];
  tracks.forEach(({ times, residuals }, track) => {
    const { times: all, states } = trajectories[track]!;
    residuals.forEach((residual, k) => {
      const momentum = all.map((_, i) => states[2 * dof * i + dof + k]!);
      const spread = deviation(momentum) || 1;
      for (const rest of withoutRunningMean(times, integral(times, residual), period)) square += (rest / spread) ** 2;
      rows += times.length;
      noise += (times.length * estimateNoise(all, momentum) ** 2) / spread ** 2;
    });
  });
  return { share: Math.sqrt(square / rows), noise: Math.sqrt(noise / rows) };
}

/** By the trapezoidal rule, 0 at the first time. */
function integral(times: Float64Array, values: Float64Array): Float64Array {
  const sums = new Float64Array(times.length);
  for (let i = 1; i < times.length; i++) {
    sums[i] = sums[i - 1]! + ((values[i]! + values[i - 1]!) / 2) * (times[i]! - times[i - 1]!);
  }
  return sums;
}

function withoutRunningMean(times: Float64Array, values: Float64Array, period: number): Float64Array {
  let [from, to, sum] = [0, 0, 0];
  return values.map((value, i) => {
    while (to < times.length && times[to]! <= times[i]! + period / 2) sum += values[to++]!;
    while (times[from]! < times[i]! - period / 2) sum -= values[from++]!;
    return value - sum / (to - from);
  });
}
