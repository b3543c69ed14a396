import { CoreError } from '../errors.ts';
import { lyapunovExponent } from '../metrics/lyapunov-exponent.ts';
import type { LyapunovExponent, LyapunovOptions } from '../metrics/lyapunov-exponent.ts';
import type { PhaseFlow } from '../phase-space.ts';
import type { MetricLog } from './evaluate-model.ts';
import { formatNumber } from './format-number.ts';
import type { Predictor } from './predictor.ts';
import type { PreparedData } from './prepared-data.ts';

/** Length of the motion in characteristic times, and steps in each. */
const LENGTH = 400;
const STEPS_PER_PACE = 10;

/** λ counts as positive when it exceeds so many of its standard errors. */
const SIGNIFICANT = 4;

/**
 * Adds the Lyapunov time: of the known system, or of the model for measured data. One degree of freedom cannot be chaotic and is skipped.
 * A model that is driven from outside is skipped, too. A motion that runs away, or an exponent that is not distinguishable from 0, has none.
 */
export function addLyapunovTime(
  { dof, flow, driven, limits, pace }: Predictor,
  data: PreparedData,
  log: MetricLog,
): void {
  // The last of the simulated references is the wide one, where chaos begins.
  const reference = data.truth === null ? data.references[0] : data.references.at(-1);
  if (dof < 2 || reference === undefined || (data.truth === null && driven !== null)) return;
  const start = reference.states.slice(0, 2 * dof);
  const stepSize = pace / STEPS_PER_PACE;
  const found = exponentOf(data.truth ?? flow, start, { stepSize, steps: LENGTH * STEPS_PER_PACE, limits });
  if (found === null || !(found.exponent > SIGNIFICANT * found.standardError)) return;
  const whose = data.truth === null ? 'the learned model' : 'the known system';
  log.metrics.push({
    name: 'lyapunov-time',
    split: 'model',
    value: 1 / found.exponent,
    detail: `of ${whose}, λ = ${formatNumber(found.exponent)} ± ${formatNumber(found.standardError, 1)} over ${formatNumber(LENGTH * pace)} from '${reference.id}'`,
  });
}

/** The exponent; null also where neighbours merge, as they may in a learned field that has no energy. */
function exponentOf(flow: PhaseFlow, start: Float64Array, options: LyapunovOptions): LyapunovExponent | null {
  try {
    return lyapunovExponent(flow, start, options);
  } catch (error) {
    if (error instanceof CoreError && error.code === 'no-convergence') return null;
    throw error;
  }
}
