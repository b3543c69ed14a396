import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import { splitDataset } from '../../core/datasets/index.ts';
import { entryOf, findMethod, forecastCost, type Method } from '../../core/experiment/index.ts';
import type { CostForecast, SolveMeans } from '../../core/experiment/forecast.ts';
import type { DataSource, RunConfig, SystemSource } from '../../core/experiment/run-config.ts';
import { checkOptions, samplingRate } from '../../core/identification/check-options.ts';
import { integrators } from '../../core/integrators/index.ts';
import type { HamiltonianSystem } from '../../core/systems/hamiltonian-system.ts';
import { resolveSystem } from '../../core/systems/index.ts';
import { AppError } from '../api/app-error.ts';
import type { Store } from '../store/open-store.ts';
import type { NewRun } from '../store/run-store.ts';

/** A run that may be started, and the number of samples it would learn from. */
export interface RunPlan {
  readonly run: Omit<NewRun, 'owner' | 'appVersion'>;
  readonly samples: number;
}

/** What a source of data says about itself before it is read. */
interface DataFacts {
  readonly dof: number;
  readonly name: string;
  readonly hash: string;
  readonly samples: number;
  /** Names of known inputs. */
  readonly inputs: readonly string[];
  /** False when momenta were made of positions. */
  readonly hasMomenta: boolean;
  /** Samples per unit of time; null for single points. */
  readonly samplingRate: number | null;
}

/**
 * Holds a configuration against what there is, without reading states: ids, parameters, what is held out, and whether the rows carry the width.
 * @throws AppError or CoreError `not-found`, `unknown-id`, `bad-argument`, `too-wide`, `too-large`
 */
export function planRun(store: Store, config: RunConfig, means: SolveMeans): RunPlan {
  const method = findMethod(config.method);
  integrators.get(config.integrator);
  refuseUnknownValues(method, config.data);
  if (method.kind === 'measured') refuseNoMotion(config);
  const facts =
    config.data.kind === 'system' ? systemFacts(config.data, config.seed) : datasetFacts(store, config.data, config);
  const { dof, name, hash, samples } = facts;
  refuseTooWide(method, config.width, dof, samples);
  if (method.kind === 'measured') refuseOptions(config, facts);
  refuseTooLarge(method, config, forecastCost(config, samples, dof, means));
  return {
    run: {
      name: `${entryOf(method).label}, ${config.width} ${config.width === 1 ? 'neuron' : 'neurons'}`,
      config,
      dof,
      dataName: name,
      dataHash: hash,
    },
    samples,
  };
}

/** The data of a known system are decided by what they are drawn from and the seed. */
function systemFacts(data: SystemSource, seed: number): DataFacts {
  const system = resolveSystem(data);
  const { params, samples, testSamples, formula, particles, domain, design, noise } = data;
  if (design?.kind === 'trajectories') integrators.get(design.integrator);
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  // What is absent leaves no trace, so that the data of earlier versions keep their hash.
  const more = Object.entries({ formula, particles, domain, design, noise }).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([system.id, sorted, samples, testSamples, seed, ...more]);
  return {
    dof: system.dof,
    name: nameOf(system, data),
    hash: createHash('sha256').update(text).digest('hex'),
    samples: data.samples,
    ...{ inputs: [], hasMomenta: true },
    samplingRate: design?.kind === 'trajectories' ? 1 / design.stepSize : null,
  };
}

/** What the runs' table calls the data: a chain with its particles, a formula by its text. */
function nameOf({ label, particles }: HamiltonianSystem, { formula }: SystemSource): string {
  if (formula !== undefined) return `H = ${shortened(formula.expression)}`;
  return particles === null ? label : `${label}, ${particles.count} particles`;
}

function shortened(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}

const LONGEST_NAME = 60;

function datasetFacts(
  store: Store,
  { datasetId }: Extract<DataSource, { kind: 'dataset' }>,
  { split, seed }: RunConfig,
): DataFacts {
  const { name, hash, report } = store.datasets.detail(datasetId);
  if (store.datasets.isDeleted(datasetId)) {
    throw new AppError('not-found', `The data set '${name}' is in the trash.`, {
      hint: 'Restore it, or choose another data set.',
      context: { datasetId },
    });
  }
  const outline = store.datasets.outline(datasetId);
  const samples = splitDataset(outline, split, seed).train.reduce((sum, { trajectory, from, to }) => {
    const [fitFrom, fitTo] = trajectory.fitRange;
    return sum + Math.max(0, Math.min(to, fitTo) - Math.max(from, fitFrom));
  }, 0);
  return {
    ...{ dof: outline.dof, name, hash, samples },
    inputs: outline.labels.inputs ?? [],
    hasMomenta: outline.derivedMomenta === undefined,
    samplingRate: samplingRate(report.trajectories),
  };
}

/** What is treated as measured motion is motion: no single points, and no single rows taken out of it. */
function refuseNoMotion({ data, split }: RunConfig): void {
  if (data.kind === 'system' && data.design?.kind !== 'trajectories') {
    throw new AppError(
      'bad-argument',
      'The method for measured motion needs motion in time; these are single points.',
      {
        hint: 'Let motions of the system be recorded, or choose A-SWIM.',
        context: { design: data.design?.kind ?? 'points' },
      },
    );
  }
  if (split.kind === 'points' && split.fraction > 0) {
    throw new AppError(
      'bad-argument',
      'Single held-out rows cut the motions into pieces that are too short to learn from.',
      {
        hint: 'Hold out whole trajectories, or the last part of each one.',
        context: { split: split.kind },
      },
    );
  }
}

/** Options that do not go together or not with the data, and known inputs that the data have not. */
function refuseOptions({ identification }: RunConfig, { dof, inputs, hasMomenta, samplingRate }: DataFacts): void {
  if (identification === undefined) return;
  const isPositionsOnly = identification.positionsOnly === 'auto' ? !hasMomenta : identification.positionsOnly;
  checkOptions(identification, { dof, isPositionsOnly, samplingRate });
  const used = identification.inputs === 'auto' ? [] : identification.inputs;
  const missing = used.find(({ name }) => !inputs.includes(name));
  if (missing === undefined) return;
  const known = inputs.length === 0 ? 'the data have none' : `the data have: ${inputs.join(', ')}`;
  throw new AppError('bad-argument', `There is no known input '${missing.name}'; ${known}.`, {
    hint: 'Choose among the known inputs, or give the column that role when importing.',
    context: { option: 'inputs', name: missing.name },
  });
}

/** Measured data do not tell the values of H that SWIM is supervised by. */
function refuseUnknownValues(method: Method, data: DataSource): void {
  if (method.kind !== 'sampled' || method.sampler.needs !== 'values' || data.kind === 'system') return;
  throw new AppError(
    'bad-argument',
    `${method.sampler.label} needs the true values of H, which measured data do not have.`,
    {
      hint: 'Choose A-SWIM, which takes them from a first fit.',
      context: { method: method.sampler.id },
    },
  );
}

/**
 * The rule of the fit (`checkFit`), told before the run is queued: N + 1 unknowns need as many of the 2dK + 1 equations, or of K for each
 * output of a sampled field. A network that is trained step by step has no such bound.
 */
function refuseTooWide(method: Method, width: number, dof: number, samples: number): void {
  if (method.kind === 'baseline' && method.baseline.isTrained) return;
  // Its prior carries more neurons than rows.
  if (method.kind === 'measured' && samples > 0) return;
  const largest = method.kind === 'baseline' ? samples - 1 : 2 * dof * samples;
  if (width <= largest) return;
  if (largest === 0) {
    throw new AppError('too-few-rows', 'No rows are left to learn from.', {
      hint: 'Hold out less, or import more rows.',
    });
  }
  throw new AppError('too-wide', `${width} neurons are more than ${samples} training rows allow.`, {
    hint: `Choose at most ${largest} neurons, better a quarter of it: ${Math.max(1, Math.floor(largest / 4))}.`,
    context: { width, largest, samples },
  });
}

/** A run that cannot fit in memory is refused with the numbers, not killed half way. */
function refuseTooLarge(method: Method, { solver }: RunConfig, { bytes, rows, columns }: CostForecast): void {
  const isTrained = method.kind === 'baseline' && method.baseline.isTrained;
  const isByKernels = !isTrained && solver.id !== 'truncated-svd';
  const available = Math.min(MEMORY_SHARE * totalmem(), isByKernels ? KERNEL_BYTES : Infinity);
  if (bytes <= available) return;
  const what = isTrained ? `A training with ${columns} parameters` : `A system of ${rows} × ${columns}`;
  throw new AppError(
    'too-large',
    `${what} needs ${gigabytes(bytes)} GB of memory; ${gigabytes(available)} GB can be used here.`,
    {
      hint: `Choose fewer neurons, ${isTrained ? 'fewer layers, or smaller batches' : 'fewer rows, or the solver ridge-qr'}.`,
      context: { rows, columns, bytes },
    },
  );
}

/** What the kernels can address, less what rounding up may take. */
const KERNEL_BYTES = 2 ** 32 - 2 ** 20;

/** Share of the machine's memory that one run may take. */
const MEMORY_SHARE = 0.6;

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
