import type { Limits } from '../integrators/integrate.ts';
import { integrators } from '../integrators/index.ts';
import type { Integrator } from '../integrators/integrator.ts';
import { flowOf, hamiltonianOf } from '../network/flow-of-model.ts';
import { drivenFlow } from '../network/identified-drive.ts';
import type { Drive } from '../network/identified-drive.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import type { HamiltonianFunction, PhaseFlow } from '../phase-space.ts';
import { valuesAt } from './evaluate-model.ts';
import { isDriven } from './model-forces.ts';
import { motionLimits } from './motion-limits.ts';
import { characteristicTime } from './prepared-data.ts';
import type { PreparedData } from './prepared-data.ts';
import type { RunConfig } from './run-config.ts';
import type { EnergyKind } from './run-result.ts';

/** Share of the range of q that a prediction may be off by default. */
const DEFAULT_TOLERANCE_SHARE = 0.1;

/** An energy that is watched along a motion, and how far it reaches over the training states. */
export interface WatchedEnergy {
  value(x: Float64Array): number;
  /** max − min over the training states; null when they lie on one energy as far as its digits tell: nothing can be said relative to it. */
  readonly range: number | null;
}

/** What predicts, and within which limits. */
export interface Predictor {
  readonly dof: number;
  readonly flow: PhaseFlow;
  /** What the energy test follows: the motion of Ĥ alone, without forces beside it; the field itself where there is no Ĥ. */
  readonly conservative: PhaseFlow;
  /** The motion that known inputs and drives push, in an extended phase space, see `drivenFlow`; null for a model without them. */
  readonly driven: ((drive: Drive) => PhaseFlow) | null;
  /** Ĥ; null for a learned field. */
  readonly learned: WatchedEnergy | null;
  /** H of the known system; null for measured data. */
  readonly truth: WatchedEnergy | null;
  readonly integrator: Integrator;
  /** A motion that leaves these has run away. */
  readonly limits: Limits;
  /** Characteristic time of the training samples. */
  readonly pace: number;
  readonly tolerance: number;
  readonly isDefaultTolerance: boolean;
}

/** Makes ready what follows the learned motions of a run. */
export function createPredictor(model: TrainedModel, data: PreparedData, config: RunConfig): Predictor {
  const learned = hamiltonianOf(model);
  return {
    dof: model.dof,
    flow: flowOf(model),
    conservative: learned ?? flowOf(model),
    driven: isDriven(model) ? (drive: Drive) => drivenFlow(model, drive) : null,
    learned: learned === null ? null : watch(learned, data),
    truth: data.truth === null ? null : watch(data.truth, data),
    integrator: integrators.get(config.integrator),
    limits: motionLimits(model, data.box),
    pace: characteristicTime(data.train, data.box),
    tolerance: config.tolerance ?? DEFAULT_TOLERANCE_SHARE * widestRange(data, model.dof),
    isDefaultTolerance: config.tolerance === null,
  };
}

/** Which energy the series of a run hold. */
export function energyKindOf({ learned, truth }: Predictor): EnergyKind {
  if (learned !== null) return 'learned';
  return truth === null ? 'none' : 'true';
}

/** The energy that `energyKindOf` names; null for none. */
export function energyOf({ learned, truth }: Predictor): WatchedEnergy | null {
  return learned ?? truth;
}

/**
 * Share of |∇H|·|box| that the energies of the training states must span. A single clean orbit spans rounding only, and a drift relative
 * to that would be a large number without meaning.
 */
const ONE_ENERGY = 1e-6;

function watch(energy: HamiltonianFunction, { train, box }: PreparedData): WatchedEnergy {
  const size = 2 * train.dof;
  const gradient = new Float64Array(size);
  const reach = valuesAt(train, (x) => {
    energy.gradient(x, gradient);
    return gradient.reduce((sum, slope, k) => sum + Math.abs(slope) * (box[k]![1] - box[k]![0]), 0);
  }).sort();
  const range = rangeOf(valuesAt(train, (x) => energy.value(x)));
  const isOneEnergy = !(range > ONE_ENERGY * reach[Math.floor(reach.length / 2)]!);
  return { value: (x) => energy.value(x), range: isOneEnergy ? null : range };
}

function widestRange({ box }: PreparedData, dof: number): number {
  return Math.max(...box.slice(0, dof).map(([low, high]) => high - low));
}

function rangeOf(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
