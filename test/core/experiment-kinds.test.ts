import { describe, expect, test } from 'vitest';
import { TRAINING_DEFAULTS } from '../../core/baselines/index.ts';
import type { TrainingConfig } from '../../core/baselines/index.ts';
import { entryOf, methods, runExperiment } from '../../core/experiment/index.ts';
import type { Metric, RunConfig, RunProgress, RunResult } from '../../core/experiment/index.ts';
import type { SystemSource } from '../../core/experiment/run-config.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';
import { swings, swing } from './swings.ts';

const source: SystemSource = {
  kind: 'system',
  systemId: 'pendulum',
  params: { mass: 1, length: 1, gravity: 1, frequency: 1 },
  samples: 300,
  testSamples: 100,
};
const config: RunConfig = {
  data: source,
  method: 'u-swim',
  width: 120,
  seed: 3,
  split: { kind: 'fraction', fraction: 0.2 },
  solver: { id: 'ridge-qr', ridge: 2 ** -52 },
  integrator: 'stormer-verlet',
  horizon: 20,
  tolerance: null,
};
const training: TrainingConfig = { ...TRAINING_DEFAULTS, steps: 400, batchSize: 64, timeBudget: null };

function run(changes: Partial<RunConfig>, report: (progress: RunProgress) => void = () => undefined): RunResult {
  return runExperiment({ config: { ...config, ...changes }, dataset: null }, { report, now: () => 0 });
}
function valueOf({ metrics }: RunResult, name: Metric['name'], split: Metric['split']): number | undefined {
  return metrics.find((metric) => metric.name === name && metric.split === split)?.value;
}

const sampleMethods = methods.filter((method) => method.kind !== 'measured');

describe.each(sampleMethods.map((method) => [entryOf(method).id, method] as const))(
  'an experiment by %s',
  (id, method) => {
    const isField = method.kind === 'baseline' && !method.baseline.hasHamiltonian;
    const isTrained = method.kind === 'baseline' && method.baseline.isTrained;
    const phases: RunProgress['phase'][] = [];
    const result = run({ method: id, training }, ({ phase }) => phases.push(phase));

    test('stores finite numbers only', () => {
      expect(result.metrics.length).toBeGreaterThan(3);
      for (const { value } of result.metrics) expect(Number.isFinite(value)).toBe(true);
    });

    test('measures the field on fresh points and the drift of the true energy', () => {
      expect(valueOf(result, 'vector-field-error', 'held-out')).toBeLessThan(0.9);
      expect(valueOf(result, 'true-energy-drift', 'held-out')).toBeGreaterThan(0);
    });

    test('has an energy of its own exactly when it learns a Hamiltonian', () => {
      expect(result.energyKind).toBe(isField ? 'true' : 'learned');
      expect(valueOf(result, 'hamiltonian-error', 'held-out') === undefined).toBe(isField);
      expect(valueOf(result, 'energy-drift', 'model') === undefined).toBe(isField);
      for (const { times, predictedEnergy } of result.compared) expect(predictedEnergy.length).toBe(times.length);
    });

    test('has a loss exactly when it is trained, and a solve exactly when it is not', () => {
      expect([result.lossHistory !== null, result.diagnostics === null]).toEqual([isTrained, isTrained]);
      expect(phases.includes('train')).toBe(isTrained);
      expect(phases.includes('solve')).toBe(!isTrained);
    });

    test('gives the same bits again', () => {
      expect(run({ method: id, training })).toEqual(result);
    });
  },
);

describe('data of a known system', () => {
  test('from snapshot pairs: the corrected energy is closer to the true one', () => {
    const domain = { q: [[-Math.PI, Math.PI]], p: [[-1, 1]] } as const;
    const result = run({ data: { ...source, domain, design: { kind: 'snapshots', interval: 0.1 } } });
    const raw = valueOf(result, 'hamiltonian-error', 'held-out')!;
    // Published: 1.5e-2 and 4.2e-4 at h = 0.1 with more points.
    expect(raw).toBeGreaterThan(5e-3);
    expect(valueOf(result, 'corrected-hamiltonian-error', 'held-out')).toBeLessThan(raw / 10);
  });

  test('from motions: the split holds out whole motions', () => {
    const design = { kind: 'trajectories', rows: 30, stepSize: 0.1, integrator: 'rk4' } as const;
    const result = run({ data: { ...source, design } });
    expect([result.split.trainSamples, result.split.heldOutSamples]).toEqual([240, 60]);
    expect(result.split.heldOutTrajectories.length).toBe(2);
    expect(valueOf(result, 'vector-field-error', 'held-out')).toBeLessThan(0.05);
  });

  test('with noise: the training points change, the test points do not, and the error grows to its size', () => {
    const noise = { kind: 'relative', states: [0], derivatives: [0.05] } as const;
    const clean = run({});
    const noisy = run({ data: { ...source, noise } });
    expect(noisy.trainStates).toEqual(clean.trainStates);
    const error = valueOf(noisy, 'vector-field-error', 'held-out')!;
    expect(error).toBeGreaterThan(10 * valueOf(clean, 'vector-field-error', 'held-out')!);
    expect(error).toBeLessThan(0.1);
  });

  test('by a formula of one’s own: the same error as the built-in system', () => {
    const formula = { expression: 'p^2/(2*m) + 2*g*sin(q/2)^2', dof: 1 };
    const domain = { q: [[-2 * Math.PI, 2 * Math.PI]], p: [[-1, 1]] } as const;
    const own = run({ data: { ...source, systemId: 'formula', params: { m: 1, g: 1 }, formula, domain } });
    const error = (result: RunResult) => valueOf(result, 'hamiltonian-error', 'held-out')!;
    // The two H round differently, which an ill-conditioned solve shows in the fourth digit of the error.
    expect(error(own) / error(run({}))).toBeCloseTo(1, 2);
  });

  test('of a chain: any number of particles', () => {
    const data = { ...source, systemId: 'toda', params: defaultParams(systems.get('toda')), particles: 4 };
    const result = run({ data });
    expect(result.model.dof).toBe(4);
    expect(result.compared.length).toBeGreaterThan(0);
    expect(valueOf(result, 'vector-field-error', 'held-out')).toBeLessThan(0.9);
  });
});

test('no energy drift is given when all training data lie on one energy', () => {
  const dataset = swings(swing('r', 1));
  const { metrics, notes } = runExperiment(
    { config: { ...config, data: { kind: 'dataset', datasetId: 'd' }, method: 'elm', width: 100 }, dataset },
    { report: () => undefined, now: () => 0 },
  );
  expect(metrics.some(({ name }) => name === 'energy-drift')).toBe(false);
  expect(notes.join()).toMatch(/all training states have the same energy/);
});

describe('the Lyapunov time', () => {
  const side = [
    [-3, 3],
    [-3, 3],
  ] as const;
  const quartic = (coupling: number): SystemSource => ({
    ...source,
    systemId: 'formula',
    params: { c: coupling },
    formula: { expression: '(p1^2 + p2^2)/2 + (q1^4 + q2^4)/20 + c*q1^2*q2^2', dof: 2 },
    domain: { q: side, p: side },
  });
  const timeOf = (data: SystemSource, seed: number) =>
    valueOf(run({ data, seed, width: 40 }), 'lyapunov-time', 'model');

  test.each([1, 2, 3])('of strongly coupled quartic oscillators is a few time units (seed %i)', (seed) => {
    const time = timeOf(quartic(1), seed)!;
    expect(time).toBeGreaterThan(0.5);
    expect(time).toBeLessThan(10);
  });

  test.each([
    ['two uncoupled oscillators', quartic(0)],
    ['one degree of freedom', source],
  ])('is left out for %s', (_what, data) => {
    expect(timeOf(data, 1)).toBeUndefined();
  });
});
