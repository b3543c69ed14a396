import { describe, expect, test } from 'vitest';
import { composeVerdict, decimateKeepingExtremes, formatNumber, formatRelative } from '../../core/experiment/index.ts';
import type { Metric, SplitSummary } from '../../core/experiment/index.ts';
import type { SystemSource } from '../../core/experiment/run-config.ts';
import type { VerdictInput } from '../../core/experiment/verdict.ts';
import { readValidTimeDetail, validTimeDetail } from '../../core/experiment/metric-detail.ts';
import type { ValidTimeTerms } from '../../core/experiment/metric-detail.ts';

const detailWith = (change: Partial<ValidTimeTerms>) =>
  validTimeDetail({
    tolerance: 0.334,
    isDefault: true,
    comparedTime: 9.16,
    isWhole: false,
    comparedCount: 2,
    totalCount: 2,
    integratorLabel: 'Störmer–Verlet',
    stepSize: 0.0025,
    ...change,
  });
const validTime = (split: Metric['split'], value: number, change: Partial<ValidTimeTerms> = {}): Metric => ({
  name: 'valid-prediction-time',
  split,
  value,
  detail: detailWith(change),
});
const fieldError = (split: Metric['split'], value: number): Metric => ({
  name: 'vector-field-error',
  split,
  value,
  detail: '',
});
const splitOf = (heldOutTrajectories: readonly string[]): SplitSummary => ({
  trainSamples: 10,
  heldOutSamples: 5,
  heldOutTrajectories,
  description: '',
});

type Config = VerdictInput['config'];
const MEASURED: Config = {
  data: { kind: 'dataset', datasetId: 'd' },
  method: 'elm',
  split: { kind: 'fraction', fraction: 0.2 },
};
const PENDULUM = { kind: 'system', systemId: 'pendulum', params: {}, samples: 10, testSamples: 10 } as const;
const KNOWN: Config = { ...MEASURED, data: PENDULUM };
const verdictOf = (input: Pick<VerdictInput, 'metrics'> & Partial<VerdictInput>) =>
  composeVerdict({ split: splitOf([]), energyKind: 'learned', config: MEASURED, ...input });

describe('a verdict', () => {
  test('quotes the held-out numbers and calls one trajectory one test', () => {
    const metrics = [
      validTime('train', 1),
      fieldError('train', 0.001),
      validTime('held-out', 6.1),
      fieldError('held-out', 0.018),
    ];
    expect(verdictOf({ metrics, split: splitOf(['4']) })).toEqual({
      fact: 'The predicted motion stays within 0.334 of the measured one for 6.1 of 9.16 time units on the held-out trajectory, and the vector field is reproduced to 1.8\u2009%.',
      caveat:
        'One trajectory is a single test. H is known up to a constant; outside the measured region it is extrapolation.',
    });
  });

  test('says when the whole trajectory was followed', () => {
    const { fact } = verdictOf({
      metrics: [validTime('held-out', 9.16, { isWhole: true })],
      split: splitOf(['1', '2']),
    });
    expect(fact).toMatch(/for all 9.16 time units on the held-out trajectories\.$/);
  });

  test('does not round a lost motion up to a whole one', () => {
    const { fact } = verdictOf({
      metrics: [validTime('held-out', 9.159)],
      split: splitOf(['1', '2']),
    });
    expect(fact).toMatch(/for not quite all 9.16 time units/);
  });

  test.each([
    [['1', '2', '3', '4', '5', '6'], 'held-out', /on 4 of the 6 held-out trajectories, and .* on the held-out traj/],
    [[], 'held-out', /on the held-out last part of 4 of the 6 trajectories, and .* on the held-out last part\./],
    [[], 'train', /on 4 of the 6 trajectories it was fitted to, and .* on the trajectories it was fitted to\./],
  ] as const)('says on how many trajectories the motion was compared (%j, %s)', (heldOut, side, sentence) => {
    const metrics = [validTime(side, 2, { comparedCount: 4, totalCount: 6 }), fieldError(side, 0.01)];
    expect(verdictOf({ metrics, split: splitOf(heldOut) }).fact).toMatch(sentence);
  });

  test('says that nothing was held out', () => {
    const metrics = [validTime('train', 2), fieldError('train', 0.001)];
    const { fact, caveat } = verdictOf({ metrics });
    expect(fact).toMatch(/on the trajectories it was fitted to/);
    expect(caveat).toMatch(/^Nothing was held out/);
  });

  test('does not take a held-out end for an independent test', () => {
    const { fact, caveat } = verdictOf({
      metrics: [validTime('held-out', 2)],
      split: splitOf([]),
    });
    expect(fact).toMatch(/on the held-out last part/);
    expect(caveat).toMatch(/not an independent test/);
  });

  test('does not praise a field that is wrong', () => {
    const { fact } = verdictOf({
      metrics: [fieldError('held-out', 1.3)],
      split: splitOf(['1']),
    });
    expect(fact).toBe('The vector field is not reproduced on the held-out trajectory (error 130\u2009%).');
  });

  test('of a known system speaks of H at fresh points and of exact derivatives', () => {
    const metrics: Metric[] = [
      { name: 'hamiltonian-error', split: 'held-out', value: 1.2e-8, detail: '' },
      fieldError('held-out', 1e-7),
      validTime('held-out', 9.16),
    ];
    const { fact, caveat } = verdictOf({ metrics, config: KNOWN });
    expect(fact).toMatch(
      /^H is reproduced to 1\.2·10⁻⁸ at fresh points of the domain, and the predicted motion stays within/,
    );
    expect(caveat).toMatch(/derivatives were exact/);
  });

  test('claims nothing when nothing was measured', () => {
    expect(verdictOf({ metrics: [] }).fact).toMatch(/nothing could be measured/);
  });
});

describe('a verdict on a learned field', () => {
  const field = { energyKind: 'true', config: { ...KNOWN, method: 'ode-net' } } as const;

  test('speaks of the field, never of a Hamiltonian, and says how far the true energy drifts', () => {
    const drift: Metric = { name: 'true-energy-drift', split: 'model', value: 0.12, detail: '' };
    const { fact, caveat } = verdictOf({ ...field, metrics: [fieldError('held-out', 0.02), drift] });
    expect(fact).toBe(
      'The vector field is reproduced to 2\u2009% at fresh points of the domain, and the true energy drifts by 12\u2009% of its range along a long motion.',
    );
    expect(caveat).toBe(
      'The derivatives were exact; measured ones are not. The model is a field without a Hamiltonian; outside the domain it is extrapolation.',
    );
  });

  test('does not say that its H is known up to a constant', () => {
    const { caveat } = verdictOf({ energyKind: 'none', metrics: [fieldError('held-out', 0.02)] });
    expect(caveat).toMatch(/field without a Hamiltonian: it keeps no energy/);
    expect(caveat).not.toMatch(/up to a constant/);
  });

  test('without any number does not claim that a Hamiltonian was fitted', () => {
    expect(verdictOf({ energyKind: 'none', metrics: [] }).fact).toMatch(/^A vector field was fitted, but nothing/);
  });
});

describe('a verdict on a motion', () => {
  const lyapunov: Metric = { name: 'lyapunov-time', split: 'model', value: 3, detail: '' };

  test('gives the valid time in Lyapunov times where there is one', () => {
    const { fact } = verdictOf({ metrics: [validTime('held-out', 6.4, { comparedTime: 20 }), lyapunov] });
    expect(fact).toMatch(/for 6\.4 of 20 time units \(2\.1 Lyapunov times\) on/);
  });

  test('that is lost at the first sample does not say that it stays near', () => {
    const { fact } = verdictOf({ metrics: [validTime('held-out', 0)], split: splitOf(['1']) });
    expect(fact).toBe('The predicted motion is lost at once (0 of 9.16 time units) on the held-out trajectory.');
  });
});

describe('a verdict on data of a known system', () => {
  const error = (name: Metric['name'], value: number): Metric => ({ name, split: 'held-out', value, detail: '' });
  const withData = (change: Partial<SystemSource>): Config => ({ ...KNOWN, data: { ...PENDULUM, ...change } });

  test('learned from snapshots quotes the corrected H first and calls no derivative exact', () => {
    const { fact, caveat } = verdictOf({
      config: withData({ design: { kind: 'snapshots', interval: 0.1 } }),
      metrics: [
        fieldError('held-out', 0.1),
        error('hamiltonian-error', 0.03),
        error('corrected-hamiltonian-error', 0.002),
      ],
    });
    expect(fact).toMatch(
      /^H, corrected for the time between snapshots, is reproduced to 0\.2\u2009% .* \(3\u2009% unc/,
    );
    expect(caveat).toMatch(/differences of snapshots 0\.1 apart/);
    expect(caveat).not.toMatch(/exact/);
  });

  test('with noise does not call the derivatives exact', () => {
    const noise = { kind: 'relative', states: [0], derivatives: [0.05] } as const;
    const { caveat } = verdictOf({ config: withData({ noise }), metrics: [fieldError('held-out', 0.01)] });
    expect(caveat).toMatch(/carried noise/);
    expect(caveat).not.toMatch(/exact/);
    const silent = { ...noise, derivatives: [0] };
    const quiet = verdictOf({ config: withData({ noise: silent }), metrics: [fieldError('held-out', 0.01)] });
    expect(quiet.caveat).toMatch(/The derivatives were exact/);
  });

  test('whose trajectories were cut does not call what is held out fresh points', () => {
    const design = { kind: 'trajectories', rows: 50, stepSize: 0.1, integrator: 'rk4' } as const;
    const metrics = [fieldError('held-out', 0.01)];
    expect(verdictOf({ config: withData({ design }), split: splitOf(['1', '2']), metrics }).fact).toMatch(
      /on the held-out trajectories\.$/,
    );
    const whole: Config = { ...withData({ design }), split: { kind: 'fraction', fraction: 0 } };
    expect(verdictOf({ config: whole, metrics }).fact).toMatch(/at fresh points of the domain\.$/);
  });

  test('does not praise an H that is wrong', () => {
    const { fact } = verdictOf({
      config: KNOWN,
      metrics: [fieldError('held-out', 0.1), error('hamiltonian-error', 0.9)],
    });
    expect(fact).toBe('H is not reproduced at fresh points of the domain (error 90\u2009%).');
  });
});

test('held-out rows between learned ones are said to be no independent test, and motions to be those it was fitted to', () => {
  const { fact, caveat } = verdictOf({
    config: { ...MEASURED, split: { kind: 'points', fraction: 0.2 } },
    metrics: [validTime('train', 5), fieldError('held-out', 0.01)],
  });
  expect(fact).toMatch(/on the trajectories it was fitted to, and the vector field .* on the held-out rows\.$/);
  expect(caveat).toMatch(/^The held-out rows lie between/);
});

describe('the advice to try ELM or a second orbit', () => {
  const drift: Metric = { name: 'energy-drift', split: 'model', value: 0.1, detail: '' };
  const advice = /try ELM, or add a second orbit/;
  const caveatOf = (method: string, metrics: readonly Metric[], config = MEASURED, trainTrajectories = 1) =>
    verdictOf({ config: { ...config, method }, metrics, split: { ...splitOf([]), trainTrajectories } }).caveat;

  test('is given when pairs of one orbit taught nothing', () => {
    expect(caveatOf('u-swim', [fieldError('held-out', 0.97)])).toMatch(advice);
    expect(caveatOf('a-swim', [fieldError('train', 0.97)])).toMatch(advice);
  });

  test.each<[string, string]>([
    ['when the field is learned', caveatOf('a-swim', [fieldError('held-out', 0.1)])],
    ['when the energies differ', caveatOf('a-swim', [fieldError('held-out', 0.97), drift])],
    ['to who tries ELM already', caveatOf('elm', [fieldError('held-out', 0.97)])],
    ['for points all over the domain', caveatOf('a-swim', [fieldError('held-out', 0.97)], KNOWN)],
    ['when there were two trajectories', caveatOf('a-swim', [fieldError('held-out', 0.97)], MEASURED, 2)],
  ])('is not given %s', (_when, caveat) => {
    expect(caveat).not.toMatch(advice);
  });
});

test('the terms of a valid time are read back from its detail', () => {
  const read = { tolerance: '0.334', comparedTime: '9.16', isWhole: false, share: null };
  expect(readValidTimeDetail(detailWith({}))).toEqual(read);
  expect(readValidTimeDetail(detailWith({ isWhole: true, isDefault: false }))).toEqual({ ...read, isWhole: true });
  expect(readValidTimeDetail(detailWith({ comparedCount: 4, totalCount: 6 }))).toEqual({
    ...read,
    share: { compared: '4', total: '6' },
  });
  expect(readValidTimeDetail('over 12 samples')).toBeNull();
});

test.each([
  [0, '0'],
  [-12.345, '−12.3'],
  [99_999, '1·10⁵'],
  [0.000123, '1.23·10⁻⁴'],
  [-2.5e7, '−2.5·10⁷'],
])('%d is said as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('relative errors are said in per cent, very small ones as powers of ten', () => {
  expect(formatRelative(0.0183)).toBe('1.8\u2009%');
  expect(formatRelative(3.21e-9)).toBe('3.2·10⁻⁹');
});

test('a thinned series keeps its ends and its extremes', () => {
  const times = Float64Array.from({ length: 10_001 }, (_, i) => i);
  const values = times.map((i) => (i === 4321 ? 5 : i === 777 ? -5 : Math.sin(i)));
  const thinned = decimateKeepingExtremes(times, values, 2000);
  expect(thinned.values.length).toBeLessThanOrEqual(2000);
  expect([thinned.times[0], thinned.times.at(-1)]).toEqual([0, 10_000]);
  expect([Math.min(...thinned.values), Math.max(...thinned.values)]).toEqual([-5, 5]);
  expect([...thinned.times]).toEqual([...thinned.times].sort((a, b) => a - b));
  expect(decimateKeepingExtremes(times.slice(0, 50), values.slice(0, 50), 2000).values.length).toBe(50);
});

describe('what is said of snapshot pairs', () => {
  const pairs = { ...KNOWN, data: { ...KNOWN.data, design: { kind: 'snapshots', interval: 0.3 } } } as typeof KNOWN;
  const errors = (raw: number, corrected: number): Metric[] => [
    fieldError('held-out', 0.01),
    { name: 'hamiltonian-error', split: 'held-out', value: raw, detail: '' },
    { name: 'corrected-hamiltonian-error', split: 'held-out', value: corrected, detail: '' },
  ];

  test('is the corrected H where the correction helps', () => {
    const { fact, caveat } = verdictOf({ config: pairs, metrics: errors(0.02, 0.001) });
    expect(fact).toMatch(/H, corrected .* 0\.1.*2.* uncorrected/);
    expect(caveat).toContain('lowers the error');
  });

  test('is the uncorrected H where it does not', () => {
    const { fact, caveat } = verdictOf({ config: pairs, metrics: errors(0.02, 0.3) });
    expect(fact).toMatch(/H, uncorrected, is reproduced to 2/);
    expect(caveat).toContain('does not help here');
  });
});
