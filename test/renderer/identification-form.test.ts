import { describe, expect, it } from 'vitest';
import { RUN_DEFAULTS } from '../../core/experiment/index.ts';
import { MISFIT_LIMITS } from '../../core/identification/misfit.ts';
import { checkForm } from '../../renderer/state/check-form.ts';
import {
  configFromForm,
  formFromConfig,
  formFromDefaults,
  methodObstacle,
  widthFor,
  withData,
  withMethod,
  type ExperimentForm,
} from '../../renderer/state/experiment-form.ts';
import { forOtherData, inputsInUse, listWith } from '../../renderer/state/identification-form.ts';
import {
  anglesSentence,
  channelsSentence,
  forcingSentence,
  FRICTION_CHOICES,
  frictionSentence,
  nextFriction,
} from '../../renderer/views/experiment/identification-words.ts';

const defaults = RUN_DEFAULTS;
const options = defaults.identification;
const EMPTY = formFromDefaults(defaults);
const dataset = { kind: 'dataset', datasetId: 'd1' } as const;
const system = { kind: 'system', systemId: 'pendulum', params: {} } as const;
const onDataset = withData(EMPTY, dataset, defaults);
const measured = {
  ...{ id: 'measured', label: 'Automatic', summary: '', formula: '', needs: null },
  ...{ isTrained: false, hasHamiltonian: true, isForMeasurements: true },
} as const;
const catalog = {
  systems: [],
  methods: [measured],
  integrators: [],
  trainingPresets: [],
  defaults,
  misfitLimits: MISFIT_LIMITS,
};

describe('the method for measured motion', () => {
  it('is proposed for data sets and leaves with them', () => {
    expect(onDataset.method).toBe('measured');
    expect(withData(onDataset, system, defaults).method).toBe('a-swim');
  });

  it('does not replace a method that was chosen', () => {
    const chosen = { ...onDataset, method: 'elm' };
    expect(withData(chosen, system, defaults).method).toBe('elm');
    expect(withData({ ...chosen, data: system }, dataset, defaults).method).toBe('elm');
  });

  it('learns from motion, not from points of a known system', () => {
    expect(methodObstacle(measured, dataset)).toBeNull();
    expect(methodObstacle(measured, system)).toContain('not from single points');
    const design = { kind: 'trajectories', trajectories: 4, rows: 100, stepSize: 0.1 } as never;
    expect(methodObstacle(measured, { ...system, design })).toBeNull();
  });

  it('has as many neurons as its recipe says, whatever the number of rows', () => {
    const facts = { id: '1', file: '', rows: 4000, endRowsNotFitted: 0, start: 0, end: 1 };
    const trajectory = { ...facts, step: { min: 1, median: 1, max: 1 }, parameters: [], partOf: null };
    const detail = { dof: 1, report: { trajectories: [trajectory] } } as never;
    expect(widthFor(onDataset, detail, catalog)).toBe(100);
    expect(widthFor({ ...onDataset, method: 'a-swim' }, detail, catalog)).toBe(200);
    expect(widthFor(onDataset, null, catalog)).toBe(200);
  });
});

describe('the options of an identification', () => {
  const chosen: ExperimentForm = {
    ...onDataset,
    identification: { ...options, friction: 'dry', noise: [0.1, NaN], periodic: [0], roughness: 0.25 },
  };

  it('become a configuration and come back unchanged', () => {
    const config = configFromForm(chosen);
    expect(config).toMatchObject({ identification: { friction: 'dry', periodic: [0] } });
    expect(configFromForm(formFromConfig(config!, EMPTY))).toEqual(config);
  });

  it('are not sent when nothing was chosen', () => {
    expect(configFromForm(onDataset)).not.toHaveProperty('identification');
  });

  it('of the data are found anew for other data, the rest stays', () => {
    const other = withData(chosen, { kind: 'dataset', datasetId: 'd2' }, defaults);
    expect(other.identification).toEqual({ ...options, friction: 'dry', roughness: 0.25 });
    expect(withData(chosen, dataset, defaults)).toEqual(chosen);
    expect(forOtherData({ ...options, masses: [2], library: ['exp-q'] }, defaults)).toEqual({
      ...options,
      library: ['exp-q'],
    });
  });

  it('go with their method and come back with it', () => {
    const { identification } = chosen;
    const without = withMethod(chosen, { id: 'elm', isTrained: false, isForMeasurements: false }, {});
    expect(without).not.toHaveProperty('identification');
    expect(withMethod(without, measured, { identification: identification! })).toEqual(chosen);
  });

  it.each([
    ['identificationNoise', { noise: [0.1, NaN] }],
    ['smoothing', { smoothing: 0 }],
    ['window', { window: NaN }],
    ['roughness', { roughness: -1 }],
    ['masses', { masses: [0] }],
    ['drives', { drives: [{ frequency: NaN, axis: 0 }] }],
  ] as const)('are wrong in %s with %j', (field, part) => {
    const form = { ...onDataset, identification: { ...options, ...part } };
    const context = { catalog, limits: null, trajectoryIds: ['1', '2'], formulaProblem: null };
    expect([...checkForm(form, context).keys()]).toEqual([field]);
    expect([...checkForm({ ...form, identification: options }, context)]).toEqual([]);
  });
});

describe('what is held out of measured motion', () => {
  it('is not single rows, which cut the motion into pieces', () => {
    const context = { catalog, limits: null, trajectoryIds: [], formulaProblem: null };
    const split = { kind: 'points', fraction: 0.2 } as const;
    expect([...checkForm({ ...onDataset, split }, context).keys()]).toEqual(['split']);
    expect([...checkForm({ ...onDataset, split, method: 'a-swim' }, context)]).toEqual([]);
  });
});

describe('a list of optional numbers', () => {
  it('is null when all its fields are empty', () => {
    expect(listWith(null, 2, 1, 0.5)).toEqual([NaN, 0.5]);
    expect(listWith([NaN, 0.5], 2, 1, null)).toBeNull();
    expect(listWith([0.1, 0.5], 2, 1, null)).toEqual([0.1, NaN]);
  });

  it('keeps a text that is no number as a mistake', () => {
    expect(listWith(null, 1, 0, NaN)).toEqual([NaN]);
  });
});

describe('the sentence of an identification', () => {
  it('names the friction, and arrow keys go round', () => {
    expect(frictionSentence('auto')).toBe('friction found by test');
    expect(nextFriction('auto', 1)).toBe('off');
    expect(nextFriction('auto', -1)).toBe('network');
    expect(nextFriction('network', 1)).toBe('auto');
    expect(FRICTION_CHOICES.every(({ formula, help }) => formula !== '' && help.endsWith('.'))).toBe(true);
  });

  it('names known forces', () => {
    const drive = { frequency: 0.2, axis: 0 };
    expect(forcingSentence(options, [])).toBe('no known force');
    expect(forcingSentence({ ...options, drives: [drive] }, [{ name: 'u', axis: 0 }])).toBe(
      'the input u and a drive at 0.2',
    );
    expect(forcingSentence({ ...options, drives: [drive, drive], torque: true }, [])).toBe(
      '2 drives and a constant torque',
    );
  });

  it('uses all known inputs where they can push one coordinate alone, and else those chosen', () => {
    const one = { inputs: ['u', 'v'], labels: { time: 't', q: ['x'], p: ['p'] } };
    const two = { ...one, labels: { time: 't', q: ['x', 'y'], p: ['a', 'b'] } };
    expect(inputsInUse({ inputs: 'auto' }, one)).toEqual([
      { name: 'u', axis: 0 },
      { name: 'v', axis: 0 },
    ]);
    expect(inputsInUse({ inputs: 'auto' }, two)).toEqual([]);
    expect(inputsInUse({ inputs: 'auto' }, null)).toEqual([]);
    expect(inputsInUse({ inputs: [{ name: 'v', axis: 1 }] }, two)).toEqual([{ name: 'v', axis: 1 }]);
    expect(inputsInUse({ inputs: [] }, one)).toEqual([]);
  });

  it('says what is learned from, and which angles make full turns', () => {
    expect([channelsSentence(options, true), channelsSentence(options, false)]).toEqual([
      'positions alone',
      'positions and momenta',
    ]);
    expect(channelsSentence({ ...options, positionsOnly: false }, true)).toBe('positions and momenta');
    expect(anglesSentence({ periodic: [1] }, ['x', 'θ'])).toBe('θ an angle of full turns');
    expect(anglesSentence(options, ['x'])).toBe('');
  });
});
