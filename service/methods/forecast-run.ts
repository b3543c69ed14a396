import { systemFunction } from '../../core/phase-space.ts';
import { createRandom } from '../../core/random.ts';
import { sampleDomain } from '../../core/datasets/index.ts';
import { forecastCost, type RunConfig } from '../../core/experiment/index.ts';
import { fitHamiltonian } from '../../core/fit/index.ts';
import { samplers } from '../../core/samplers/index.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';
import type { Forecast } from '../api/contract.ts';
import type { RunPlan } from './plan-run.ts';

/** Time to start a thread and load the code into it, s: measured 0.2 s from sources, less from the bundle. */
const THREAD_START_S = 0.2;

/** Size of the fit that is timed: long enough to be compiled and measured, short enough not to be noticed. */
const PROBE = { samples: 300, width: 80, repeats: 4 };

let operationsPerSecond: number | null = null;

/** What a run would cost. Seconds are those of the solves, from the speed of a small fit on this machine; predictions come on top. */
export function forecastRun(config: RunConfig, { samples, run }: RunPlan): Forecast {
  const { flops, rows, columns, bytes, solves } = forecastCost(config, samples, run.dof);
  operationsPerSecond ??= measureSpeed(config);
  return { rows, columns, bytes, solves, seconds: THREAD_START_S + flops / operationsPerSecond };
}

/** Operations per second of the best of a few small fits with the default solver; the first ones warm the compiler. */
function measureSpeed(config: RunConfig): number {
  const system = systems.get('pendulum');
  const params = defaultParams(system);
  const { train } = sampleDomain(system, params, { train: PROBE.samples, test: 0 }, createRandom(1, 'data'));
  const state = Float64Array.from(system.referencePoint);
  const probe = {
    samples: train,
    sampler: samplers.get('u-swim'),
    width: PROBE.width,
    anchor: { state, value: systemFunction(system, params).value(state) },
    box: [...system.domain.q, ...system.domain.p],
    solver: { id: 'ridge-qr', ridge: 1e-12 },
    seed: 1,
  } as const;
  const { flops } = forecastCost({ ...config, ...probe, method: 'u-swim' }, PROBE.samples, system.dof);
  let fastest = Infinity;
  for (let i = 0; i < PROBE.repeats; i++) {
    const start = performance.now();
    fitHamiltonian(probe);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return (1000 * flops) / Math.max(fastest, 0.01);
}
