import {
  proposedIdentificationWidth,
  proposedWidth,
  type Catalog,
  type DatasetDetail,
  type MethodDescription,
} from '../../service/api/index.ts';
import type {
  IdentificationOptions,
  RunConfig,
  RunDefaults,
  SolverConfig,
  Split,
  TrainingConfig,
} from './contract-types.ts';
import { forOtherData } from './identification-form.ts';
import type { SystemData } from './system-choice.ts';

export type DataChoice =
  { readonly kind: 'none' } | { readonly kind: 'dataset'; readonly datasetId: string } | SystemData;

/** What the form holds. NaN stands for a number field whose text is no number. */
export interface ExperimentForm {
  readonly data: DataChoice;
  readonly samples: number;
  readonly testSamples: number;
  readonly method: string;
  readonly width: number;
  readonly seed: number;
  readonly split: Split;
  readonly solver: SolverConfig;
  readonly integrator: string;
  readonly horizon: number | null;
  readonly tolerance: number | null;
  /** Only for methods trained by gradient descent; absent: that method's defaults. */
  readonly training?: TrainingConfig;
  /** Only for the method for measured motion; absent: everything is found from the data. */
  readonly identification?: IdentificationOptions;
}

/** A form without data and otherwise with what the service proposes. */
export function formFromDefaults(defaults: RunDefaults): ExperimentForm {
  const { samples, testSamples, method, width, seed, integrator } = defaults;
  return {
    ...{ samples, testSamples, method, width, seed, integrator },
    data: { kind: 'none' },
    split: { kind: 'fraction', fraction: defaults.heldOutShare },
    solver: { id: defaults.solver, ridge: defaults.ridge.dataset },
    horizon: null,
    tolerance: null,
  };
}

/** The ridge that is proposed for these data. */
export function proposedRidge(kind: DataChoice['kind'], { ridge }: RunDefaults): number {
  return kind === 'system' ? ridge.system : ridge.dataset;
}

/** The method that is proposed for these data. */
export function proposedMethod(kind: DataChoice['kind'], { method, datasetMethod }: RunDefaults): string {
  return kind === 'dataset' ? datasetMethod : method;
}

/** True for rows in time, of which some are held out; single points are tested on fresh ones instead. */
export function hasTrajectories(data: DataChoice): boolean {
  return data.kind === 'system' ? data.design?.kind === 'trajectories' : data.kind === 'dataset';
}

/**
 * The form with other data. A method and a ridge that were as proposed become what is proposed for these; chosen ones stay. Nothing is held out of
 * points, and the proposed share of trajectories. What was said of the noise, the angles and the forces of other data is forgotten.
 */
export function withData(before: ExperimentForm, data: DataChoice, defaults: RunDefaults): ExperimentForm {
  const form = withProposedMethod(before, data, defaults);
  const { solver } = form;
  const isUntouched = 'ridge' in solver && solver.ridge === proposedRidge(form.data.kind, defaults);
  const keepsSplit = form.data.kind === data.kind && hasTrajectories(form.data) === hasTrajectories(data);
  const fraction = hasTrajectories(data) ? defaults.heldOutShare : 0;
  return {
    ...form,
    data,
    split: keepsSplit ? form.split : { kind: 'fraction', fraction },
    solver: isUntouched ? { ...solver, ridge: proposedRidge(data.kind, defaults) } : solver,
  };
}

function withProposedMethod(form: ExperimentForm, data: DataChoice, defaults: RunDefaults): ExperimentForm {
  const { identification, ...rest } = form;
  const isUntouched = form.method === proposedMethod(form.data.kind, defaults);
  const method = isUntouched ? proposedMethod(data.kind, defaults) : form.method;
  if (identification === undefined || method !== form.method) return { ...rest, method };
  return isSameData(form.data, data) ? form : { ...form, identification: forOtherData(identification, defaults) };
}

function isSameData(one: DataChoice, other: DataChoice): boolean {
  return one.kind === 'dataset' && other.kind === 'dataset' && one.datasetId === other.datasetId;
}

/** The form with another method. Settings of a training go with methods that are trained only, those of measured motion with the one for it. */
export function withMethod(
  form: ExperimentForm,
  { id, isTrained, isForMeasurements }: Pick<MethodDescription, 'id' | 'isTrained' | 'isForMeasurements'>,
  last: Pick<ExperimentForm, 'training' | 'identification'>,
): ExperimentForm {
  const { training = last.training, identification = last.identification, ...rest } = form;
  return {
    ...rest,
    method: id,
    ...(isTrained && training !== undefined ? { training } : {}),
    ...(isForMeasurements && identification !== undefined ? { identification } : {}),
  };
}

/** The method of a form; null before the catalog is there. */
export function methodOf({ method }: Pick<ExperimentForm, 'method'>, { methods }: Catalog): MethodDescription | null {
  return methods.find(({ id }) => id === method) ?? null;
}

/** The neurons that are proposed for a form; `dataset` is null for a known system, and before it is loaded. */
export function widthFor(
  form: Pick<ExperimentForm, 'method' | 'split'>,
  dataset: Pick<DatasetDetail, 'report' | 'dof'> | null,
  catalog: Catalog,
): number {
  const { width, identificationWidth } = catalog.defaults;
  if (dataset === null) return width;
  return methodOf(form, catalog)?.isForMeasurements
    ? proposedIdentificationWidth(dataset.report, dataset.dof, form.split, identificationWidth)
    : proposedWidth(dataset.report, dataset.dof, form.split, width);
}

/** Why a method cannot learn from these data; null when it can. */
export function methodObstacle(
  { label, needs, isForMeasurements }: MethodDescription,
  data: DataChoice,
): string | null {
  if (isForMeasurements && data.kind === 'system' && !hasTrajectories(data)) {
    return `“${label}” learns from motion in time, not from single points`;
  }
  return needs === 'values' && data.kind === 'dataset'
    ? `${label} needs the true values of H, which measured data do not have`
    : null;
}

/** The run's configuration; null while no data are chosen. */
export function configFromForm(form: ExperimentForm): RunConfig | null {
  const { data, samples, testSamples, ...rest } = form;
  if (data.kind === 'none') return null;
  return data.kind === 'dataset' ? { ...rest, data } : { ...rest, data: { ...data, samples, testSamples } };
}

/** A form that yields `config` again; numbers of points, which measured data do not have, are taken from `before`. */
export function formFromConfig(config: RunConfig, before: ExperimentForm): ExperimentForm {
  const { data, ...rest } = config;
  if (data.kind === 'dataset') {
    const { samples, testSamples } = before;
    return { ...rest, data, samples, testSamples };
  }
  const { samples, testSamples, ...choice } = data;
  return { ...rest, data: choice, samples, testSamples };
}
