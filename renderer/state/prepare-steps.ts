import { NO_COLUMN } from './column-roles.ts';
import type { ColumnRoles, ImportRecipe, PrepareStep, PrepareStepKind } from './contract-types.ts';

/** What a step is called and does, and how a new one begins. */
export interface StepWords {
  readonly kind: PrepareStepKind;
  readonly label: string;
  /** One plain sentence. */
  readonly sentence: string;
}

/** Every kind, in the order of the menu. */
export const STEP_WORDS: readonly StepWords[] = [
  {
    kind: 'unwrap',
    label: 'Unwrap an angle',
    sentence: 'Adds whole turns where an angle jumps by more than half a turn.',
  },
  { kind: 'offset', label: 'Subtract an offset', sentence: 'Moves zero to a value, or to the mean of the data.' },
  { kind: 'flip', label: 'Flip the sign', sentence: 'Counts the other way round.' },
  { kind: 'detrend', label: 'Remove a drift', sentence: 'Subtracts the straight line through each trajectory.' },
  {
    kind: 'integrate',
    label: 'Integrate a rate',
    sentence: 'Replaces a rate by its integral from the start: an angle from a gyroscope.',
  },
  { kind: 'window', label: 'Cut a window', sentence: 'Keeps only the rows between two times.' },
  { kind: 'drop-ends', label: 'Drop the ends', sentence: 'Leaves out rows at both ends of each trajectory.' },
  {
    kind: 'outliers',
    label: 'Leave out outliers',
    sentence: 'Leaves out rows far from the median of their neighbours.',
  },
  { kind: 'resample', label: 'Resample evenly', sentence: 'Makes even steps by straight lines between samples.' },
  { kind: 'start-at-zero', label: 'Start at zero', sentence: 'Shifts time so that each trajectory starts at 0.' },
];

/** Robust standard deviations beyond which a new outlier step leaves a row out. */
const OUTLIER_LIMIT = 5;
const END_ROWS = 5;

export function wordsOf(kind: PrepareStepKind): StepWords {
  // Every kind is in the list: the type of `STEP_WORDS` cannot say so, the test does.
  return STEP_WORDS.find((words) => words.kind === kind)!;
}

/** A column that steps may work on. */
export interface StepColumn {
  readonly column: number;
  readonly name: string;
}

/** Columns with a numeric role, positions first; each once. @param names of the table's columns, without the derived ones */
export function stepColumns(recipe: ImportRecipe, names: readonly string[]): readonly StepColumn[] {
  const { q, p, dq, dp, inputs } = recipe.roles;
  const all = [...names, ...recipe.derived.map(({ name }) => name)];
  return [...new Set([...q, ...p, ...dq, ...dp, ...inputs])]
    .filter((column) => column !== NO_COLUMN)
    .map((column) => ({
      column,
      name: all[column] ?? `column ${column + 1}`,
    }));
}

/** A new step with sensible values. @param medianStep of the data, in their unit of time */
export function newStep(kind: PrepareStepKind, recipe: ImportRecipe, medianStep: number): PrepareStep {
  const { q, p } = recipe.roles;
  const [first = 0] = q;
  const unitOf = (column: number) => recipe.columns.find((one) => one.column === column)?.toUnit ?? '';
  const angles = q.filter((column) => ['rad', 'deg'].includes(unitOf(column)));
  switch (kind) {
    case 'unwrap':
      return { isOn: true, kind, columns: angles.length > 0 ? angles : [first] };
    case 'offset':
      return { isOn: true, kind, column: first, by: 'mean' };
    case 'flip':
      return { isOn: true, kind, columns: [first] };
    case 'detrend':
      return { isOn: true, kind, columns: [...q] };
    case 'integrate':
      return { isOn: true, kind, column: first };
    case 'window':
      return { isOn: true, kind, from: null, to: null };
    case 'drop-ends':
      return { isOn: true, kind, rows: END_ROWS };
    case 'outliers':
      return { isOn: true, kind, columns: [...q, ...p], limit: OUTLIER_LIMIT };
    case 'resample':
      return { isOn: true, kind, step: medianStep };
    case 'start-at-zero':
      return { isOn: true, kind };
  }
}

/** The list with the step at `from` moved to `to`; unchanged when there is no such place. */
export function movedStep(steps: readonly PrepareStep[], from: number, to: number): readonly PrepareStep[] {
  const step = steps[from];
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  return steps.toSpliced(from, 1).toSpliced(to, 0, step);
}

/**
 * The list with a window that keeps from ≤ t ≤ to on the times as they come out of all steps: the last window is changed, unless time is
 * shifted after it; then, and where there is none, a window is added at the end.
 */
export function withWindow(steps: readonly PrepareStep[], from: number, to: number): readonly PrepareStep[] {
  const window: PrepareStep = { isOn: true, kind: 'window', from, to };
  const at = steps.findLastIndex(({ kind }) => kind === 'window');
  const isShifted = steps.slice(at + 1).some(({ kind, isOn }) => kind === 'start-at-zero' && isOn);
  return at < 0 || isShifted ? [...steps, window] : steps.with(at, window);
}

/** A column put into a list, or taken out; the last one stays. */
export function toggledColumn(columns: readonly number[], column: number): readonly number[] {
  if (!columns.includes(column)) return [...columns, column].sort((a, b) => a - b);
  return columns.length === 1 ? columns : columns.filter((other) => other !== column);
}

/** The steps without the columns that have no role any more; a step that is left without one goes. */
export function stepsOf(steps: readonly PrepareStep[], { q, p, dq, dp, inputs }: ColumnRoles): readonly PrepareStep[] {
  const known = new Set([...q, ...p, ...dq, ...dp, ...inputs]);
  return steps.flatMap((step): PrepareStep[] => {
    if ('column' in step) return known.has(step.column) ? [step] : [];
    if (!('columns' in step)) return [step];
    const columns = step.columns.filter((column) => known.has(column));
    return columns.length > 0 ? [{ ...step, columns }] : [];
  });
}
