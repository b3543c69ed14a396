import type { TrainedModel } from '../network/trained-model.ts';
import { addLyapunovTime } from './chaos.ts';
import { compareMotion } from './compare-motions.ts';
import type { Comparison } from './compare-motions.ts';
import type { MetricLog } from './evaluate-model.ts';
import { addMotionMetrics } from './motion-metrics.ts';
import { createPredictor, energyKindOf } from './predictor.ts';
import type { PreparedData } from './prepared-data.ts';
import type { RunConfig } from './run-config.ts';
import type { RunResult } from './run-result.ts';
import { testEnergy } from './test-energy.ts';

/** Default length of the energy test in compared lengths. */
const DEFAULT_HORIZON_FACTOR = 10;

/** Share of the progress of this phase that the long motion takes. */
const ENERGY_SHARE = 0.7;

/** Lets the learned model move: beside each reference, and once for long. Adds the metrics of motion. */
export function predictMotions(
  model: TrainedModel,
  data: PreparedData,
  config: RunConfig,
  log: MetricLog,
  report: (fraction: number) => void,
): Pick<RunResult, 'compared' | 'energyTest' | 'energyKind'> {
  const predictor = createPredictor(model, data, config);
  const { pace } = predictor;
  const comparisons: Comparison[] = [];
  for (const [index, reference] of data.references.entries()) {
    comparisons.push(compareMotion(predictor, reference, log.notes));
    report(((1 - ENERGY_SHARE) * (index + 1)) / data.references.length);
  }
  addMotionMetrics(predictor, comparisons, data.referenceTotals, log);
  addLyapunovTime(predictor, data, log);

  const compared = comparisons.flatMap((comparison) => comparison.compared ?? []);
  const first = comparisons.find((comparison) => comparison.compared !== null);
  const longest = Math.max(0, ...comparisons.map(({ referenceTime }) => referenceTime));
  // Without any motion (single rows, or nothing could move) the data's own pace sets step and length.
  const energyTest = testEnergy(
    { ...predictor, flow: predictor.conservative },
    {
      start: compared[0]?.predicted.slice(0, 2 * model.dof) ?? data.anchor.state,
      stepSize: first?.stepSize ?? pace / 100,
      horizon: config.horizon ?? DEFAULT_HORIZON_FACTOR * (longest > 0 ? longest : pace),
    },
    log,
    (fraction) => {
      report(1 - ENERGY_SHARE + ENERGY_SHARE * fraction);
    },
  );
  return { compared, energyTest, energyKind: energyKindOf(predictor) };
}
