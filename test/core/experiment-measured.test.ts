import { describe, expect, test } from 'vitest';
import type { Dataset, Trajectory } from '../../core/datasets/dataset.ts';
import { composeVerdict, runExperiment } from '../../core/experiment/index.ts';
import type { Metric, RunConfig, RunProgress, RunResult } from '../../core/experiment/index.ts';
import { createRandom } from '../../core/random.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';

const quiet = { report: () => undefined, now: () => 0 };

/** Two swings of ẍ = −sin x − γ ẋ + u(t) with noise of 0.002, and the force beside them. Everything is fixed by the seed of the noise. */
function recorded({ friction = 0, push = () => 0 }: { friction?: number; push?: (t: number) => number }): Dataset {
  const random = createRandom(1, 'noise');
  const trajectory = (id: string, amplitude: number): Trajectory => {
    const count = 160;
    const times = Float64Array.from({ length: count }, (_, i) => 0.1 * i);
    const states = new Float64Array(2 * count);
    const derivatives = new Float64Array(2 * count);
    const inputs = times.map(push);
    let [q, p] = [amplitude, 0];
    for (let i = 0; i < count; i++) {
      states.set([q + 0.002 * random.normal(), p + 0.002 * random.normal()], 2 * i);
      derivatives.set([p, -Math.sin(q) - friction * p + inputs[i]!], 2 * i);
      for (let k = 0; k < 100; k++) {
        const time = times[i]! + 0.001 * k;
        const force = (position: number, velocity: number, t: number) =>
          -Math.sin(position) - friction * velocity + push(t);
        // The midpoint rule: its error is 10⁻⁷, far below the noise.
        const [halfQ, halfP] = [q + 0.0005 * p, p + 0.0005 * force(q, p, time)];
        q += 0.001 * halfP;
        p += 0.001 * force(halfQ, halfP, time + 0.0005);
      }
    }
    return { id, times, states, derivatives, fitRange: [2, count - 2], inputs };
  };
  return {
    dof: 1,
    labels: { time: 't', q: ['theta'], p: ['omega'], inputs: ['u'] },
    trajectories: [trajectory('wide', 1.2), trajectory('middle', 1)],
  };
}

const config: RunConfig = {
  data: { kind: 'dataset', datasetId: 'd' },
  method: 'measured',
  width: 20,
  seed: 1,
  split: { kind: 'trajectories', heldOut: ['middle'] },
  solver: { id: 'ridge-qr', ridge: 0 },
  integrator: 'stormer-verlet',
  horizon: 20,
  tolerance: null,
};

const known: RunConfig = {
  ...config,
  data: {
    ...{ kind: 'system', systemId: 'pendulum', params: defaultParams(systems.get('pendulum')) },
    ...{ domain: { q: [[-1, 1]], p: [[-1, 1]] }, samples: 320, testSamples: 50 },
    design: { kind: 'trajectories', rows: 80, stepSize: 0.2, integrator: 'rk4' },
    noise: { kind: 'relative', states: [0.01], derivatives: [0.01] },
  },
  split: { kind: 'fraction', fraction: 0.25 },
};

const metric = ({ metrics }: RunResult, name: Metric['name'], split: Metric['split']) =>
  metrics.find((entry) => entry.name === name && entry.split === split)!.value;

/** Share of predicted rows that lie in their band. */
function shareInBand({ compared }: RunResult): number {
  const { predicted, band } = compared[0]!;
  return predicted.filter((value, i) => value >= band!.low[i]! && value <= band!.high[i]!).length / predicted.length;
}

describe('a run on damped motion', () => {
  const phases: RunProgress['phase'][] = [];
  const dataset = recorded({ friction: 0.1 });
  const result = runExperiment(
    { config, dataset },
    {
      report: ({ phase }) => {
        if (phases.at(-1) !== phase) phases.push(phase);
      },
      now: () => 0,
    },
  );

  test('goes through its phases, the judging last', () => {
    expect(phases).toEqual(['prepare', 'solve', 'evaluate', 'predict', 'assess']);
    expect(result.timings.map(({ phase }) => phase)).toEqual(phases);
  });

  test('finds the friction, and says that the energy test leaves it out', () => {
    const [force] = result.identification!.report.forces;
    expect(force).toMatchObject({ kind: 'viscous', axis: 0 });
    // Noise is 0.2 % of the motion: the coefficient is right to some per cent.
    expect(Math.abs(force!.value / 0.1 - 1)).toBeLessThan(0.05);
    expect(result.notes).toContainEqual(expect.stringContaining('the energy test follows H alone'));
    expect(metric(result, 'energy-drift', 'model')).toBeLessThan(0.01);
    // Along the motion itself the energy falls.
    const { predictedEnergy } = result.compared[0]!;
    expect(predictedEnergy.at(-1)! - predictedEnergy[0]!).toBeLessThan(-0.1);
  });

  test('starts predictions from smoothed states, and holds them in a band that begins there', () => {
    const [{ predicted, reference, band }] = result.compared as [RunResult['compared'][number]];
    expect(predicted[0]).not.toBe(reference[0]);
    // Three standard deviations of the noise.
    expect(Math.abs(predicted[0]! - 1)).toBeLessThan(0.006);
    expect([band!.low[0], band!.high[0]]).toEqual([predicted[0], predicted[0]]);
    expect(band!.low).toHaveLength(predicted.length);
    expect(shareInBand(result)).toBeGreaterThan(0.9);
    expect(metric(result, 'largest-distance', 'held-out')).toBeLessThan(0.05);
  });

  test('pins H to 0 at the first state learned from', () => {
    expect(result.anchor.value).toBe(0);
    expect([...result.anchor.state]).toEqual([...dataset.trajectories[0]!.states.subarray(4, 6)]);
  });

  test('lets the two verdicts of the report speak', () => {
    const { forecast, identifiability } = result.identification!.report.verdicts;
    expect(composeVerdict({ ...result, config })).toEqual({
      fact: forecast.sentence,
      caveat: identifiability.sentence,
    });
  });

  test('gives the same bits again', () => {
    expect(runExperiment({ config, dataset }, quiet)).toEqual(result);
  });
});

test('a known input pushes the model, its predictions and the field that is compared, without being asked for', () => {
  const dataset = recorded({ push: (t) => 0.4 * Math.sin(2.3 * t) });
  const result = runExperiment({ config, dataset }, quiet);
  const { forces, verdicts } = result.identification!.report;
  const input = forces.find(({ kind }) => kind === 'input')!;
  // The true factor is 1; three of its errors hold in all but 3 of 1000 cases.
  expect(Math.abs(input.value - 1)).toBeLessThan(3 * input.error);
  expect(input.error).toBeLessThan(0.02);
  expect(verdicts.forecast.grade).toBe('good');
  // Without the push the motion is off by half its size.
  expect(metric(result, 'trajectory-error', 'held-out')).toBeLessThan(0.05);
  expect(metric(result, 'vector-field-error', 'held-out')).toBeLessThan(0.02);
});

test('recorded motion of a known system is learned from with its noise, and compared with the true one', () => {
  const result = runExperiment({ config: known, dataset: null }, quiet);
  expect(metric(result, 'hamiltonian-error', 'held-out')).toBeLessThan(0.05);
  expect(result.compared.every(({ isMeasured, band }) => !isMeasured && band !== undefined)).toBe(true);
  expect(result.identification!.report.noiseShare[0]).toBeCloseTo(0.01, 2);
});

test.each<[string, RunConfig, string]>([
  [
    'single points',
    { ...known, data: { ...known.data, design: { kind: 'points' } } as RunConfig['data'] },
    'needs motion in time',
  ],
  [
    'pairs of snapshots',
    { ...known, data: { ...known.data, design: { kind: 'snapshots', interval: 0.1 } } as RunConfig['data'] },
    'needs motion in time',
  ],
  ['single held-out rows', { ...known, split: { kind: 'points', fraction: 0.2 } }, 'Single held-out rows'],
])('%s are refused', (_name, refused, words) => {
  expect(() => runExperiment({ config: refused, dataset: null }, quiet)).toThrow(words);
});
