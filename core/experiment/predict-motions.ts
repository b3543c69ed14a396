import { widenLimits } from '../integrators/integrate.ts';
import { integrators } from '../integrators/index.ts';
import { evaluateEnergies, networkFunction } from '../network/network-function.ts';
import type { SampledHamiltonian } from '../network/sampled-hamiltonian.ts';
import { addMotionMetrics, compareMotion } from './compare-motions.ts';
import type { Comparison, Predictor } from './compare-motions.ts';
import type { MetricLog } from './evaluate-model.ts';
import { characteristicTime } from './prepared-data.ts';
import type { PreparedData } from './prepared-data.ts';
import type { RunConfig } from './run-config.ts';
import type { ComparedTrajectory, EnergyTest } from './run-result.ts';
import { testEnergy } from './test-energy.ts';

/** A motion that leaves this many boxes of the data has run away. */
const RUNAWAY_BOXES = 10;

/** Share of the range of q that a prediction may be off by default, and default length of the energy test in compared lengths. */
const DEFAULT_TOLERANCE_SHARE = 0.1;
const DEFAULT_HORIZON_FACTOR = 10;

/** Share of the progress of this phase that the long motion takes. */
const ENERGY_SHARE = 0.7;

/** Lets the learned model move: beside each reference, and once for long. Adds the metrics of motion. */
export function predictMotions(
  model: SampledHamiltonian,
  data: PreparedData,
  config: RunConfig,
  log: MetricLog,
  report: (fraction: number) => void,
): { readonly compared: readonly ComparedTrajectory[]; readonly energyTest: EnergyTest } {
  const pace = characteristicTime(data.train, data.box);
  const predictor: Predictor = {
    model,
    pace,
    learned: networkFunction(model),
    integrator: integrators.get(config.integrator),
    limits: widenLimits(data.box, RUNAWAY_BOXES),
    tolerance: config.tolerance ?? DEFAULT_TOLERANCE_SHARE * widestRange(data, model.dof),
    isDefaultTolerance: config.tolerance === null,
  };
  const comparisons: Comparison[] = [];
  for (const [index, reference] of data.references.entries()) {
    comparisons.push(compareMotion(predictor, reference, log.notes));
    report(((1 - ENERGY_SHARE) * (index + 1)) / data.references.length);
  }
  addMotionMetrics(predictor, comparisons, data.referenceTotals, log);

  const compared = comparisons.flatMap((comparison) => comparison.compared ?? []);
  const first = comparisons.find((comparison) => comparison.compared !== null);
  const longest = Math.max(0, ...comparisons.map(({ referenceTime }) => referenceTime));
  // Without any motion (single rows, or nothing could move) the data's own pace sets step and length.
  const energies = evaluateEnergies(model, data.train.states, data.train.count);
  const energyTest = testEnergy(
    predictor,
    {
      start: compared[0]?.reference.slice(0, 2 * model.dof) ?? data.anchor.state,
      stepSize: first?.stepSize ?? pace / 100,
      horizon: config.horizon ?? DEFAULT_HORIZON_FACTOR * (longest > 0 ? longest : pace),
      energyRange: rangeOf(energies),
    },
    log,
    (fraction) => {
      report(1 - ENERGY_SHARE + ENERGY_SHARE * fraction);
    },
  );
  return { compared, energyTest };
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
