import type { Samples } from '../datasets/dataset.ts';
import { relativeL2Error } from '../metrics/relative-l2-error.ts';
import { evaluateEnergies, evaluateVectorField } from '../network/network-function.ts';
import type { SampledHamiltonian } from '../network/sampled-hamiltonian.ts';
import type { PreparedData } from './prepared-data.ts';
import type { Metric, MetricName, MetricSplit } from './run-result.ts';

/** Metrics found so far and remarks on those that had to be left out. */
export interface MetricLog {
  readonly metrics: Metric[];
  readonly notes: string[];
}

/** Adds a relative error; a truth that is zero everywhere has none, which becomes a note. */
export function addRelativeError(
  log: MetricLog,
  entry: { readonly name: MetricName; readonly split: MetricSplit; readonly detail: string },
  truth: Float64Array,
  prediction: Float64Array,
): void {
  const error = relativeL2Error(truth, prediction);
  if (error.kind === 'relative' && Number.isFinite(error.value)) {
    log.metrics.push({ ...entry, value: error.value });
  } else {
    log.notes.push(
      `There is no relative ${entry.name} (${entry.split}): the true values are zero or too large everywhere.`,
    );
  }
}

/** Compares the model with what is known at the samples: the vector field always, H and its gradient for a known system. */
export function evaluateModel(model: SampledHamiltonian, data: PreparedData, log: MetricLog): void {
  evaluateSplit(model, data.train, 'train', data, log);
  if (data.heldOut !== null) evaluateSplit(model, data.heldOut, 'held-out', data, log);
}

function evaluateSplit(
  model: SampledHamiltonian,
  samples: Samples,
  split: 'train' | 'held-out',
  { truth, hasEstimatedDerivatives }: PreparedData,
  log: MetricLog,
): void {
  const { count, states, derivatives } = samples;
  const detail = `over ${count} samples${hasEstimatedDerivatives ? ', against estimated derivatives' : ''}`;
  const field = evaluateVectorField(model, states, count);
  addRelativeError(log, { name: 'vector-field-error', split, detail }, derivatives, field);
  if (truth === null) return;
  // The gradient is the field with its halves exchanged and one sign turned: the same entries, hence the same relative error.
  addRelativeError(log, { name: 'gradient-error', split, detail }, derivatives, field);
  const size = 2 * samples.dof;
  const exact = Float64Array.from({ length: count }, (_, i) => truth.value(states.subarray(i * size, (i + 1) * size)));
  addRelativeError(log, { name: 'hamiltonian-error', split, detail }, exact, evaluateEnergies(model, states, count));
}
