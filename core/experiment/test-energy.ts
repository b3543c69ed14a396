import { endOf } from '../integrators/integrate.ts';
import type { MotionEnd } from '../integrators/integrate.ts';
import { energyDrift } from '../metrics/energy-drift.ts';
import { withHalvedSteps } from './compare-motions.ts';
import type { Predictor } from './compare-motions.ts';
import { decimateKeepingExtremes } from './decimate.ts';
import type { MetricLog } from './evaluate-model.ts';
import { formatNumber } from './format-number.ts';
import type { EnergyTest } from './run-result.ts';

/** Most steps of the long motion, and most points kept for drawing. */
const MAX_STEPS = 200_000;
const MAX_POINTS = 2000;

/** Fewer steps than these say nothing about a drift. */
const MIN_STEPS = 10;

/** How often progress is told, in steps. */
const REPORT_EVERY = 2000;

/** Where the long motion starts, how far it goes and by which step. */
export interface EnergyTestSetup {
  /** (2d) */
  readonly start: Float64Array;
  readonly stepSize: number;
  readonly horizon: number;
  /** max Ĥ − min Ĥ over the training states */
  readonly energyRange: number;
}

/**
 * Follows one long motion of the learned model and watches Ĥ at every step: a symplectic integrator keeps it in a band, so what
 * is seen is the integrator and the smoothness of Ĥ. Adds the metric `energy-drift`, relative to the range of Ĥ over the training states,
 * unless the motion runs away: a motion that ends early has had no time to drift and would look best.
 */
export function testEnergy(
  predictor: Predictor,
  { start, stepSize, horizon, energyRange }: EnergyTestSetup,
  log: MetricLog,
  report: (fraction: number) => void,
): EnergyTest {
  const attempt = withHalvedSteps(stepSize, (h) => followEnergy(predictor, start, h, horizon, report));
  const { integrator } = predictor;
  if (attempt === null) {
    log.notes.push('The long motion of the energy test could not be computed: its implicit equations do not settle.');
    const energy = Float64Array.of(predictor.learned.value(start));
    return { times: new Float64Array(1), energy, integrator: integrator.id, stepSize };
  }
  const { times, energies, end } = attempt.result;
  const reached = times.at(-1)!;
  if (attempt.halvings > 0) log.notes.push(`The step of the energy test had to be halved ${attempt.halvings} times.`);
  if (end !== 'complete') {
    log.notes.push(
      `The long motion of the energy test runs away after ${formatNumber(reached)} of ${formatNumber(horizon)}: no energy drift is given.`,
    );
  } else if (reached < horizon * (1 - 1e-9)) {
    log.notes.push(
      `The energy test covers ${formatNumber(reached)} of ${formatNumber(horizon)}: ${MAX_STEPS} steps are the limit.`,
    );
  }
  if (end === 'complete' && times.length <= MIN_STEPS) {
    log.notes.push(
      `The energy test has only ${times.length - 1} steps, fewer than ${MIN_STEPS}: no energy drift is given.`,
    );
  } else if (end === 'complete' && energyRange > 0) {
    log.metrics.push({
      name: 'energy-drift',
      split: 'model',
      value: energyDrift(energies) / energyRange,
      detail: `of the range of Ĥ over the training states, along one motion of length ${formatNumber(reached)}; ${integrator.label}, step ${formatNumber(attempt.stepSize)}`,
    });
  } else if (end === 'complete') {
    log.notes.push('There is no relative energy drift: Ĥ is the same at all training states.');
  }
  const thinned = decimateKeepingExtremes(times, energies, MAX_POINTS);
  return { times: thinned.times, energy: thinned.values, integrator: integrator.id, stepSize: attempt.stepSize };
}

function followEnergy(
  { integrator, learned, limits }: Predictor,
  start: Float64Array,
  h: number,
  horizon: number,
  report: (fraction: number) => void,
) {
  const steps = Math.max(1, Math.min(MAX_STEPS, Math.ceil(horizon / h - 1e-9)));
  const step = integrator.createStepper(learned);
  const x = Float64Array.from(start);
  const energies = new Float64Array(steps + 1);
  energies[0] = learned.value(x);
  let reached = 0;
  let end: MotionEnd = 'complete';
  while (reached < steps) {
    step(x, h);
    end = endOf(x, limits);
    if (end !== 'complete') break;
    energies[++reached] = learned.value(x);
    if (reached % REPORT_EVERY === 0) report(reached / steps);
  }
  return {
    times: Float64Array.from({ length: reached + 1 }, (_, i) => i * h),
    energies: energies.slice(0, reached + 1),
    end,
  };
}
