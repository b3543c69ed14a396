import { forecastCost, type RunConfig } from '../../core/experiment/index.ts';
import type { Forecast } from '../api/contract.ts';
import { machineSpeed, secondsOf } from '../machine-speed.ts';
import type { MethodContext } from './context.ts';
import type { RunPlan } from './plan-run.ts';

/** Time to start a thread and load the code into it, s: 0.1 s measured from the bundle; from sources it may be four times as long as this. */
export const THREAD_START_S = 0.2;

/** What a run would cost. Seconds are those of the fit, from the speed of this machine, and for measured motion of all that follows; other predictions come on top. */
export function forecastRun(
  config: RunConfig,
  { samples, run }: RunPlan,
  { store, means, version }: Pick<MethodContext, 'store' | 'means' | 'version'>,
): Forecast {
  const cost = forecastCost(config, samples, run.dof, means);
  const { rows, columns, bytes, solves } = cost;
  const seconds = THREAD_START_S + secondsOf(cost, machineSpeed(store.preferences, version), means.threads);
  return { rows, columns, bytes, solves, seconds };
}
