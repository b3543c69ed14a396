import { describe, expect, it } from 'vitest';
import { checkForm, fieldName } from '../../renderer/state/check-form.ts';
import {
  configFromForm,
  formFromConfig,
  formFromDefaults,
  withData as formWithData,
  type ExperimentForm,
} from '../../renderer/state/experiment-form.ts';
import { RUN_DEFAULTS } from '../../core/experiment/index.ts';
import { MISFIT_LIMITS } from '../../core/identification/misfit.ts';
import { heldOutWords } from '../../renderer/views/experiment/experiment-words.ts';

const pendulum = {
  id: 'pendulum',
  label: 'Pendulum',
  formula: 'p²/2 − cos q',
  dof: 1,
  params: { length: { symbol: 'ℓ', label: 'length', unit: 'm', default: 1, min: 1e-12, max: 1e12 } },
  domain: { q: [[-1, 1]], p: [[-1, 1]] },
  presets: [],
  particles: null,
  reference: '',
} as const;
const context = {
  catalog: {
    systems: [pendulum],
    methods: [],
    integrators: [],
    trainingPresets: [],
    defaults: RUN_DEFAULTS,
    misfitLimits: MISFIT_LIMITS,
  },
  limits: { fileBytes: 1e6, rows: 1e6, width: 5000, samples: 200_000 },
  trajectoryIds: ['1', '2', '3'],
  formulaProblem: null,
};
const EMPTY_FORM = formFromDefaults(RUN_DEFAULTS);
const withData: ExperimentForm = { ...EMPTY_FORM, data: { kind: 'dataset', datasetId: 'd1' } };
const withSystem = formWithData(
  EMPTY_FORM,
  { kind: 'system', systemId: 'pendulum', params: { length: 2 } },
  RUN_DEFAULTS,
);

describe('experiment form', () => {
  it('is complete with a data set and with a known system', () => {
    expect([...checkForm(withData, context)]).toEqual([]);
    expect([...checkForm(withSystem, context)]).toEqual([]);
  });

  it.each([
    ['data', EMPTY_FORM],
    ['width', { ...withData, width: 5001 }],
    ['width', { ...withData, width: NaN }],
    ['seed', { ...withData, seed: -1 }],
    ['seed', { ...withData, seed: 1.5 }],
    ['split', { ...withData, split: { kind: 'fraction', fraction: 0.95 } }],
    ['split', { ...withData, split: { kind: 'trajectories', heldOut: ['1', '2', '3'] } }],
    ['solver', { ...withData, solver: { id: 'ridge-qr', ridge: -1 } }],
    ['horizon', { ...withData, horizon: 0 }],
    ['tolerance', { ...withData, tolerance: NaN }],
    ['samples', { ...withSystem, samples: 2 }],
    ['param-length', { ...withSystem, data: { kind: 'system', systemId: 'pendulum', params: { length: 0 } } }],
  ] as const)('finds what is wrong with %s', (field, form) => {
    expect([...checkForm(form, context).keys()]).toEqual([field]);
  });

  it('proposes a ridge that fits the data, and leaves a chosen one alone', () => {
    const { dataset, system } = RUN_DEFAULTS.ridge;
    const onSystem = formWithData(withData, withSystem.data, RUN_DEFAULTS);
    expect(onSystem.solver).toEqual({ id: 'sketched-qr', ridge: system });
    expect(formWithData(onSystem, withData.data, RUN_DEFAULTS).solver).toEqual({ id: 'sketched-qr', ridge: dataset });
    const chosen: ExperimentForm = { ...withData, solver: { id: 'ridge-qr', ridge: 1e-5 } };
    expect(formWithData(chosen, withSystem.data, RUN_DEFAULTS).solver).toEqual(chosen.solver);
  });

  it('names its fields as the page does', () => {
    expect([fieldName('width'), fieldName('param-length')]).toEqual(['Neurons', 'length']);
  });

  it('becomes a configuration and comes back unchanged', () => {
    for (const form of [withData, withSystem]) {
      const config = configFromForm(form);
      expect(configFromForm(formFromConfig(config!, EMPTY_FORM))).toEqual(config);
    }
  });

  it('holds nothing out of a known system, which draws its own test points', () => {
    expect(configFromForm(withSystem)).toMatchObject({
      data: { kind: 'system', samples: 2000, testSamples: 1000 },
      split: { kind: 'fraction', fraction: 0 },
    });
  });

  it('is no configuration without data', () => {
    expect(configFromForm(EMPTY_FORM)).toBeNull();
  });
});

describe('what is held out, in words', () => {
  it.each([
    [{ kind: 'trajectories', heldOut: [] }, 'holding out nothing'],
    [{ kind: 'trajectories', heldOut: ['4'] }, 'holding out trajectory 4'],
    [{ kind: 'trajectories', heldOut: ['3', '4'] }, 'holding out trajectories 3 and 4'],
    [{ kind: 'trajectories', heldOut: ['1', '2', '3'] }, 'holding out 3 trajectories'],
    [{ kind: 'fraction', fraction: 0 }, 'holding out nothing'],
    [{ kind: 'fraction', fraction: 0.25 }, 'holding out 25\u202f%'],
  ] as const)('%j', (split, words) => {
    expect(heldOutWords(split)).toBe(words);
  });
});
