import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../core/datasets/dataset.ts';
import { CoreError } from '../../core/errors.ts';
import { compareMotion } from '../../core/experiment/compare-motions.ts';
import type { Comparison } from '../../core/experiment/compare-motions.ts';
import { addMotionMetrics } from '../../core/experiment/motion-metrics.ts';
import type { Predictor } from '../../core/experiment/predictor.ts';
import { runExperiment } from '../../core/experiment/index.ts';
import type { Metric, RunConfig, RunResult } from '../../core/experiment/index.ts';
import { composeVerdict } from '../../core/experiment/verdict.ts';
import { integrators } from '../../core/integrators/index.ts';
import { energyDrift } from '../../core/metrics/index.ts';
import { networkFunction } from '../../core/network/network-function.ts';
import { hamiltonianOf } from '../../core/network/flow-of-model.ts';
import { createRandom } from '../../core/random.ts';
import { samplers } from '../../core/samplers/index.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';
import { measured, swing, swings } from './swings.ts';

const quiet = { report: () => undefined, now: () => 0 };
const metric = ({ metrics }: Pick<RunResult, 'metrics'>, name: Metric['name'], split: Metric['split']) =>
  metrics.find((entry) => entry.name === name && entry.split === split);

/** Ĥ = tanh p: q̇ = sech² p, ṗ = 0. */
const model = {
  kind: 'sampled-hamiltonian' as const,
  dof: 1,
  width: 1,
  weights: Float64Array.of(0, 1),
  biases: Float64Array.of(0),
  coefficients: Float64Array.of(1),
  constant: 0,
};
const predictor: Predictor = {
  dof: 1,
  flow: networkFunction(model),
  conservative: networkFunction(model),
  driven: null,
  learned: { value: (x) => networkFunction(model).value(x), range: 1 },
  truth: null,
  integrator: integrators.get('stormer-verlet'),
  limits: [
    [-10, 10],
    [-10, 10],
  ],
  pace: 1,
  tolerance: 0.1,
  isDefaultTolerance: false,
};

/** A comparison with `time` of `length` followed. */
function comparison(time: number, length: number, isLost: boolean): Comparison {
  const compared = {
    id: `${time} of ${length}`,
    split: 'held-out' as const,
    isMeasured: true,
    times: Float64Array.of(0, length),
    reference: Float64Array.of(1, 1, 1, 1),
    predicted: Float64Array.of(1, 1, 1, 1),
    referenceEnergy: new Float64Array(2),
    predictedEnergy: new Float64Array(2),
    validTime: time,
  };
  return { split: 'held-out', compared, valid: { time, isLost }, stepSize: 0.1, referenceTime: length };
}

function metricsOf(comparisons: readonly Comparison[], total = comparisons.length): Metric[] {
  const log = { metrics: [], notes: [] };
  addMotionMetrics(predictor, comparisons, { train: 0, 'held-out': total }, log);
  return log.metrics;
}

describe('the valid time of a split', () => {
  test.each<[string, Comparison[], number, string]>([
    ['is the lost one', [comparison(5, 5, false), comparison(6, 20, true)], 6, 'of 20 compared'],
    ['is the shortest lost one', [comparison(9, 20, true), comparison(6, 20, true)], 6, 'of 20 compared'],
    ['is the shortest whole one', [comparison(20, 20, false), comparison(5, 5, false)], 5, 'over the whole 5;'],
    ['is not whole when lost at the last sample', [comparison(20, 20, true)], 20, 'of 20 compared'],
  ])('%s', (_what, comparisons, value, words) => {
    const [valid] = metricsOf(comparisons);
    expect(valid!.value).toBe(value);
    expect(valid!.detail).toContain(words);
  });

  test('is 0 when one prediction has no motion, which the error is not taken over', () => {
    const [valid, error] = metricsOf([comparison(5, 5, false), { ...comparison(0, 9, true), compared: null }]);
    expect([valid!.value, error!.name]).toEqual([0, 'trajectory-error']);
    expect(valid!.detail).toContain('of 9 compared');
    expect(error!.detail).toContain('over 1 of 2 trajectories;');
  });

  test('says of how many trajectories it is', () => {
    expect(metricsOf([comparison(5, 5, false)], 3)[0]!.detail).toContain('; 1 of 3 trajectories;');
    expect(metricsOf([comparison(5, 5, false)])[0]!.detail).not.toContain('trajector');
  });
});

describe('a prediction without a motion has valid time 0', () => {
  const reference = {
    id: 'r',
    split: 'held-out' as const,
    isMeasured: true,
    times: Float64Array.of(0, 1, 2),
    states: Float64Array.of(0, 0, 1, 0, 2, 0),
  };

  test('while one that can move is followed', () => {
    expect(compareMotion(predictor, reference, []).valid).toEqual({ time: 2, isLost: false });
  });

  test('when it runs away at once', () => {
    const notes: string[] = [];
    const limits = [[-0.5, 0.5] as const, [-1, 1] as const];
    const { compared, valid } = compareMotion({ ...predictor, limits }, reference, notes);
    expect([compared, valid]).toEqual([null, { time: 0, isLost: true }]);
    expect(notes.join()).toMatch(/'r' runs away at once/);
  });

  test('when its equations do not settle', () => {
    const notes: string[] = [];
    const stuck = {
      ...predictor.integrator,
      createStepper: () => () => {
        throw new CoreError('no-convergence', 'no');
      },
    };
    const { compared, valid } = compareMotion({ ...predictor, integrator: stuck }, reference, notes);
    expect([compared, valid]).toEqual([null, { time: 0, isLost: true }]);
    expect(notes.join()).toMatch(/'r' could not be computed/);
  });

  test('and gives a run neither an error of motion nor an energy drift', () => {
    // All states lie in a box of 0.02 while the derivatives say 2 per time unit: ten boxes are left before the second row.
    const times = Float64Array.from({ length: 60 }, (_, i) => i * 0.2);
    const states = Float64Array.from({ length: 120 }, (_, e) => 1 + 0.01 * (e % 2 === 0 ? Math.sin(e) : Math.cos(e)));
    const derivatives = states.map((_, e) => (e % 2 === 0 ? 2 : 1));
    const data: Dataset = swings({ id: 'r', times, states, derivatives, fitRange: [0, 60] });
    const config: RunConfig = { ...measured, width: 8, split: { kind: 'fraction', fraction: 0 } };
    const result = runExperiment({ config, dataset: data }, quiet);
    expect(metric(result, 'valid-prediction-time', 'train')!.value).toBe(0);
    expect(metric(result, 'trajectory-error', 'train')).toBeUndefined();
    expect(metric(result, 'energy-drift', 'model')).toBeUndefined();
    expect(result.notes.join()).toMatch(/energy test runs away after .*: no energy drift is given/);
    expect(composeVerdict({ ...result, config }).fact).toMatch(/lost at once \(0 of 11\.8 time units\)/);
  });
});

describe('a run', () => {
  const names = ['1', '2', '3', '4', '5', '6'];
  const many = swings(swing('train', 1.2), ...names.map((id, i) => swing(id, 0.7 + 0.1 * i, 30)));
  const config: RunConfig = {
    ...measured,
    method: 'u-swim',
    width: 30,
    split: { kind: 'trajectories', heldOut: names },
    tolerance: 0.02,
  };
  const result = runExperiment({ config, dataset: many }, quiet);

  test('says that more was held out than is compared', () => {
    expect(result.notes.join()).toMatch(/^2 of the 6 held-out trajectories are not compared with a prediction/);
    expect(metric(result, 'valid-prediction-time', 'held-out')!.detail).toContain('; 4 of 6 trajectories;');
    expect(composeVerdict({ ...result, config }).fact).toMatch(/on 4 of the 6 held-out trajectories/);
  });

  test('gives the shortest of the valid times of the compared trajectories', () => {
    const all = result.compared.map(({ validTime }) => validTime);
    expect(new Set(all).size).toBeGreaterThan(1);
    expect(metric(result, 'valid-prediction-time', 'held-out')!.value).toBe(Math.min(...all));
  });

  test('divides the energy drift by the range of Ĥ over the training states', () => {
    const { states } = many.trajectories[0]!;
    const learned = hamiltonianOf(result.model)!;
    const energies = Float64Array.from({ length: states.length / 2 - 4 }, (_, i) =>
      learned.value(states.subarray(2 * i + 4, 2 * i + 6)),
    );
    const range = Math.max(...energies) - Math.min(...energies);
    // Thinning keeps the first value and the extremes.
    const drift = energyDrift(result.energyTest.energy) / range;
    expect(drift).toBeGreaterThan(0);
    expect(metric(result, 'energy-drift', 'model')!.value / drift).toBeCloseTo(1, 12);
  });

  test('gives no energy drift over a few steps', () => {
    const short = runExperiment({ config: { ...config, horizon: 0.1 }, dataset: many }, quiet);
    expect(metric(short, 'energy-drift', 'model')).toBeUndefined();
    expect(short.notes.join()).toMatch(/energy test has only \d steps, fewer than 10: no energy drift is given/);
  });

  test.each([
    [true, 2],
    [false, 0],
  ])('says "against estimated derivatives" exactly when they were: %s', (isEstimated, margin) => {
    const trajectories = many.trajectories.map((one) => {
      const fitRange: [number, number] = [margin, one.times.length - margin];
      return { ...one, fitRange };
    });
    const { metrics } = runExperiment({ config, dataset: { ...many, trajectories } }, quiet);
    const details = metrics.filter(({ name }) => name === 'vector-field-error').map(({ detail }) => detail);
    expect(details.length).toBe(2);
    for (const detail of details) expect(detail.includes(', against estimated derivatives')).toBe(isEstimated);
  });

  test('of a known system by ELM draws within the domain, not within the box of its samples', () => {
    const system = systems.get('mass-spring');
    const known: RunConfig = {
      ...measured,
      method: 'elm',
      width: 20,
      data: { kind: 'system', systemId: system.id, params: defaultParams(system), samples: 40, testSamples: 10 },
    };
    const { model: fitted, metrics } = runExperiment({ config: known, dataset: null }, quiet);
    const layer = samplers.get('elm').sample({
      dof: 1,
      width: 20,
      count: 0,
      states: new Float64Array(0),
      box: [...system.domain.q, ...system.domain.p],
      values: null,
      random: createRandom(known.seed, 'hidden-layer'),
    });
    expect(fitted).toMatchObject({ weights: layer.weights, biases: layer.biases });
    expect(metrics.some(({ detail }) => detail.includes('estimated'))).toBe(false);
  });
});
