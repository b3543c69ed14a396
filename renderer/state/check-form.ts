import type { Catalog, Limits } from '../../service/api/index.ts';
import { formatCount, formatNumber } from '../format/numbers.ts';
import type { TrainingConfig } from './contract-types.ts';
import { methodObstacle, methodOf, type ExperimentForm } from './experiment-form.ts';
import { checkIdentification } from './identification-form.ts';
import { describeSystem, type ChosenSystem, type SystemData } from './system-choice.ts';

export type FieldName =
  | 'data'
  | 'formula'
  | 'dof'
  | 'particles'
  | `param-${string}`
  | `domain-${'q' | 'p'}-${number}`
  | 'samples'
  | 'testSamples'
  | 'rows'
  | 'stepSize'
  | 'interval'
  | 'noiseStates'
  | 'noiseDerivatives'
  | 'method'
  | 'width'
  | 'seed'
  | 'split'
  | 'solver'
  | keyof TrainingConfig
  | 'identificationNoise'
  | 'smoothing'
  | 'window'
  | 'roughness'
  | 'masses'
  | 'drives'
  | 'horizon'
  | 'tolerance';

const FIELD_NAMES: Readonly<Record<string, string>> = {
  data: 'Data',
  formula: 'Formula',
  dof: 'Degrees of freedom',
  particles: 'Particles',
  samples: 'Training points',
  testSamples: 'Test points',
  rows: 'Rows of a trajectory',
  stepSize: 'Time between rows',
  interval: 'Time between snapshots',
  noiseStates: 'Noise on states',
  noiseDerivatives: 'Noise on derivatives',
  method: 'Method',
  width: 'Neurons',
  seed: 'Seed',
  split: 'Held out',
  solver: 'Solve',
  hiddenLayers: 'Hidden layers',
  steps: 'Steps',
  batchSize: 'Points per step',
  learningRate: 'Learning rate',
  weightDecay: 'Weight decay',
  validationShare: 'Kept aside',
  patience: 'Patience',
  timeBudget: 'Time budget',
  identificationNoise: 'Noise',
  smoothing: 'Smoothing',
  window: 'Window',
  roughness: 'Roughness',
  masses: 'Masses',
  drives: 'Known frequency',
  horizon: 'Energy test',
  tolerance: 'Distance in q',
};

/** Name of a field as it stands on the page. */
export function fieldName(field: FieldName): string {
  const [kind, side, index] = field.split('-');
  if (kind === 'domain') return `Domain of ${side!}${Number(index) + 1}`;
  return FIELD_NAMES[field] ?? field.replace('param-', '');
}

const LARGEST_SEED = 2 ** 32 - 1;

/** Limits that the service has but does not send; it checks them again. */
const MOST = { dof: 64, steps: 2_000_000, layers: 3 };

/** What the form would be checked against; `limits` null before the service said them. */
export interface FormContext {
  readonly catalog: Catalog;
  readonly limits: Limits | null;
  readonly trajectoryIds: readonly string[];
  /** Why the formula cannot be read; null when it can, or is not yet read. */
  readonly formulaProblem: string | null;
}

/** Notes what is wrong with one field unless its value is right. */
export type Check = (field: FieldName, isRight: boolean, problem: string) => void;

/** Finds what is wrong, by field, in the order of the page. The service checks again; this is for the place beside the field. */
export function checkForm(form: ExperimentForm, context: FormContext): Map<FieldName, string> {
  const { catalog, limits, trajectoryIds } = context;
  const problems = new Map<FieldName, string>();
  const check: Check = (field, isRight, problem) => {
    if (!isRight && !problems.has(field)) problems.set(field, problem);
  };
  const whole = wholeNumbers(check);
  check('data', form.data.kind !== 'none', 'Choose a data set or a known system');
  if (form.data.kind === 'system') {
    checkSystem(form.data, context, check);
    const most = limits?.samples ?? 1e6;
    whole('samples', form.samples, [3, most], 2000);
    whole('testSamples', form.testSamples, [1, most], 1000);
    checkSampling(form.data, check);
  }
  const method = methodOf(form, catalog);
  const obstacle = method === null ? null : methodObstacle(method, form.data);
  check('method', obstacle === null, obstacle ?? '');
  whole('width', form.width, [1, limits?.width ?? 5000], 200);
  whole('seed', form.seed, [0, LARGEST_SEED], 1);
  const cutsMotion = form.split.kind === 'points' && form.split.fraction > 0 && method?.isForMeasurements === true;
  check(
    'split',
    !cutsMotion,
    'Single rows cut the motion into pieces too short to learn from: hold out ends or whole ones',
  );
  checkSplit(form, trajectoryIds, check);
  const strength = 'ridge' in form.solver ? form.solver.ridge : form.solver.rcond;
  check('solver', strength >= 0 && strength < 1, 'Type a number from 0 to below 1, e.g. 1e-13');
  if (form.training !== undefined) checkTraining(form.training, check);
  if (form.identification !== undefined) checkIdentification(form.identification, check);
  check('horizon', isEmptyOr(form.horizon), 'Type a time above 0, or leave it empty');
  check('tolerance', isEmptyOr(form.tolerance), 'Type a distance above 0, or leave it empty');
  return problems;
}

function wholeNumbers(check: Check) {
  return (field: FieldName, value: number, [from, to]: readonly [number, number], example: number): void => {
    const isRight = Number.isInteger(value) && value >= from && value <= to;
    check(field, isRight, `Type a whole number from ${formatCount(from)} to ${formatCount(to)}, e.g. ${example}`);
  };
}

/** An empty field chooses by itself; NaN is a text that is no number. */
function isEmptyOr(value: number | null): boolean {
  return value === null || value > 0;
}

function checkSystem(data: SystemData, { catalog, formulaProblem }: FormContext, check: Check): void {
  const whole = wholeNumbers(check);
  if (data.formula !== undefined) {
    whole('dof', data.formula.dof, [1, MOST.dof], 1);
    check('formula', data.formula.expression.trim() !== '', 'Type H, e.g. p^2/(2*m) + k*q^4/4');
    check('formula', formulaProblem === null, formulaProblem ?? '');
  }
  const system = describeSystem(data, catalog.systems);
  if (system === null) return;
  const { particles } = system;
  if (particles !== null) whole('particles', particles.count, [particles.min, particles.max], particles.min);
  for (const [name, spec] of Object.entries(system.params)) {
    const value = data.params[name] ?? NaN;
    const problem = `Type a number${spec.min > 0 ? ' above 0' : ''}, e.g. ${formatNumber(spec.default)}`;
    check(`param-${name}`, value >= spec.min && value <= spec.max, problem);
  }
  checkDomain(data.domain ?? system.domain, check);
}

function checkDomain(domain: ChosenSystem['domain'], check: Check): void {
  for (const side of ['q', 'p'] as const) {
    for (const [k, [low, high]] of domain[side].entries()) {
      const isNumber = Number.isFinite(low) && Number.isFinite(high);
      check(`domain-${side}-${k}`, isNumber, 'Type two numbers, e.g. −1 and 1');
      check(`domain-${side}-${k}`, low < high, 'The first number must be the smaller one');
    }
  }
}

function checkSampling({ design, noise }: SystemData, check: Check): void {
  const time = 'Type a time above 0, e.g. 0.1';
  if (design?.kind === 'trajectories') {
    wholeNumbers(check)('rows', design.rows, [2, 200_000], 100);
    check('stepSize', design.stepSize > 0, time);
  }
  if (design?.kind === 'snapshots') check('interval', design.interval > 0, time);
  if (noise === undefined) return;
  const isLevel = (level: number) => level >= 0;
  check('noiseStates', noise.states.every(isLevel), 'Type a number from 0');
  check('noiseDerivatives', noise.derivatives.every(isLevel), 'Type a number from 0');
}

function checkSplit(form: ExperimentForm, ids: readonly string[], check: Check): void {
  if (form.split.kind !== 'trajectories') {
    const { fraction } = form.split;
    check('split', fraction >= 0 && fraction <= 0.9, 'Type a share from 0 to 90 %, e.g. 20 %');
  } else {
    const isSomeLeft = ids.length === 0 || form.split.heldOut.length < ids.length;
    check('split', isSomeLeft, 'Leave at least one trajectory to learn from');
  }
}

function checkTraining(training: TrainingConfig, check: Check): void {
  const whole = wholeNumbers(check);
  whole('hiddenLayers', training.hiddenLayers, [1, MOST.layers], 1);
  whole('steps', training.steps, [1, MOST.steps], 20_000);
  whole('batchSize', training.batchSize, [1, 200_000], 512);
  const { learningRate, weightDecay, validationShare, patience, timeBudget } = training;
  check('learningRate', learningRate > 0 && learningRate <= 1, 'Type a number above 0, at most 1, e.g. 5e-4');
  check('weightDecay', weightDecay >= 0 && weightDecay <= 1, 'Type a number from 0 to 1, e.g. 0');
  check(
    'validationShare',
    validationShare >= 0 && validationShare <= 0.9,
    'Type a share from 0 to 90 %, or 0 to keep nothing aside',
  );
  if (patience !== null) {
    whole('patience', patience, [1, MOST.steps], 20);
    check('patience', validationShare > 0, 'Keep a share aside to watch, or leave it empty');
  }
  check('timeBudget', isEmptyOr(timeBudget), 'Type seconds above 0, or leave it empty');
}
