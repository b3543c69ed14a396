import type { Check } from './check-form.ts';
import type { DatasetDetail } from '../../service/api/index.ts';
import type { IdentificationOptions, InputUse, RunDefaults } from './contract-types.ts';

/** Options that speak of one data set alone: of its units, its angles, its inputs. */
const OF_THE_DATA = [
  ...['noise', 'smoothing', 'periodic', 'inputs', 'drives', 'torque'],
  ...['positionsOnly', 'masses', 'isMassRatioSought'],
] as readonly (keyof IdentificationOptions)[];

/** The options for other data: what was said of one data set alone is found anew. */
export function forOtherData(
  options: IdentificationOptions,
  { identification }: Pick<RunDefaults, 'identification'>,
): IdentificationOptions {
  return { ...options, ...Object.fromEntries(OF_THE_DATA.map((name) => [name, identification[name]])) };
}

/** The known inputs that are used: those chosen, or found, all of the data set when there is one coordinate that they can push. */
export function inputsInUse(
  { inputs }: Pick<IdentificationOptions, 'inputs'>,
  dataset: Pick<DatasetDetail, 'inputs' | 'labels'> | null,
): readonly InputUse[] {
  if (inputs !== 'auto') return inputs;
  return dataset?.labels.q.length === 1 ? dataset.inputs.map((name) => ({ name, axis: 0 })) : [];
}

/** One number for each name, of which an empty field is NaN; null when all are empty. */
export function listWith(
  list: readonly number[] | null,
  count: number,
  place: number,
  value: number | null,
): readonly number[] | null {
  const next = Array.from({ length: count }, (_, k) => (k === place ? (value ?? NaN) : (list?.[k] ?? NaN)));
  return next.every(Number.isNaN) && value === null ? null : next;
}

/** Forces that act on one degree of freedom each, without the one at `place`. */
export function withoutPlace<T>(list: readonly T[], place: number): readonly T[] {
  return list.filter((_, k) => k !== place);
}

/** Finds what is wrong with the options of an identification. */
export function checkIdentification(options: IdentificationOptions, check: Check): void {
  const { noise, smoothing, window, roughness, drives, masses } = options;
  const isEmptyOr = (value: number | null) => value === null || value > 0;
  const all = 'Type a number for each, or leave all empty';
  check('identificationNoise', noise === null || noise.every((level) => level >= 0), all);
  check('smoothing', isEmptyOr(smoothing), 'Type a time above 0, or leave it empty');
  check('window', isEmptyOr(window), 'Type a number of periods above 0, e.g. 3, or leave it empty');
  check('roughness', isEmptyOr(roughness), 'Type a number above 0, e.g. 0.25, or leave it empty');
  check('masses', masses === null || masses.every((mass) => mass > 0), `${all}; masses are above 0`);
  check(
    'drives',
    drives.every(({ frequency }) => frequency > 0),
    'Type a frequency above 0, in cycles per unit of time',
  );
}
