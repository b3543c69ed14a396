import type { Samples } from '../datasets/dataset.ts';
import { correctedEnergy } from '../fit/corrected-energy.ts';
import { relativeL2Error } from '../metrics/relative-l2-error.ts';
import { evaluateField, hamiltonianOf } from '../network/flow-of-model.ts';
import { drivenField, hasOwnForces, isDriven, withoutForces } from './model-forces.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import { vectorFieldFromGradient } from '../phase-space.ts';
import type { HamiltonianFunction } from '../phase-space.ts';
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
export function evaluateModel(model: TrainedModel, data: PreparedData, log: MetricLog): void {
  evaluateSplit(model, data.train, 'train', data, log);
  if (data.heldOut !== null) evaluateSplit(model, data.heldOut, 'held-out', data, log);
}

function evaluateSplit(
  model: TrainedModel,
  samples: Samples,
  split: 'train' | 'held-out',
  { truth, anchor, recording, hasEstimatedDerivatives, trainDerivatives, snapshotInterval }: PreparedData,
  log: MetricLog,
): void {
  const { count, states, derivatives } = samples;
  const detail = `over ${count} samples`;
  const pieces = split === 'train' ? recording?.train : recording?.heldOut;
  const field =
    isDriven(model) && pieces !== undefined ? drivenField(model, pieces) : evaluateField(model, states, count);
  const against = hasEstimatedDerivatives
    ? ', against estimated derivatives'
    : split === 'train' && trainDerivatives !== 'exact'
      ? `, against ${trainDerivatives === 'pairs' ? 'differences of snapshot pairs' : 'noisy derivatives'}`
      : '';
  addRelativeError(log, { name: 'vector-field-error', split, detail: detail + against }, derivatives, field);
  if (truth === null) return;
  // A gradient is the field without forces, its halves exchanged and one sign turned: the same entries, hence the same relative error.
  const own = hasOwnForces(model) ? evaluateField(withoutForces(model), states, count) : field;
  addRelativeError(log, { name: 'gradient-error', split, detail }, trueField(truth, samples), own);
  const learned = hamiltonianOf(model);
  if (learned === null) return;
  const along = (value: (x: Float64Array) => number) => valuesAt(samples, value);
  const exact = along((x) => truth.value(x));
  addRelativeError(
    log,
    { name: 'hamiltonian-error', split, detail },
    exact,
    along((x) => learned.value(x)),
  );
  if (snapshotInterval === null) return;
  const corrected = correctedEnergy(learned, snapshotInterval, anchor.state);
  addRelativeError(
    log,
    { name: 'corrected-hamiltonian-error', split, detail },
    exact,
    along((x) => corrected(x)),
  );
}

/** ẋ = J∇H of the known system at every sample. @returns (count, 2d) */
function trueField(truth: HamiltonianFunction, { dof, count, states }: Samples): Float64Array {
  const size = 2 * dof;
  const out = new Float64Array(count * size);
  const gradient = new Float64Array(size);
  for (let at = 0; at < out.length; at += size) {
    truth.gradient(states.subarray(at, at + size), gradient);
    vectorFieldFromGradient(gradient, out.subarray(at, at + size));
  }
  return out;
}

/** A function of the state at every sample. @returns (count) */
export function valuesAt(
  { dof, count, states }: { readonly dof: number; readonly count: number; readonly states: Float64Array },
  value: (x: Float64Array) => number,
): Float64Array<ArrayBuffer> {
  const size = 2 * dof;
  return Float64Array.from({ length: count }, (_, i) => value(states.subarray(i * size, (i + 1) * size)));
}
