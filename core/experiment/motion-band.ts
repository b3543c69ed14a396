import type { Posterior } from '../identification/identification.ts';
import { rolloutBand } from '../identification/posterior/index.ts';
import type { Limits } from '../integrators/integrate.ts';
import type { IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import type { MotionBand } from './run-result.ts';

/** Steps of the motions that a band is made of, in one period. */
const STEPS_PER_PERIOD = 40;

/** Most steps times numbers of the model: a few seconds with the 120 models that a band takes. */
const MOST_WORK = 2_000_000;

/** A motion of an identified model that a band is wanted for. */
export interface BandInput {
  readonly model: IdentifiedHamiltonian;
  readonly posterior: Posterior;
  /** Dominant period of the data. */
  readonly period: number;
  readonly box: Limits;
  /** (n) */
  readonly times: Float64Array;
  /** (n, 2d) the motion of the model itself; the band starts where it does */
  readonly predicted: Float64Array;
  /** (n, m) known inputs; null without any */
  readonly inputs: Float64Array | null;
  readonly seed: number;
  readonly report?: (fraction: number) => void;
}

/**
 * The 90 % band about a predicted motion. Of rows denser than 40 per period some are computed, and the distances from the prediction are interpolated
 * linearly between them; null when the motion is too long to be followed by many models.
 */
export function motionBand(input: BandInput): MotionBand | null {
  const { model, times, predicted, inputs, box, period } = input;
  const maxStep = period / STEPS_PER_PERIOD;
  const rows = coarseRows(times, maxStep);
  const steps = Math.max(rows.length, (times.at(-1)! - times[0]!) / maxStep);
  if (steps * (model.weights.length + model.biases.length + model.coefficients.length) > MOST_WORK) return null;
  const pick = (values: Float64Array) => {
    const size = values.length / times.length;
    return Float64Array.from(
      { length: rows.length * size },
      (_, i) => values[rows[Math.floor(i / size)]! * size + (i % size)]!,
    );
  };
  const { low, high } = rolloutBand({
    model,
    posterior: input.posterior,
    start: predicted.subarray(0, 2 * model.dof),
    times: pick(times),
    inputs: inputs === null ? null : pick(inputs),
    box: { low: Float64Array.from(box, ([from]) => from), high: Float64Array.from(box, ([, to]) => to) },
    maxStep,
    seed: input.seed,
    ...(input.report && { report: input.report }),
  });
  const between = { times, rows, predicted, coarse: pick(predicted) };
  return { low: spread(low, between), high: spread(high, between) };
}

/** The first and the last row, and between them rows that lie a step apart, or all that lie farther apart. */
function coarseRows(times: Float64Array, step: number): number[] {
  const rows = [0];
  for (let i = 1; i < times.length; i++) {
    const isLast = i === times.length - 1;
    // A row is kept when the next one would be more than a step away.
    if (isLast || times[i + 1]! - times[rows.at(-1)!]! > step) rows.push(i);
  }
  return rows;
}

/** Values at the coarse rows (k, 2d) at all rows: the distance from the prediction is interpolated in time. */
function spread(
  values: Float64Array,
  {
    times,
    rows,
    predicted,
    coarse,
  }: {
    readonly times: Float64Array;
    readonly rows: readonly number[];
    readonly predicted: Float64Array;
    readonly coarse: Float64Array;
  },
): Float64Array<ArrayBuffer> {
  const size = predicted.length / times.length;
  const out = new Float64Array(predicted.length);
  for (let i = 0, k = 0; i < times.length; i++) {
    while (k + 1 < rows.length && rows[k + 1]! <= i) k++;
    const next = Math.min(k + 1, rows.length - 1);
    const [from, to] = [times[rows[k]!]!, times[rows[next]!]!];
    const share = next === k ? 0 : (times[i]! - from) / (to - from);
    for (let j = 0; j < size; j++) {
      const before = values[k * size + j]! - coarse[k * size + j]!;
      const after = values[next * size + j]! - coarse[next * size + j]!;
      out[i * size + j] = predicted[i * size + j]! + before + share * (after - before);
    }
  }
  return out;
}
