import type { Samples } from '../datasets/dataset.ts';
import { evaluateEnergies } from '../network/evaluate-hamiltonian.ts';
import { createRandom } from '../random.ts';
import { uSwim } from '../samplers/u-swim.ts';
import type { ReportFraction } from '../solvers/least-squares-solver.ts';
import { solveLastLayer } from './solve-last-layer.ts';
import type { LastLayerTask } from './solve-last-layer.ts';

/** Fits narrower than this keep a full first pass: it takes no time, and half the width would be too coarse. */
const FULL_BELOW_WIDTH = 200;

/** Share of the width, and equations per unknown, of a cheaper first pass. Measured; see docs/design/0004-cheaper-first-pass.md. */
const WIDTH_SHARE = 1 / 2;
const ROWS_PER_UNKNOWN = 8;

/** Neurons and samples of a first pass. */
export interface FirstPassSize {
  readonly width: number;
  readonly count: number;
}

/** How large the first pass of a fit with N neurons and K samples is: the whole fit below 200 neurons, otherwise N/2 neurons and 8 equations for each. */
export function firstPassSize(width: number, { count, dof }: Pick<Samples, 'count' | 'dof'>): FirstPassSize {
  if (width < FULL_BELOW_WIDTH) return { width, count };
  const narrow = Math.ceil(WIDTH_SHARE * width);
  return { width: narrow, count: Math.min(count, Math.ceil((ROWS_PER_UNKNOWN * (narrow + 1)) / (2 * dof))) };
}

/** A fit whose values of Ĥ are wanted. */
export interface FirstPassTask extends LastLayerTask {
  /** N, neurons of the fit that the values are for. */
  readonly width: number;
  readonly seed: number;
}

/**
 * Ĥ at all samples, from a first U-SWIM fit that need only be good to a few digits: its values decide which pairs are likely, nothing else.
 * The layer is drawn over all states from a fresh stream `hidden-layer`, so that for N ≤ K both fits choose from the same
 * candidate pairs; for N > K the pool of the second is larger. The equations are those of a part of the samples, spread evenly.
 * @returns (K)
 */
export function approximateEnergies(
  task: FirstPassTask,
  report?: ReportFraction,
  size: FirstPassSize = firstPassSize(task.width, task.samples),
): Float64Array<ArrayBuffer> {
  const { samples, seed } = task;
  const random = createRandom(seed, 'hidden-layer');
  const layer = uSwim.sample({ ...samples, width: size.width, box: [], values: null, random });
  const { model } = solveLastLayer(layer, { ...task, samples: thinSamples(samples, size.count, seed) }, report);
  return evaluateEnergies(model, samples.states, samples.count);
}

/** One sample of each of `count` equal stretches, drawn by the seed: an even stride could keep step with a periodic motion. */
function thinSamples(samples: Samples, count: number, seed: number): Samples {
  if (count >= samples.count) return samples;
  const size = 2 * samples.dof;
  const random = createRandom(seed, 'first-pass');
  const states = new Float64Array(count * size);
  const derivatives = new Float64Array(count * size);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * samples.count) / count);
    const to = Math.floor(((i + 1) * samples.count) / count);
    const at = (from + random.integer(to - from)) * size;
    states.set(samples.states.subarray(at, at + size), i * size);
    derivatives.set(samples.derivatives.subarray(at, at + size), i * size);
  }
  return { dof: samples.dof, count, states, derivatives };
}
