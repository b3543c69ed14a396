import { fieldName, type FieldName } from './check-form.ts';
import type { RunDefaults } from './contract-types.ts';
import type { ExperimentForm } from './experiment-form.ts';

/** One change of the form, for undo. */
export interface FormChange {
  /** Names it, e.g. `neurons`. */
  readonly what: string;
  /** True where numbers or a text are typed: all keys are one step. */
  readonly isTyped: boolean;
}

/** Where several settings change at once, the one that was chosen: the others follow it. */
const LEADING = ['data', 'kind', 'datasetId', 'systemId', 'method', 'id', 'positionsOnly'];

/** Names of settings that the names of fields do not have, or have for something else. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ kind: 'kind of data', datasetId: 'choice of data', systemId: 'choice of data' },
  ...{ rows: 'rows', noise: 'noise', domain: 'domain', expression: 'formula', fraction: 'share held out' },
  ...{ heldOut: 'held-out trajectories', id: 'solver', ridge: 'ridge', rcond: 'cut-off', integrator: 'integrator' },
  ...{ timeBudget: 'time budget', normalise: 'normalising', friction: 'friction', periodic: 'angles of full turns' },
  ...{ library: 'columns of H', hasNetwork: 'network', inputs: 'known inputs', torque: 'constant torque' },
  ...{ positionsOnly: 'what is learned from', isMassRatioSought: 'ratio of the masses' },
};

/** What was changed in the form; null for nothing. A training and an identification that were left as proposed count as that. */
export function formChange(
  before: ExperimentForm,
  after: ExperimentForm,
  { training, identification }: Pick<RunDefaults, 'training' | 'identification'>,
): FormChange | null {
  return changeOf({ training, identification, ...before }, { training, identification, ...after });
}

function changeOf(before: object, after: object): FormChange | null {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => !isSame(old.get(name), now.get(name)));
  const name = LEADING.find((leading) => names.includes(leading)) ?? names[0];
  if (name === undefined) return null;
  const [was, is] = [old.get(name), now.get(name)];
  if (isPlain(was) && isPlain(is)) return changeOf(was, is);
  return {
    what: WORDS[name] ?? fieldName(name as FieldName).toLowerCase(),
    isTyped: name === 'expression' || isTyped(is),
  };
}

function entriesOf(form: object): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(form));
}

/** Compared as text: an empty field is NaN, which is not the same as itself. */
function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTyped(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isTyped);
  return typeof value === 'number' || value === null;
}
