import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { Posterior } from '../identification.ts';
import { BAND_SHARES, quantile } from './quantile.ts';
import { sampleCoefficients } from './sample-coefficients.ts';
import { sampleMotion } from './sample-motion.ts';
import type { StateBox } from './sample-motion.ts';

/** 40 samples alone would cost four points of coverage. */
const SAMPLES = 120;

/** A motion whose uncertainty is asked for. */
export interface RolloutInput {
  readonly model: IdentifiedHamiltonian;
  readonly posterior: Posterior;
  /** (2d) the state at the first time */
  readonly start: Float64Array;
  /** (n) increasing */
  readonly times: Float64Array;
  /** (n, m) known inputs at the same times; null when the data set has none */
  readonly inputs: Float64Array | null;
  /** Where the data lie: a sample a thousand half widths away counts as infinite. */
  readonly box: StateBox;
  /** Longest step of Runge–Kutta 4, about a fortieth of the period. */
  readonly maxStep: number;
  /** Number of models drawn from the posterior, at least 100 for honest ends of the band. */
  readonly samples?: number;
  readonly seed: number;
  readonly report?: (fraction: number) => void;
}

/** The middle 90 % of the motions of sampled models. */
export interface RolloutBand {
  /** (n, 2d) */
  readonly low: Float64Array<ArrayBuffer>;
  /** (n, 2d) */
  readonly high: Float64Array<ArrayBuffer>;
}

/**
 * 5 % and 95 % quantiles, at each time, of the motions of models drawn from the posterior, all from the same state. Where many samples run away the
 * band is wide but finite, see `sampleMotion`.
 * @throws CoreError `bad-argument` when an input is missing or the posterior belongs to another model
 */
export function rolloutBand(input: RolloutInput): RolloutBand {
  const { model, posterior, start, times, inputs, box, maxStep, samples = SAMPLES, seed, report } = input;
  const size = 2 * model.dof;
  const low = new Float64Array(times.length * size);
  const high = new Float64Array(low.length);
  const inputCount = inputs === null ? 0 : inputs.length / times.length;
  const inputsAt = (i: number) => inputs?.subarray(i * inputCount, (i + 1) * inputCount) ?? new Float64Array(0);
  const coefficients = sampleCoefficients(model, posterior, samples, seed);
  const motion = sampleMotion({ model, samples: coefficients, start, box, maxStep, inputCount });
  const values = new Float64Array(samples);
  for (let i = 0; i < times.length; i++) {
    if (i > 0) {
      const step = { from: times[i - 1]!, to: times[i]! };
      motion.advance({ ...step, inputsBefore: inputsAt(i - 1), inputsAfter: inputsAt(i) });
      report?.(i / (times.length - 1));
    }
    for (let k = 0; k < size; k++) {
      for (let s = 0; s < samples; s++) values[s] = motion.states[s * size + k]!;
      values.sort();
      low[i * size + k] = quantile(values, BAND_SHARES[0]);
      high[i * size + k] = quantile(values, BAND_SHARES[1]);
    }
  }
  return { low, high };
}
