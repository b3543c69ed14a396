import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import { createRandom } from '../../random.ts';
import type { Random } from '../../random.ts';
import type { Posterior } from '../identification.ts';
import { quantile, sampleCoefficients } from '../posterior/index.ts';
import { sampleMotion } from '../posterior/sample-motion.ts';
import type { StateBox } from '../posterior/sample-motion.ts';
import type { TrustFacts } from '../report.ts';
import { fitStart } from './fit-start.ts';
import type { Mover, StartOptions } from './fit-start.ts';
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
/** Steps of the sampled motions, in one period: their error stays below a ten thousandth of the motion. Of denser samples some are compared. */
const STEPS_PER_PERIOD = 30;

/** What moves, and how well its start is known. */
export interface CalibrationInput {
  readonly model: IdentifiedHamiltonian;
  readonly posterior: Posterior;
  readonly stretches: readonly SmoothedPiece[];
  /** The model itself, which starts are fitted with. */
  readonly mover: Mover;
  readonly starting: StartOptions;
  /** s², the variance that the model leaves over, in units of that of the noise. */
  readonly misfit: number;
  /** Samples later than this after the start of a stretch do not count; null: all count. */
  readonly horizon: number | null;
  readonly box: StateBox;
  readonly seed: number;
}

/**
 * Share of the measured values that lie in the predictive interval of each nominal share. The interval is that of the motions of sampled models from
 * sampled starts, each half widened by the noise and by what the model leaves over beside it: median ± √(half² + (z σ)² max(1, s²)). Starts are fitted with the mean model and scatter by their covariance;
 * a sampled model would fit one of its own, which makes intervals rather too wide. At most six stretches, without the samples that their start was
 * fitted to.
 * @returns empty when there is nothing to compare with
 */
export function calibrate(input: CalibrationInput): TrustFacts['calibration'] {
  const counts = { inside: SHARES.map(() => 0), all: 0 };
  const stretches = spread(input.stretches, MOST_MOTIONS);
  const random = createRandom(input.seed, 'start');
  const samples = sampleCoefficients(input.model, input.posterior, SAMPLES, input.seed);
  for (const stretch of stretches) countInside(input, { stretch, samples, random }, counts);
  if (counts.all === 0) return [];
  return SHARES.map(({ nominal }, s) => ({ nominal, observed: counts.inside[s]! / counts.all }));
}

function countInside(
  { model, mover, starting, misfit, horizon, box }: CalibrationInput,
  {
    stretch,
    samples,
    random,
  }: { readonly stretch: SmoothedPiece; readonly samples: Float64Array; readonly random: Random },
  counts: { readonly inside: number[]; all: number },
): void {
  const { times, measured, inputs } = stretch;
  const size = 2 * model.dof;
  const channels = measured.length / times.length;
  const inputCount = inputs.length / times.length;
  const inputsAt = (i: number) => inputs.subarray(i * inputCount, (i + 1) * inputCount);
  const maxStep = starting.period / STEPS_PER_PERIOD;
  // Between the samples that are followed inputs would be lost.
  const skipped = inputCount > 0 ? 0 : maxStep;
  const { start, factor, rows } = fitStart(mover, stretch, starting);
  const motion = sampleMotion({ model, samples, start, box, maxStep, inputCount });
  for (let s = 0; s < SAMPLES; s++) {
    for (let j = 0; j < size; j++) {
      const share = random.normal();
      for (let k = 0; k < size; k++) motion.states[s * size + k]! += factor[k * size + j]! * share;
    }
  }
  const widening = Math.sqrt(Math.max(1, misfit));
  const values = new Float64Array(SAMPLES);
  const end = times[0]! + (horizon ?? Infinity);
  for (let i = 1, before = 0; i < times.length && times[i]! <= end; i++) {
    if (i + 1 < times.length && times[i + 1]! - times[before]! <= skipped) continue;
    const step = { from: times[before]!, to: times[i]! };
    motion.advance({ ...step, inputsBefore: inputsAt(before), inputsAfter: inputsAt(i) });
    before = i;
    if (i < rows) continue;
    for (let k = 0; k < channels; k++) {
      for (let s = 0; s < SAMPLES; s++) values[s] = motion.states[s * size + k]!;
      values.sort();
      SHARES.forEach(({ nominal, halfWidth }, s) => {
        const noise = halfWidth * widening * starting.noise[k]!;
        if (isInside(measured[i * channels + k]!, values, nominal, noise)) counts.inside[s]!++;
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
