/** What the forces beside Ĥ mean for the judging of a model; only identified ones have any. */
import { fittedRows } from '../datasets/gather-samples.ts';
import type { TrajectoryPiece } from '../datasets/split.ts';
import { hasDrive, hasForces, identifiedFlow } from '../network/identified-function.ts';
import type { IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import { vectorFieldFromGradient } from '../phase-space.ts';

/** True when forces act beside −∂Ĥ/∂q. */
export function hasOwnForces(model: TrainedModel): model is IdentifiedHamiltonian {
  return model.kind === 'identified-hamiltonian' && hasForces(model);
}

/** True when known inputs or drives push the model: its field then depends on time. */
export function isDriven(model: TrainedModel): model is IdentifiedHamiltonian {
  return model.kind === 'identified-hamiltonian' && hasDrive(model);
}

/** Ĥ alone. */
export function withoutForces(model: IdentifiedHamiltonian): IdentifiedHamiltonian {
  const { width, terms, coefficients } = model;
  return { ...model, forces: [], coefficients: coefficients.slice(0, width + terms.length) };
}

/** ẋ̂ with all forces at the rows that `gatherSamples` joins, each at its own time. @returns (count, 2d) */
export function drivenField(
  model: IdentifiedHamiltonian,
  pieces: readonly TrajectoryPiece[],
): Float64Array<ArrayBuffer> {
  const size = 2 * model.dof;
  const moment = { time: 0, inputs: new Float64Array() };
  const flow = identifiedFlow(model, moment);
  const gradient = new Float64Array(size);
  const rows = fittedRows(pieces);
  const out = new Float64Array(rows.reduce((sum, { low, high }) => sum + high - low, 0) * size);
  let at = 0;
  for (const { trajectory, low, high } of rows) {
    const { times, states, inputs = new Float64Array() } = trajectory;
    const inputCount = inputs.length / times.length;
    for (let i = low; i < high; i++, at += size) {
      moment.time = times[i]!;
      moment.inputs = inputs.subarray(i * inputCount, (i + 1) * inputCount);
      flow.gradient(states.subarray(i * size, (i + 1) * size), gradient);
      vectorFieldFromGradient(gradient, out.subarray(at, at + size));
    }
  }
  return out;
}
