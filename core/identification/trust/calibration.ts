import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import { createRandom } from '../../random.ts';
import type { Random } from '../../random.ts';
import type { Posterior } from '../identification.ts';
import { quantile, sampleCoefficients } from '../posterior/index.ts';
import { sampleMotion } from '../posterior/sample-motion.ts';
import type { StateBox } from '../posterior/sample-motion.ts';
import type { TrustFacts } from '../report.ts';
import { stateOf } from './forecasters.ts';
import { spread } from './stretches.ts';

/** Nominal shares with the half width of a normal distribution that holds them, in standard deviations. */
const SHARES = [
  { nominal: 0.5, halfWidth: 0.6745 },
  { nominal: 0.8, halfWidth: 1.2816 },
  { nominal: 0.9, halfWidth: 1.6449 },
  { nominal: 0.95, halfWidth: 1.96 },
] as const;
/** Models drawn; with 40 the ends of the band alone would cost four points. */
const SAMPLES = 120;
const MOST_MOTIONS = 6;

/** What moves, and how well its start is known. */
export interface CalibrationInput {
  readonly model: IdentifiedHamiltonian;
  readonly posterior: Posterior;
  readonly stretches: readonly SmoothedPiece[];
  /** (D) standard deviation of the noise of each channel. */
  readonly noise: readonly number[];
  /** (2d) standard deviation of a smoothed state, at which predictions start. */
  readonly startErrors: Float64Array;
  /** Samples later than this after the start of a stretch do not count; null: all count. */
  readonly horizon: number | null;
  readonly box: StateBox;
  readonly maxStep: number;
  readonly seed: number;
}

/**
 * Share of the measured values that lie in the predictive interval of each nominal share. The interval is that of the motions of sampled models from
 * sampled starts, each half widened by the noise: median ± √(half² + (z σ)²). At most six stretches, without their first sample.
 * @returns empty when there is nothing to compare with
 */
export function calibrate(input: CalibrationInput): TrustFacts['calibration'] {
  const counts = { inside: SHARES.map(() => 0), all: 0 };
  const stretches = spread(input.stretches, MOST_MOTIONS);
  const random = createRandom(input.seed, 'start');
  for (const stretch of stretches) countInside(input, stretch, random, counts);
  if (counts.all === 0) return [];
  return SHARES.map(({ nominal }, s) => ({ nominal, observed: counts.inside[s]! / counts.all }));
}

function countInside(
  { model, posterior, noise, startErrors, horizon, box, maxStep, seed }: CalibrationInput,
  stretch: SmoothedPiece,
  random: Random,
  counts: { readonly inside: number[]; all: number },
): void {
  const { times, measured, inputs } = stretch;
  const size = 2 * model.dof;
  const channels = measured.length / times.length;
  const inputCount = inputs.length / times.length;
  const inputsAt = (i: number) => inputs.subarray(i * inputCount, (i + 1) * inputCount);
  const samples = sampleCoefficients(model, posterior, SAMPLES, seed);
  const start = stateOf(stretch, 0, model.dof, model.masses);
  const motion = sampleMotion({ model, samples, start, box, maxStep, inputCount });
  for (let s = 0; s < SAMPLES; s++) {
    for (let k = 0; k < size; k++) motion.states[s * size + k]! += startErrors[k]! * random.normal();
  }
  const values = new Float64Array(SAMPLES);
  const end = times[0]! + (horizon ?? Infinity);
  for (let i = 1; i < times.length && times[i]! <= end; i++) {
    const step = { from: times[i - 1]!, to: times[i]! };
    motion.advance({ ...step, inputsBefore: inputsAt(i - 1), inputsAfter: inputsAt(i) });
    for (let k = 0; k < channels; k++) {
      for (let s = 0; s < SAMPLES; s++) values[s] = motion.states[s * size + k]!;
      values.sort();
      SHARES.forEach(({ nominal, halfWidth }, s) => {
        if (isInside(measured[i * channels + k]!, values, nominal, halfWidth * noise[k]!)) counts.inside[s]!++;
      });
      counts.all++;
    }
  }
}

function isInside(value: number, sorted: Float64Array, nominal: number, noise: number): boolean {
  const middle = quantile(sorted, 0.5);
  const end = quantile(sorted, value < middle ? (1 - nominal) / 2 : (1 + nominal) / 2);
  return Math.abs(value - middle) <= Math.hypot(end - middle, noise);
}
