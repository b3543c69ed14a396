/**
 * Forecast ÷ truth for fits of many sizes: `node test/bench/forecast.ts [THREADS]`. The truth is the time from the first sign of life of a run's thread
 * until its fit is done, without predictions; what the forecast adds for the start of the thread is left out. Only on a quiet machine do the two
 * speak of the same.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunConfig } from '../../core/experiment/index.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';
import { createClient } from '../../service/api/index.ts';
import { createService } from '../../service/create-service.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';
import { measureSpeed } from '../../service/machine-speed.ts';
import { THREAD_START_S } from '../../service/methods/forecast-run.ts';
import { pendulumConfig } from '../support/example-config.ts';

const SKETCHED: RunConfig['solver'] = { id: 'sketched-qr', ridge: 2 ** -52 };

type Case = readonly [systemId: string, samples: number, width: number, method: string, solver?: RunConfig['solver']];

const CASES: readonly Case[] = [
  ['pendulum', 8000, 1000, 'u-swim'],
  ['pendulum', 10_000, 1000, 'elm'],
  ['pendulum', 10_000, 1000, 'a-swim'],
  ['pendulum', 10_000, 2000, 'u-swim'],
  ['mass-spring', 8000, 1000, 'a-swim'],
  ['mass-spring', 10_000, 2000, 'elm'],
  ['mass-spring', 10_000, 2000, 'a-swim'],
  ['henon-heiles', 10_000, 1000, 'u-swim'],
  ['henon-heiles', 20_000, 2000, 'a-swim'],
  ['henon-heiles', 20_000, 3000, 'u-swim'],
  ['pendulum', 4000, 500, 'u-swim', { id: 'ridge-qr', ridge: 2 ** -52 }],
  ['pendulum', 2000, 300, 'u-swim', { id: 'truncated-svd', rcond: 1e-13 }],
  ['pendulum', 4000, 300, 'u-swim', { id: 'lsqr', ridge: 1e-12 }],
  ['pendulum', 2000, 200, 'adam-hnn'],
];

const folder = mkdtempSync(join(tmpdir(), 'phasewright-forecast-'));
const threads = process.argv[2] === undefined ? {} : { threads: Number(process.argv[2]) };
const service = createService({
  libraryPath: join(folder, 'library.phasewright'),
  role: 'host',
  workerEntry: new URL('../../service/jobs/worker.ts', import.meta.url),
  version: 'bench',
  log: console.error,
  means: threads,
});
const client = createClient(inProcessTransport(service));
const from = performance.now();
const speed = measureSpeed();
console.log(`speed, measured in ${(performance.now() - from).toFixed(0)} ms:`);
for (const [kind, value] of Object.entries(speed)) console.log(`  ${kind}: ${(value / 1e6).toFixed(0)} million/s`);
console.log(`load ${loadavg()[0]!.toFixed(1)}\n`);
for (const one of CASES) await compare(one);
await service.close();
rmSync(folder, { recursive: true });

async function compare([systemId, samples, width, method, solver = SKETCHED]: Case): Promise<void> {
  const config: RunConfig = {
    ...pendulumConfig,
    data: { kind: 'system', systemId, params: defaultParams(systems.get(systemId)), samples, testSamples: 2 },
    ...{ width, method, solver },
  };
  const { seconds } = await client.call('run.forecast', { config });
  const forecast = seconds - THREAD_START_S;
  const signs: number[] = [];
  const isFitted = Promise.withResolvers<unknown>();
  const stop = client.listen(
    ({ event, data }) => {
      if (event === 'run.progress') signs.push(performance.now());
      if (event === 'run.progress' && data.phase === 'evaluate') isFitted.resolve(data);
      if (event === 'run.changed' && data.error !== null) isFitted.resolve(data);
    },
    () => undefined,
  );
  const { runId } = await client.call('run.start', { config });
  await isFitted.promise;
  const truth = (performance.now() - signs[0]!) / 1000;
  stop();
  await client.call('run.cancel', { runId });
  const what = `${systemId} ${samples} × ${width} ${method} ${config.solver.id}`;
  console.log(
    `${what.padEnd(46)} forecast ${forecast.toFixed(2).padStart(6)} s, truth ${truth.toFixed(2).padStart(6)} s, ratio ${(forecast / truth).toFixed(2)}`,
  );
}
