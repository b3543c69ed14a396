import type { ExportInput, ModelExportFormat } from './export-format.ts';
import { modelFormula, writeModelPart } from './model-part.ts';
import { selfTestPoints } from './self-test.ts';

/** Name and version of the file format; described in `docs/model-json.md`. */
export const MODEL_JSON_FORMAT = 'phasewright-model';
export const MODEL_JSON_VERSION = 3;

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
  return {
    format: MODEL_JSON_FORMAT,
    version: MODEL_JSON_VERSION,
    formula: {
      ...modelFormula(model),
      state: 'x = [q_1, ..., q_d, p_1, ..., p_d] in the units of the data',
    },
    dof: model.dof,
    coordinates: { time: labels.time, q: labels.q, p: labels.p, inputs: labels.inputs },
    model: writeModelPart(model),
    correction: correctionOf(config),
    anchor: { state: Array.from(anchor.state), value: anchor.value },
    trainingBox: box,
    selfTest: selfTestPoints(model, anchor.state, box),
    fit: { config, split, diagnostics, metrics },
    provenance,
  };
}

/** What a model learned from snapshot pairs needs to give the true energy; null for other data. */
function correctionOf({ data }: ExportInput['config']) {
  if (data.kind !== 'system' || data.design?.kind !== 'snapshots') return null;
  return {
    interval: data.design.interval,
    formula:
      'true H(x) is about H(x) + interval/2 * (g(x) - g(x0)), g = sum_k dH/dq[k] * dH/dp[k], x0 = anchor.state; motion: symplectic Euler with this step follows the data',
  };
}
