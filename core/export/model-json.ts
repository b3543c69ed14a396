import type { ExportInput, ModelExportFormat } from './export-format.ts';
import { selfTestPoints } from './self-test.ts';

/** Name and version of the file format; described in `docs/model-json.md`. */
export const MODEL_JSON_FORMAT = 'phasewright-model';
export const MODEL_JSON_VERSION = 1;

/**
 * The model as one JSON document: enough to evaluate Ĥ and ∇Ĥ elsewhere, with a self-test, and to tell where it came from.
 * Numbers are in the shortest form that reads back to the same double. JSON knows no infinity, so a condition estimate that is
 * infinite is written as null.
 */
export const modelJson: ModelExportFormat = {
  id: 'json',
  label: 'Model as JSON',
  extension: 'json',
  mediaType: 'application/json',
  write: (input) => `${JSON.stringify(documentOf(input), null, 1)}\n`,
};

function documentOf({ result, config, provenance }: ExportInput) {
  const { model, labels, anchor, box, split, metrics, diagnostics } = result;
  const size = 2 * model.dof;
  return {
    format: MODEL_JSON_FORMAT,
    version: MODEL_JSON_VERSION,
    formula: {
      hamiltonian: 'H(x) = constant + sum_j coefficients[j] * tanh(sum_k weights[j][k] * x[k] + biases[j])',
      gradient:
        'dH/dx[k] = sum_j coefficients[j] * (1 - tanh(z_j)^2) * weights[j][k], z_j = sum_k weights[j][k] * x[k] + biases[j]',
      motion: 'dq/dt = dH/dp, dp/dt = -dH/dq',
      state: 'x = [q_1, ..., q_d, p_1, ..., p_d] in the units of the data',
    },
    dof: model.dof,
    coordinates: { time: labels.time, q: labels.q, p: labels.p },
    model: {
      activation: 'tanh',
      width: model.width,
      weights: Array.from({ length: model.width }, (_, j) =>
        Array.from(model.weights.subarray(j * size, (j + 1) * size)),
      ),
      biases: Array.from(model.biases),
      coefficients: Array.from(model.coefficients),
      constant: model.constant,
    },
    anchor: { state: Array.from(anchor.state), value: anchor.value },
    trainingBox: box,
    selfTest: selfTestPoints(model, anchor.state, box),
    fit: { config, split, diagnostics, metrics },
    provenance,
  };
}
