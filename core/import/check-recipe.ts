import { CoreError } from '../errors.ts';
import type { ImportRecipe, PrepareStep, QuestionCode } from './recipe.ts';

/** Refuses a recipe that makes no sense, whatever the files hold. @throws CoreError `bad-argument`, `missing-column` */
export function checkRecipe(recipe: ImportRecipe): void {
  checkRoles(recipe);
  checkDerived(recipe);
  checkMeans(recipe);
  checkTime(recipe);
  checkTrajectories(recipe);
  for (const step of recipe.steps) if (step.isOn) checkStep(step, recipe);
  const { window } = recipe.derivative;
  if (window !== null && !isPositive(window)) {
    throw refusal(`The derivative window is ${window}.`, 'Give a time > 0, or leave it to be chosen.');
  }
}

const OPEN_QUESTIONS: Readonly<Record<QuestionCode, { readonly message: string; readonly hint: string }>> = {
  'decimal-mark': {
    message: 'The comma or point in the numbers may be the decimal mark or group thousands.',
    hint: 'Choose the decimal mark.',
  },
  'date-order': {
    message: 'The dates may begin with the day or with the month.',
    hint: 'Choose the order of day and month.',
  },
};

/** @param questions what a file leaves open   @throws CoreError `ambiguous` for one that was not answered */
export function checkAnswers({ answered }: Pick<ImportRecipe, 'answered'>, questions: readonly QuestionCode[]): void {
  const open = questions.find((code) => !answered.includes(code));
  if (open === undefined) return;
  const { message, hint } = OPEN_QUESTIONS[open];
  throw new CoreError('ambiguous', message, { hint, context: { question: open } });
}

function checkRoles({ roles, time, masses }: ImportRecipe): void {
  const { q, p, dq, dp, run, parameters, inputs } = roles;
  if (q.length === 0) {
    throw new CoreError('missing-column', 'No column is chosen for q.', { hint: 'Choose the column of the position.' });
  }
  for (const [name, columns, otherwise] of [
    ['p', p, 'or none: then p = m · dq/dt'],
    ['dq/dt', dq, 'or none: then it is estimated'],
    ['dp/dt', dp, 'or none: then it is estimated'],
  ] as const) {
    if (columns.length === 0 || columns.length === q.length) continue;
    throw refusal(
      `${columns.length} columns are chosen for ${name} but ${q.length} for q.`,
      `Choose one ${name} for each q, ${otherwise}.`,
    );
  }
  const timeColumn = time.kind === 'step' ? [] : [time.column];
  const runColumn = run === null ? [] : [run];
  checkIndices([...timeColumn, ...q, ...p, ...dq, ...dp, ...runColumn, ...parameters, ...inputs]);
  checkOnce([...timeColumn, ...q, ...p, ...runColumn], 'Choose different columns for t, q, p and the run’s id.');
  checkOnce([...timeColumn, ...q, ...dq], 'Choose different columns for t, q and dq/dt.');
  checkOnce([...timeColumn, ...p, ...dp], 'Choose different columns for t, p and dp/dt.');
  checkOnce([...timeColumn, ...q, ...parameters], 'A parameter is a column of its own.');
  const others = new Set([...timeColumn, ...q, ...p, ...dq, ...dp, ...runColumn, ...parameters]);
  checkOnce([...others, ...inputs], 'A known input is a column of its own.');
  if (p.length > 0) return;
  if (masses.length !== q.length) {
    throw refusal(
      `${masses.length} masses are given for ${q.length} degrees of freedom.`,
      'Give one mass for each q; 1 where it is not known.',
    );
  }
  const wrong = masses.findIndex((mass) => !isPositive(mass));
  if (wrong !== -1) {
    throw refusal(
      `The mass of degree of freedom ${wrong + 1} is ${masses[wrong]!}.`,
      'Give a mass > 0; 1 where it is not known.',
    );
  }
}

function checkDerived({ derived, columns }: ImportRecipe): void {
  checkIndices(columns.map(({ column }) => column));
  for (const one of derived) {
    const what = `The computed column '${one.name}'`;
    if (one.kind === 'combination') {
      if (one.terms.length === 0) throw refusal(`${what} has no terms.`, 'Choose at least one column.');
      checkIndices(one.terms.map(({ column }) => column));
      checkFinite(
        what,
        one.terms.map(({ factor }) => factor),
      );
    } else if (one.kind === 'logarithm') checkIndices([one.of]);
    else {
      checkIndices([one.x, one.y]);
      checkFinite(what, one.origin);
    }
  }
}

/** Between −π and π there is nothing to be read off their mean. */
function checkMeans({ rows, derived, steps }: ImportRecipe): void {
  if (rows.repeated !== 'mean') return;
  const angle = derived.find(({ kind }) => kind === 'polar-angle');
  if (angle === undefined && !steps.some(({ kind, isOn }) => kind === 'unwrap' && isOn)) return;
  throw refusal(
    `Rows with the same time are to be replaced by their mean, but ${angle === undefined ? 'angles are unwrapped' : `'${angle.name}' is an angle`}: the mean of 3.1 and −3.1 is no angle between them.`,
    'Keep the first or the last row of those with the same time.',
  );
}

function checkTime({ time }: ImportRecipe): void {
  if (time.kind === 'step' && !isPositive(time.step)) {
    throw refusal(`The time step is ${time.step}.`, 'Give the time between two rows, > 0.');
  }
  if (time.kind === 'frame' && !isPositive(time.rate)) {
    throw refusal(`The frame rate is ${time.rate}.`, 'Give the number of frames per second, > 0.');
  }
}

function checkTrajectories({ trajectories: { atGap, sideBySide } }: ImportRecipe): void {
  if (atGap !== null && !(atGap > 1 && Number.isFinite(atGap))) {
    throw refusal(`A gap is said to be ${atGap} median steps long.`, 'Give a number > 1.');
  }
  if (sideBySide === null) return;
  const [first, ...others] = sideBySide;
  if (first === undefined || first.length === 0) {
    throw refusal('Tables stand side by side, but none is given.', 'Give the columns of each table.');
  }
  const other = others.find(({ length }) => length !== first.length);
  if (other !== undefined) {
    throw refusal(
      `Tables that stand side by side have ${first.length} and ${other.length} columns.`,
      'Give equally many columns for each, in the same order.',
    );
  }
  checkIndices(sideBySide.flat());
  checkOnce(sideBySide.flat(), 'A column belongs to one of the tables that stand side by side.');
}

function checkStep(step: PrepareStep, { roles }: ImportRecipe): void {
  const what = `The step '${step.kind}'`;
  if ('columns' in step || 'column' in step) {
    const columns = 'columns' in step ? step.columns : [step.column];
    if (columns.length === 0)
      throw refusal(`${what} names no column.`, 'Choose at least one column, or turn the step off.');
    const withRole = [...roles.q, ...roles.p, ...roles.dq, ...roles.dp, ...roles.inputs];
    const other = columns.find((column) => !withRole.includes(column));
    if (other !== undefined) {
      throw refusal(
        `${what} names column ${other + 1}, which is neither q nor p nor one of their derivatives nor a known input.`,
        'Choose columns that have a role.',
      );
    }
  }
  switch (step.kind) {
    case 'offset':
      if (step.by !== 'mean') checkFinite(what, [step.by]);
      return;
    case 'window':
      checkFinite(what, [step.from ?? 0, step.to ?? 0]);
      if (step.from !== null && step.to !== null && step.from >= step.to) {
        throw refusal(`${what} keeps from ${step.from} to ${step.to}.`, 'Give an end that is later than the start.');
      }
      return;
    case 'drop-ends':
      if (!(Number.isInteger(step.rows) && step.rows >= 0)) {
        throw refusal(`${what} leaves out ${step.rows} rows.`, 'Give a whole number ≥ 0.');
      }
      return;
    case 'outliers':
      if (!isPositive(step.limit)) throw refusal(`${what} has the limit ${step.limit}.`, 'Give a number > 0.');
      return;
    case 'resample':
      if (!isPositive(step.step)) throw refusal(`${what} has the step ${step.step}.`, 'Give a time > 0.');
      return;
    case 'unwrap':
    case 'flip':
    case 'detrend':
    case 'integrate':
    case 'start-at-zero':
      return;
    default:
      step satisfies never;
  }
}

function checkIndices(columns: readonly number[]): void {
  if (columns.every((column) => Number.isInteger(column) && column >= 0)) return;
  throw refusal('A column index is not a whole number ≥ 0.', 'Choose columns of the table.');
}

function checkOnce(columns: readonly number[], hint: string): void {
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) throw refusal(`Column ${twice + 1} is chosen twice.`, hint);
}

function checkFinite(what: string, numbers: readonly number[]): void {
  const wrong = numbers.find((number) => !Number.isFinite(number));
  if (wrong !== undefined) throw refusal(`${what} uses the number ${wrong}.`, 'Give a finite number.');
}

function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function refusal(message: string, hint: string): CoreError {
  return new CoreError('bad-argument', message, { hint });
}
