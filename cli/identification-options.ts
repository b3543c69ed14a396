import type { CheckedOption } from '../core/identification/check-options.ts';
import type { FrictionLaw, IdentificationOptions, LibraryColumn } from '../core/identification/options.ts';
import type { ImportReport } from '../core/import/import-report.ts';
import type { ColumnRoles } from '../core/import/recipe.ts';
import type { CoordinateLabels } from '../core/datasets/dataset.ts';
import { findWrongOption, samplingRate } from '../service/measured.ts';
import { UsageError, type OptionSpec, type OptionValues } from './command.ts';

const ROWS = [
  'auto',
  ...['exact', 'smoothed', 'integral', 'whitened', 'double-integral', 'snapshot-pairs'],
] as IdentificationOptions['rows'][];
const FRICTION = ['auto', 'off', 'viscous', 'quadratic', 'dry', 'network'] as const satisfies (
  'auto' | 'off' | FrictionLaw
)[];
const TERMS = ['exp-q', 'exp-p', 'cos-q', 'sin-q', 'cos-p', 'sin-p'] as const satisfies LibraryColumn[];
const RIDGE = ['evidence', 'robust-gcv'] as const satisfies IdentificationOptions['ridge'][];

/** What the method `measured` may be told; it finds the rest. */
export const IDENTIFICATION_OPTIONS = {
  rows: { value: 'ID', help: `how motion becomes equations: ${ROWS.join(', ')}` },
  friction: { value: 'LAW', help: `${FRICTION.join(', ')}; auto (default) takes a law only when a test demands it` },
  'input-axis': {
    value: 'C[,C]',
    help: 'which column of --q each --input pushes, in its order; not needed where --q has one column',
  },
  drive: {
    value: 'F[:C][,…]',
    help: 'drives of known frequency F (cycles per unit of time, below half of the sampling rate) that push a column of --q; amplitude and phase are found',
  },
  torque: { help: 'a constant torque on each column of --periodic, which is needed' },
  periodic: { value: 'C[,C]', help: 'columns of --q that are angles of full turns' },
  terms: { value: 'NAME[,…]', help: `terms of H beside the network: ${TERMS.join(', ')}` },
  'no-network': { help: 'linear and quadratic terms and those of --terms alone, no neurons' },
  'positions-only': { help: 'learns from --q alone, though --p is there' },
  'mass-ratio': { help: 'looks for the ratio of the masses, for positions only and two degrees of freedom or more' },
  noise: {
    value: 'X[,X]',
    help: 'standard deviation of the noise, above 0, of each column of --q, then of each of --p if they are learned from; default: found',
  },
  smoothing: { value: 'TIME', help: 'half width of the smoother; default: found' },
  'window-periods': {
    value: 'X',
    help: 'periods after which the start value is free again; default: 3, fewer for much noise',
  },
  roughness: {
    value: 'X',
    help: 'scale of the weights per standard deviation of the data; default: found among 0.125, 0.25, 0.5 and 1',
  },
  'ridge-choice': { value: 'ID', help: `what chooses the ridge: ${RIDGE.join(' (default) or ')}` },
} as const satisfies Record<string, OptionSpec>;

/** What the options say, columns by the names that were given; the rest is left to the defaults of the app. */
export interface IdentificationRequest {
  readonly said: Partial<Omit<IdentificationOptions, 'periodic' | 'inputs' | 'drives'>>;
  readonly periodic: readonly string[];
  readonly inputAxes: readonly string[];
  readonly drives: readonly { readonly frequency: number; readonly column: string | null }[];
}

/** What the options say before the data are known. @throws UsageError */
export function readIdentification(options: OptionValues): IdentificationRequest {
  return {
    said: {
      ...(options.has('rows') && { rows: options.choice('rows', ROWS, 'auto') }),
      ...(options.has('noise') && { noise: numbers(options, 'noise') }),
      ...(options.has('smoothing') && { smoothing: options.number('smoothing', { above: 0 }) }),
      ...(options.has('window-periods') && { window: options.number('window-periods', { above: 0 }) }),
      ...(options.has('roughness') && { roughness: options.number('roughness', { above: 0 }) }),
      ...(options.has('friction') && { friction: options.choice('friction', FRICTION, 'auto') }),
      ...(options.has('terms') && { library: words(options, 'terms').map(readTerm) }),
      ...(options.has('no-network') && { hasNetwork: false }),
      ...(options.has('torque') && { torque: true }),
      ...(options.has('positions-only') && { positionsOnly: true }),
      ...(options.has('mass-ratio') && { isMassRatioSought: true }),
      ...(options.has('ridge-choice') && { ridge: options.choice('ridge-choice', RIDGE, 'evidence') }),
    },
    periodic: words(options, 'periodic'),
    inputAxes: words(options, 'input-axis'),
    drives: words(options, 'drive').map(readDrive),
  };
}

/** What the command line calls what the numerics can refuse. */
const OPTION_NAMES: Readonly<Record<CheckedOption, keyof typeof IDENTIFICATION_OPTIONS | 'mass'>> = {
  periodic: 'periodic',
  inputs: 'input-axis',
  drives: 'drive',
  library: 'terms',
  torque: 'torque',
  rows: 'rows',
  masses: 'mass',
  noise: 'noise',
  smoothing: 'smoothing',
  window: 'window-periods',
  roughness: 'roughness',
  isMassRatioSought: 'mass-ratio',
};

/**
 * Refuses options that do not go together or not with the data, before anything is stored.
 * @throws UsageError naming the option
 */
export function checkIdentification(
  options: IdentificationOptions,
  { q, p, dq }: ColumnRoles,
  { trajectories }: Pick<ImportReport, 'trajectories'>,
): void {
  const isPositionsOnly = options.positionsOnly === 'auto' ? p.length === 0 && dq.length === 0 : options.positionsOnly;
  const wrong = findWrongOption(options, {
    ...{ dof: q.length, isPositionsOnly },
    samplingRate: samplingRate(trajectories),
  });
  if (wrong !== null) throw new UsageError(`--${OPTION_NAMES[wrong.option]}: ${wrong.words}`);
}

/** Refuses options of this method for another one. @throws UsageError */
export function refuseIdentification(options: OptionValues, method: string): void {
  const given = Object.keys(IDENTIFICATION_OPTIONS).find((name) => options.has(name));
  if (given !== undefined) throw new UsageError(`--${given} does not belong to --method ${method}.`);
}

/** The same with degrees of freedom and inputs of the data set instead of names. @throws UsageError */
export function chooseIdentification(
  { said, periodic, inputAxes, drives }: IdentificationRequest,
  { labels }: { readonly labels: CoordinateLabels },
  roles: ColumnRoles,
  defaults: IdentificationOptions,
): IdentificationOptions {
  const axisOf = (text: string) => findAxis(text, labels.q, roles.q);
  const inputs = labels.inputs ?? [];
  if (inputAxes.length > 0 && inputAxes.length !== inputs.length) {
    throw new UsageError(`--input-axis names ${inputAxes.length} columns for ${inputs.length} known inputs.`);
  }
  return {
    ...defaults,
    ...said,
    periodic: periodic.map(axisOf),
    inputs: inputAxes.length === 0 ? 'auto' : inputs.map((name, i) => ({ name, axis: axisOf(inputAxes[i]!) })),
    drives: drives.map(({ frequency, column }) => ({ frequency, axis: column === null ? 0 : axisOf(column) })),
  };
}

/** A column of q by its name or its number in the file. */
function findAxis(text: string, names: readonly string[], columns: readonly number[]): number {
  const exact = names.indexOf(text);
  const similar = exact === -1 ? names.findIndex((name) => name.toLowerCase() === text.toLowerCase()) : exact;
  const axis = similar === -1 ? columns.indexOf(Number(text) - 1) : similar;
  if (axis !== -1) return axis;
  throw new UsageError(`'${text}' is no column of --q: these are ${names.join(', ')}.`);
}

function readDrive(text: string): IdentificationRequest['drives'][number] {
  const [number, ...column] = text.split(':');
  const frequency = number === '' ? NaN : Number(number);
  if (!(frequency > 0 && Number.isFinite(frequency))) {
    throw new UsageError(`--drive needs frequencies above 0, not '${text}'.`);
  }
  return { frequency, column: column.length === 0 ? null : column.join(':') };
}

function readTerm(word: string): LibraryColumn {
  const found = TERMS.find((name) => name === word);
  if (found !== undefined) return found;
  throw new UsageError(`--terms knows ${TERMS.join(', ')}, not '${word}'.`);
}

function words(options: OptionValues, name: string): string[] {
  return (
    options
      .text(name)
      ?.split(',')
      .map((word) => word.trim()) ?? []
  );
}

function numbers(options: OptionValues, name: string): readonly number[] | null {
  const text = options.text(name);
  if (text === null) return null;
  const values = text.split(',').map((word) => (word.trim() === '' ? NaN : Number(word)));
  if (values.every((value) => value > 0 && Number.isFinite(value))) return values;
  throw new UsageError(`--${name} needs numbers above 0, not '${text}'.`);
}
