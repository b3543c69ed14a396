import { describe, expect, it } from 'vitest';
import { TRAINING_DEFAULTS, TRAINING_PRESETS } from '../../core/baselines/index.ts';
import { RUN_DEFAULTS } from '../../core/experiment/index.ts';
import { MISFIT_LIMITS } from '../../core/identification/misfit.ts';
import type { RunConfig } from '../../core/experiment/run-config.ts';
import { formulaParameters } from '../../core/systems/index.ts';
import { checkForm, fieldName } from '../../renderer/state/check-form.ts';
import {
  configFromForm,
  formFromConfig,
  formFromDefaults,
  hasTrajectories,
  methodObstacle,
  withData,
  withMethod,
  type ExperimentForm,
} from '../../renderer/state/experiment-form.ts';
import {
  declaredChoice,
  describeSystem,
  presetOf,
  withParticles,
  withPreset,
  withSide,
  without,
  type SystemData,
} from '../../renderer/state/system-choice.ts';
import {
  domainWords,
  errorExcerpt,
  FORMULA_FUNCTIONS,
  methodGroups,
  networkFormula,
  noiseWords,
  systemGroups,
  trainingPresetOf,
  trainingWords,
} from '../../renderer/views/experiment/experiment-words.ts';
import type { Catalog } from '../../service/api/index.ts';

const spec = { symbol: 'a', label: 'strength', unit: '', default: 1, min: 1e-12, max: 1e12 };
const oscillator: Catalog['systems'][number] = {
  id: 'oscillator',
  label: 'Oscillator',
  formula: 'p²/2 + aq²/2',
  dof: 1,
  params: { a: spec },
  domain: { q: [[-2, 2]], p: [[-2, 2]] },
  presets: [
    { id: 'wide', label: 'Wide', domain: { q: [[-5, 5]], p: [[-5, 5]] } },
    { id: 'stiff', label: 'Stiff', params: { a: 9 } },
  ],
  particles: null,
  reference: '',
};
const side = [-1, 1] as const;
const chain: Catalog['systems'][number] = {
  ...oscillator,
  id: 'chain',
  formula: 'Σ aₙ, n = 1 … 3',
  dof: 3,
  domain: { q: [side, side, side], p: [side, side, side] },
  presets: [],
  particles: { count: 3, min: 2, max: 8 },
};
const sampled = {
  ...{ id: 'a-swim', label: 'A-SWIM', summary: '', formula: '' },
  ...{ isTrained: false, hasHamiltonian: true, isForMeasurements: false },
};
const methods: Catalog['methods'] = [
  { ...sampled, needs: 'approximate-values' },
  { ...sampled, id: 'swim', label: 'SWIM', needs: 'values' },
  { ...sampled, id: 'adam-hnn', needs: null, isTrained: true },
  { ...sampled, id: 'ode-net', needs: null, isTrained: true, hasHamiltonian: false },
  { ...sampled, id: 'sampled-ode-net', needs: null, hasHamiltonian: false },
];
const catalog: Catalog = {
  systems: [oscillator, chain],
  methods,
  integrators: [],
  trainingPresets: TRAINING_PRESETS,
  defaults: RUN_DEFAULTS,
  misfitLimits: MISFIT_LIMITS,
};
const context = {
  catalog,
  limits: { fileBytes: 1e6, rows: 1e6, width: 5000, samples: 200_000 },
  trajectoryIds: [],
  formulaProblem: null,
};
const EMPTY_FORM = formFromDefaults(RUN_DEFAULTS);
const declared = declaredChoice(oscillator);
const formula: SystemData = {
  kind: 'system',
  systemId: 'formula',
  params: { k: 2 },
  formula: { expression: 'p^2/2 + k*q^4', dof: 1 },
};
const motions: SystemData = {
  ...declared,
  design: { kind: 'trajectories', rows: 50, stepSize: 0.1, integrator: 'rk4' },
};
const noisy: SystemData = { ...declared, noise: { kind: 'relative', states: [0.01], derivatives: [0.02] } };

function formWith(data: SystemData, part: Partial<ExperimentForm> = {}): ExperimentForm {
  return { ...withData(EMPTY_FORM, data, RUN_DEFAULTS), ...part };
}

function described(data: SystemData) {
  return describeSystem(data, catalog.systems)!;
}

const base: RunConfig = {
  data: { ...declared, samples: 300, testSamples: 100 },
  method: 'a-swim',
  width: 50,
  seed: 3,
  split: { kind: 'fraction', fraction: 0 },
  solver: { id: 'ridge-qr', ridge: 1e-12 },
  integrator: 'rk4',
  horizon: null,
  tolerance: null,
};
const system = { ...declared, samples: 300, testSamples: 100 };

describe('an earlier configuration comes back exactly', () => {
  it.each<[string, RunConfig]>([
    ['a known system as declared', base],
    ['its domain', { ...base, data: { ...system, domain: { q: [[-3, 3]], p: [[-1, 2]] } } }],
    ['a formula', { ...base, data: { ...formula, samples: 300, testSamples: 100 } }],
    ['a chain', { ...base, data: { ...system, systemId: 'chain', particles: 5 } }],
    ['points named as such', { ...base, data: { ...system, design: { kind: 'points' } } }],
    ['snapshot pairs', { ...base, data: { ...system, design: { kind: 'snapshots', interval: 0.05 } } }],
    [
      'trajectories with some held out',
      { ...base, data: { ...system, ...motions }, split: { kind: 'time', fraction: 0.3 } },
    ],
    [
      'noise of its own per coordinate',
      { ...base, data: { ...system, noise: { kind: 'absolute', states: [0.1, 0.2], derivatives: [0] } } },
    ],
    ['a training', { ...base, method: 'adam-hnn', training: TRAINING_DEFAULTS }],
    ['a trained method without a training', { ...base, method: 'ode-net' }],
    ['another solver', { ...base, solver: { id: 'sketched-qr', ridge: 1e-10 } }],
    [
      'single rows of a data set held out',
      { ...base, data: { kind: 'dataset', datasetId: 'd1' }, split: { kind: 'points', fraction: 0.1 } },
    ],
  ])('%s', (_, config) => {
    const before = formWith(noisy, { training: TRAINING_DEFAULTS, horizon: 5 });
    const again = configFromForm(formFromConfig(config, before));
    // Strict: a field that was absent must not come back as `undefined`.
    expect(again).toStrictEqual(config);
  });
});

describe('a system in the form', () => {
  it('takes parameters and domain from a preset, and the declared ones back', () => {
    const wide = withPreset({ ...declared, params: { a: 4 } }, described(declared), 'wide');
    expect(wide).toStrictEqual({ ...declared, domain: { q: [[-5, 5]], p: [[-5, 5]] } });
    expect(withPreset(wide, described(wide), 'stiff')).toStrictEqual({ ...declared, params: { a: 9 } });
    expect(withPreset(wide, described(wide), '')).toStrictEqual(declared);
  });

  it.each([
    ['', declared],
    ['stiff', { ...declared, params: { a: 9 } }],
    ['wide', { ...declared, domain: { q: [[-5, 5]], p: [[-5, 5]] } }],
    [null, { ...declared, params: { a: 2 } }],
    [null, { ...declared, domain: { q: [[-5, 5]], p: [[-5, 4]] } }],
  ] as const)('knows preset %j by its values', (preset, data) => {
    expect(presetOf(data, described(data))).toBe(preset);
  });

  it('has one side of its domain changed, or all alike', () => {
    const data = declaredChoice(chain);
    const one = withSide(data, described(data), { side: 'q', index: 1, limits: [0, 3] });
    expect(one.domain).toEqual({ q: [side, [0, 3], side], p: [side, side, side] });
    const all = withSide(data, described(data), { side: 'p', index: null, limits: [0, 3] });
    expect(all.domain?.p).toEqual([[0, 3], [0, 3], [0, 3]]); // prettier-ignore
  });

  it('is resized with its domain when it is a chain', () => {
    const longer = withParticles({ ...declaredChoice(chain), domain: chain.domain }, 5, catalog.systems);
    expect(longer).toMatchObject({ particles: 5, domain: { q: [side, side, side, side, side] } });
    expect(described(longer)).toMatchObject({ dof: 5, formula: 'Σ aₙ, n = 1 … 5' });
    expect(described({ ...longer, particles: NaN }).dof).toBe(3);
  });

  it('describes a formula by its parameters and degrees of freedom', () => {
    const { dof, params, domain } = described({ ...formula, formula: { expression: 'p1', dof: 2 } });
    expect([dof, Object.keys(params), domain.q.length]).toEqual([2, ['k'], 2]);
    expect(described({ ...formula, formula: { expression: 'p', dof: NaN } }).dof).toBe(1);
  });

  it('loses an optional part without a trace', () => {
    expect(without(noisy, 'noise')).toStrictEqual(declared);
    expect(without({ ...noisy, ...motions }, 'design')).toStrictEqual(noisy);
  });

  it('holds trajectories out as measured ones are, and nothing of single points', () => {
    expect([hasTrajectories(motions), hasTrajectories(declared)]).toEqual([true, false]);
    expect(formWith(motions).split).toEqual({ kind: 'fraction', fraction: RUN_DEFAULTS.heldOutShare });
    expect(withData(formWith(motions), declared, RUN_DEFAULTS).split).toEqual({ kind: 'fraction', fraction: 0 });
    const chosen = formWith(motions, { split: { kind: 'time', fraction: 0.5 } });
    expect(withData(chosen, { ...motions, params: { a: 2 } }, RUN_DEFAULTS).split).toEqual(chosen.split);
  });
});

describe('a method in the form', () => {
  it('brings its training with it, and leaves the solve alone', () => {
    const form = formWith(declared, { solver: { id: 'ridge-qr', ridge: 1e-5 } });
    const last = { training: TRAINING_DEFAULTS };
    const trained = withMethod(form, { id: 'adam-hnn', isTrained: true, isForMeasurements: false }, last);
    expect(trained.training).toEqual(TRAINING_DEFAULTS);
    const back = withMethod(trained, { id: 'a-swim', isTrained: false, isForMeasurements: false }, last);
    expect(back).toStrictEqual(form);
  });

  it('that needs true values is refused for measured data only', () => {
    const swim = methods[1]!;
    expect(methodObstacle(swim, { kind: 'dataset', datasetId: 'd' })).toContain('SWIM needs the true values');
    expect(methodObstacle(swim, declared)).toBeNull();
  });
});

describe('checks beside the field', () => {
  const training = { ...TRAINING_DEFAULTS, patience: null };
  it.each<[string, ExperimentForm]>([
    ['formula', formWith({ ...formula, formula: { expression: ' ', dof: 1 } })],
    ['dof', formWith({ ...formula, formula: { expression: 'p', dof: 0 } })],
    ['param-k', formWith({ ...formula, params: { k: NaN } })],
    ['particles', formWith({ ...declaredChoice(chain), particles: 9 })],
    ['domain-p-0', formWith({ ...declared, domain: { q: [[-1, 1]], p: [[1, 1]] } })],
    ['domain-q-0', formWith({ ...declared, domain: { q: [[NaN, 1]], p: [[-1, 1]] } })],
    ['rows', formWith({ ...declared, design: { ...motions.design!, rows: 1 } as NonNullable<SystemData['design']> })],
    ['interval', formWith({ ...declared, design: { kind: 'snapshots', interval: 0 } })],
    ['noiseStates', formWith({ ...noisy, noise: { kind: 'absolute', states: [-1], derivatives: [0] } })],
    ['noiseDerivatives', formWith({ ...noisy, noise: { kind: 'absolute', states: [1], derivatives: [NaN] } })],
    ['method', { ...EMPTY_FORM, data: { kind: 'dataset', datasetId: 'd' }, method: 'swim' }],
    ['steps', formWith(declared, { training: { ...training, steps: 0 } })],
    ['batchSize', formWith(declared, { training: { ...training, batchSize: 1.5 } })],
    ['learningRate', formWith(declared, { training: { ...training, learningRate: 0 } })],
    ['weightDecay', formWith(declared, { training: { ...training, weightDecay: -1 } })],
    ['validationShare', formWith(declared, { training: { ...training, validationShare: 1 } })],
    ['patience', formWith(declared, { training: { ...training, validationShare: 0, patience: 5 } })],
    ['timeBudget', formWith(declared, { training: { ...training, timeBudget: 0 } })],
  ])('find what is wrong with %s', (field, form) => {
    expect([...checkForm(form, context).keys()]).toEqual([field]);
  });

  it.each(TRAINING_PRESETS)('find nothing wrong with the training preset $id', ({ training, width }) => {
    expect([...checkForm(formWith(declared, { training, width }), context)]).toEqual([]);
  });

  it('pass on why a formula cannot be read', () => {
    const problems = checkForm(formWith(formula), { ...context, formulaProblem: 'A bracket is open' });
    expect(problems.get('formula')).toBe('A bracket is open');
  });

  it('name the coordinate of a domain', () => {
    expect([fieldName('domain-q-1'), fieldName('learningRate')]).toEqual(['Domain of q2', 'Learning rate']);
  });
});

describe('words', () => {
  it('name every function a formula may use', () => {
    // What the parser says when it meets a sign it does not know ends with all its functions.
    const hint: unknown = expect.stringMatching(new RegExp(` functions ${FORMULA_FUNCTIONS.join(', ')}\\.$`));
    expect(() => formulaParameters('#', 1)).toThrow(expect.objectContaining({ hint }));
  });

  it.each([
    ['p^2 + * q', 6, 'p^2 + * q', '      ^'],
    ['q', 1, 'q', ' ^'],
    ['p^2/2 +\n(q', 10, 'p^2/2 + (q', '          ^'],
    [
      'aaaaaaaaaabbbbbbbbbbccccc?ddddddddddeeeeeeeeee',
      25,
      '…aabbbbbbbbbbccccc?ddddddddddeeeeee…',
      '                  ^',
    ],
  ])('put a caret under the character in %j', (expression, position, text, caret) => {
    expect(errorExcerpt(expression, position)).toEqual({ text, caret });
  });

  it('group systems and methods', () => {
    expect(systemGroups(catalog.systems).map((group) => group.systems.length)).toEqual([1, 1]);
    expect(methodGroups(methods).map((group) => group.methods.length)).toEqual([2, 3]);
  });

  it.each([
    ['a-swim', /^Ĥ.*tanh/],
    ['adam-hnn', /^Ĥ\(x\) = MLP/],
    ['ode-net', /^ẋ = MLP/],
    ['sampled-ode-net', /^ẋᵢ.*tanh/],
  ])('say what the network of %s computes', (id, formula) => {
    expect(networkFormula(methods.find((method) => method.id === id)!)).toMatch(formula);
  });

  it('know a training preset by its values', () => {
    expect(trainingPresetOf(TRAINING_DEFAULTS, catalog)).toBe('');
    expect(TRAINING_PRESETS.map(({ training }) => trainingPresetOf(training, catalog))).toEqual(
      TRAINING_PRESETS.map(({ id }) => id),
    );
    expect(trainingPresetOf({ ...TRAINING_DEFAULTS, steps: 7 }, catalog)).toBeNull();
  });

  it('say noise, training and domain in short', () => {
    expect(noiseWords({ kind: 'relative', states: [0.05], derivatives: [0.05] })).toBe('5\u202f% noise');
    expect(noiseWords({ kind: 'relative', states: [0.05], derivatives: [0] })).toBe('noise');
    expect(trainingWords({ ...TRAINING_DEFAULTS, steps: 500, timeBudget: null })).toBe('500 steps');
    expect(trainingWords({ ...TRAINING_DEFAULTS, steps: 500, timeBudget: 60 })).toBe('500 steps or 60\u202fs');
    expect(domainWords({ q: [[-1, 1], [0, 2]], p: [[-1, 1]] })).toBe('q differ, p −1 … 1'); // prettier-ignore
    expect(domainWords({ q: [[-Math.PI, 2]], p: [[0, 8]] })).toBe('q −3.14 … 2, p 0 … 8');
  });
});
