import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../../../core/experiment/run-config.ts';
import { IDENTIFICATION_DEFAULTS } from '../../../core/identification/index.ts';
import { decode, encode } from '../../../service/api/index.ts';
import { runJob } from '../../../service/jobs/run-job.ts';
import { openStore } from '../../../service/store/open-store.ts';
import { newRun, pendulumConfig, temporaryLibrary } from '../../support/library.ts';
import { openService } from '../../support/service.ts';

const config: RunConfig = {
  ...pendulumConfig,
  data: {
    ...pendulumConfig.data,
    ...{ domain: { q: [[-1, 1]], p: [[-1, 1]] }, samples: 160, testSamples: 20 },
    design: { kind: 'trajectories', rows: 80, stepSize: 0.2, integrator: 'rk4' },
    noise: { kind: 'relative', states: [0.01], derivatives: [0.01] },
  } as RunConfig['data'],
  ...{ method: 'measured', width: 15, horizon: 5 },
  split: { kind: 'fraction', fraction: 0 },
};

const job = (threads: number) => ({ config, dataset: null, threads, memoryBytes: 2 ** 26 });
const ignore = () => undefined;

describe('a run on measured motion', () => {
  const outcome = runJob(job(1), ignore);

  test('gives with two threads the bits of one', () => {
    const second = runJob(job(2), ignore);
    expect({ ...second.result, timings: [] }).toEqual({ ...outcome.result, timings: [] });
    expect(second.trainStates).toEqual(outcome.trainStates);
  });

  test('comes back from the library with every bit: report, posterior, bands', () => {
    const { result, trainStates } = outcome;
    const path = temporaryLibrary();
    const written = openStore(path);
    const { id } = written.runs.insert(newRun);
    written.runs.markRunning(id);
    written.runs.settle(id, outcome);
    written.close();
    const store = openStore(path);
    const { compared, energyTest, lossHistory, ...facts } = result;
    expect(store.runs.facts(id)).toEqual(facts);
    expect(store.runs.series(id)).toEqual({ compared, energyTest, lossHistory, trainStates });
    expect(facts.identification!.report.physics[0]!.potential.x.length).toBeGreaterThan(10);
    expect(compared.every(({ band }) => band !== undefined)).toBe(true);
    store.close();
  });

  test('is seen from every side of the service, and crosses its pipe', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config });
    expect(await settled(runId)).toMatchObject({
      status: 'succeeded',
      name: 'Automatic, for measured motion, 15 neurons',
    });
    const detail = await client.call('run.get', { runId });
    const { verdicts, period } = detail.identification!;
    expect(detail.verdict).toEqual({ fact: verdicts.forecast.sentence, caveat: verdicts.identifiability.sentence });
    expect(decode(encode(detail))).toEqual(detail);

    const series = await client.call('run.series', { runId, maxPoints: 50 });
    const [{ band, predicted, times }] = series.compared as [(typeof series.compared)[number]];
    expect(times.length).toBeLessThanOrEqual(50);
    expect([band!.low.length, band!.high.length]).toEqual([predicted.length, predicted.length]);

    // The anchor of the pendulum is its rest position: there Ĥ is pinned, so nothing is open.
    const grid = { runId, axis: 0, q: [-1, 1] as const, p: [-1, 1] as const, columns: 101, rows: 101 };
    const { deviation, energy } = await client.call('model.field', grid);
    expect(deviation).toHaveLength(energy.length);
    expect(deviation[50 * 101 + 50]).toBeCloseTo(0, 12);
    expect(deviation.filter((_, i) => i !== 50 * 101 + 50).every((value) => value > 0 && value < 0.1)).toBe(true);

    const rollout = await client.call('model.rollout', { runId, state: [0.5, 0], duration: 2 * period, points: 200 });
    expect([rollout.band!.low[0], rollout.band!.high[0]]).toEqual([0.5, 0.5]);
    expect(rollout.band!.high.at(-1)! - rollout.band!.low.at(-1)!).toBeGreaterThan(0);
  });

  test('is cancelled like any other', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config });
    await client.call('run.cancel', { runId });
    expect(await settled(runId)).toMatchObject({ status: 'cancelled' });
  });

  test('is forecast before it starts', async () => {
    const { client } = openService();
    const forecast = await client.call('run.forecast', { config });
    // Two equations for each of 160 rows; 15 neurons, 2 linear and 3 quadratic terms, and friction.
    expect(forecast).toMatchObject({ rows: 320, columns: 21, solves: 5 });
    expect(forecast.seconds).toBeLessThan(5);
  });

  test.each<[string, Partial<RunConfig>, string]>([
    ['points', { data: pendulumConfig.data }, 'needs motion in time'],
    ['single held-out rows', { split: { kind: 'points', fraction: 0.1 } }, 'Single held-out rows'],
    ['a degree of freedom that is not there', withOptions({ periodic: [1] }), 'Degree of freedom 2 is named'],
    [
      'an input that is not there',
      withOptions({ inputs: [{ name: 'torque', axis: 0 }] }),
      "There is no known input 'torque'; the data have none.",
    ],
    ['masses of others', withOptions({ masses: [1, 1] }), '1 mass above 0 must be given, not 1, 1.'],
    ['noise of others', withOptions({ noise: [1, 1, 1] }), '3 numbers are given for the noise; 2 are needed'],
    ['a noise of 0', withOptions({ noise: [0.1, 0] }), 'The noise must be above 0, not 0.'],
    [
      'a boundless roughness',
      withOptions({ roughness: 101 }),
      'The roughness must be above 0 and at most 100, not 101.',
    ],
    ['a smoother of no width', withOptions({ smoothing: 0 }), 'The half width of the smoother must be above 0, not 0.'],
    ['rows for positions', withOptions({ rows: 'double-integral' }), 'double-integral are for positions alone.'],
    ['rows for momenta', withOptions({ rows: 'exact', positionsOnly: true }), 'exact need momenta'],
    ['a torque on no angle', withOptions({ torque: true }), 'A constant torque needs a coordinate that is an angle'],
    ['an angle said twice', withOptions({ periodic: [0, 0] }), 'said to be an angle twice.'],
    ['a term said twice', withOptions({ library: ['exp-q', 'exp-q'] }), 'The same term of H is named twice.'],
    ['a ratio of one mass', withOptions({ isMassRatioSought: true, positionsOnly: true }), 'here there is one.'],
    // Rows 0.2 apart are 5 per unit of time.
    [
      'a drive that is too fast',
      withOptions({ drives: [{ frequency: 2.5, axis: 0 }] }),
      'half of the sampling rate is 2.5',
    ],
    ['a drive that stands still', withOptions({ drives: [{ frequency: 0, axis: 0 }] }), 'must be above 0, not 0.'],
  ])('on %s is refused before anything is queued', async (_name, change, words) => {
    const { client } = openService();
    await expect(client.call('run.start', { config: { ...config, ...change } })).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining(words) as string,
    });
    expect(await client.call('run.list', {})).toEqual([]);
  });

  test.each([
    ['an unknown row type', { rows: 'weak' }],
    ['an endless smoother', { smoothing: Infinity }],
    ['an option that is none', { smoothness: 1 }],
  ])('with %s is no configuration', async (_name, change) => {
    const { client } = openService();
    const identification = { ...IDENTIFICATION_DEFAULTS, ...change } as unknown as RunConfig['identification'];
    await expect(
      client.call('run.start', { config: { ...config, identification } as RunConfig }),
    ).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining('config.identification') as string,
    });
  });
});

function withOptions(change: Partial<NonNullable<RunConfig['identification']>>): Partial<RunConfig> {
  return { identification: { ...IDENTIFICATION_DEFAULTS, ...change } };
}
