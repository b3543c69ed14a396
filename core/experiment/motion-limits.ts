import { runawayLimits } from '../integrators/integrate.ts';
import type { Limits } from '../integrators/integrate.ts';
import type { TrainedModel } from '../network/trained-model.ts';

/** Where a motion of a model has run away: ten boxes of its data, see `runawayLimits`; an angle of full turns may turn for ever. */
export function motionLimits(model: TrainedModel, box: Limits): Limits {
  const limits = runawayLimits(box);
  if (model.kind !== 'identified-hamiltonian') return limits;
  const turning = model.inputs.flatMap(({ kind, coordinate }) => (kind === 'scaled' ? [] : [coordinate]));
  return limits.map((limit, k) => (turning.includes(k) ? [-Infinity, Infinity] : limit));
}
