import type { ColumnRoles, ImportRecipe, TimeSource } from '../recipe.ts';
import type { TableFormat } from '../table-format.ts';
import type { PreviewColumn, PreviewRow } from '../table-preview.ts';
import { agreeingUnits } from './agree-units.ts';
import { correlationOf, ratesAmong } from './find-rates.ts';
import { guessRoles, pairCoordinates, type CoordinateColumns, type RoleGuess } from './guess-roles.ts';
import { sameDimension } from './units.ts';

/** What is known of a file before its columns have a meaning. */
export interface ProposalInput {
  readonly columns: readonly PreviewColumn[];
  /** The first data rows. */
  readonly head: readonly PreviewRow[];
  readonly format: TableFormat;
  readonly recogniser: string | null;
  /** Choices that the recogniser knows better; they replace ours. */
  readonly preset: Partial<Omit<ImportRecipe, 'format' | 'recogniser'>>;
}

/**
 * A complete recipe from names, units and the first rows. `roles.q` is empty where nothing can be guessed. No unit is converted, except
 * where the units of the chosen columns contradict each other (see `agreeingUnits`). Everything may be changed by the user.
 */
export function proposeRecipe({ columns, head, format, recogniser, preset }: ProposalInput): ImportRecipe {
  const values = columns.map((_, column) => head.map(({ cells }) => cells[column]?.value ?? null));
  const { time, roles } = proposeMeaning(columns, values);
  const proposal = { derived: [], time, roles, masses: roles.q.map(() => 1), ...DEFAULTS, ...preset };
  const units = columns.map(({ unit }, column) => ({ column, unit, toUnit: unit }));
  const known = units.map((entry) => preset.columns?.find(({ column }) => column === entry.column) ?? entry);
  return {
    ...proposal,
    format,
    recogniser,
    masses: preset.masses ?? proposal.roles.q.map(() => 1),
    columns: agreeingUnits(proposal, known).filter(({ unit }) => unit !== ''),
  };
}

const DEFAULTS = {
  rows: { bad: 'leave-out', unsorted: 'sort', repeated: 'first' },
  trajectories: {
    atTimeReset: true,
    atGap: 5,
    atBlankLine: false,
    atRepeatedHeader: true,
    sideBySide: null,
    leftOut: [],
  },
  steps: [],
  derivative: { method: 'auto', window: null, ends: 'drop', isSmoothed: false },
  answered: [],
} as const satisfies Partial<ImportRecipe>;

/** Correlation with a position above which a force is taken for the spring's own. */
const OWN_FORCE = 0.9;

type Values = readonly (number | null)[];

interface Meaning {
  readonly time: TimeSource;
  readonly roles: ColumnRoles;
}

function proposeMeaning(columns: readonly PreviewColumn[], values: readonly Values[]): Meaning {
  if (columns.every(({ name }) => /^column \d+$/.test(name))) return withoutNames(columns, values);
  const guesses = guessRoles(columns);
  const coordinates = pairCoordinates(guesses);
  const run = guesses.find(({ role, column }) => role === 'run' && !isCounter(values[column]!))?.column ?? null;
  const parameters = guesses
    .filter(({ role, column }) => role === 'parameter' && isConstant(values[column]!))
    .map(({ column }) => column);
  const { q, p, dq, dp } = coordinates;
  const isOwn = (force: number) => q.some((position) => follows(values[force]!, values[position]!));
  const inputs = guesses
    .filter(({ role, column }) => q.length > 0 && (role === 'input' || (role === 'force' && !isOwn(column))))
    .map(({ column }) => column);
  const taken = new Set([...q, ...p, ...dq, ...dp, ...parameters, ...inputs, run]);
  const time = timeByName(guesses, columns) ?? timeByLook(columns, values, taken);
  return { time, roles: { ...coordinates, run, parameters, inputs } };
}

/** Numbers before texts with dates, time before dates of a calendar or of astronomers. */
function timeByName(guesses: readonly RoleGuess[], columns: readonly PreviewColumn[]): TimeSource | null {
  const named = guesses.filter(({ role }) => role === 'time').map(({ column }) => column);
  const [column] = named.filter((index) => columns[index]!.holds === 'numbers');
  if (column !== undefined) return { kind: 'column', column, reading: 'number' };
  const julian = guesses.find(({ role }) => role === 'julian-date');
  if (julian !== undefined) return { kind: 'column', column: julian.column, reading: 'julian-date' };
  const [date] = named;
  return date === undefined ? null : { kind: 'column', column: date, reading: 'date' };
}

/** A column of dates, else one that increases all the time and means nothing else: in a unit of time, or the first. Else counted rows. */
function timeByLook(
  columns: readonly PreviewColumn[],
  values: readonly Values[],
  taken: ReadonlySet<number | null>,
): TimeSource {
  const date = columns.findIndex(({ holds }) => holds === 'dates');
  if (date >= 0) return { kind: 'column', column: date, reading: 'date' };
  const free = columns.flatMap(({ holds }, column) => (holds === 'numbers' && !taken.has(column) ? [column] : []));
  const clock = free.find((column) => sameDimension(columns[column]!.unit, 's') && isIncreasing(values[column]!));
  const column = clock ?? free[0];
  return column !== undefined && isIncreasing(values[column]!)
    ? { kind: 'column', column, reading: 'number' }
    : { kind: 'step', step: 1, unit: '' };
}

/**
 * A table of numbers alone: perhaps a run id that stands still, perhaps a time that increases, then positions. Where a later column
 * follows the slope of an earlier one, the two are a pair (q, p); else all are positions.
 */
function withoutNames(columns: readonly PreviewColumn[], values: readonly Values[]): Meaning {
  let rest = columns.flatMap(({ holds, share }, column) => (holds === 'numbers' && share > 0.5 ? [column] : []));
  const date = columns.findIndex(({ holds }) => holds === 'dates');
  const increases = (column: number | undefined) => column !== undefined && isIncreasing(values[column]!);
  const run = date < 0 && increases(rest[1]) && isRunNumber(values[rest[0]!]!) ? rest[0]! : null;
  if (run !== null) rest = rest.slice(1);
  let time: TimeSource = { kind: 'step', step: 1, unit: '' };
  if (date >= 0) time = { kind: 'column', column: date, reading: 'date' };
  else if (rest.length > 1 && increases(rest[0])) {
    time = { kind: 'column', column: rest[0]!, reading: 'number' };
    rest = rest.slice(1);
  }
  const times = time.kind === 'column' && time.reading === 'number' ? values[time.column]! : null;
  // Without a time, rows of positions and rows of (q, p) look alike; only two columns are worth a guess.
  const pairs = times !== null || rest.length === 2 ? ratesAmong(withoutCopies(rest, values), values, times) : [];
  const coordinates: CoordinateColumns =
    pairs.length > 0
      ? { q: pairs.map(({ q }) => q), p: pairs.map(({ p }) => p), dq: [], dp: [] }
      : { q: rest, p: [], dq: [], dp: [] };
  return { time, roles: { ...coordinates, run, parameters: [], inputs: [] } };
}

/** A force that follows a position is what a sensor at the spring reads: the motion's own, no drive. */
function follows(force: Values, position: Values): boolean {
  return Math.abs(correlationOf(position, force)) > OWN_FORCE;
}

/** Every number larger than the one before, and at least three of them. */
function isIncreasing(values: Values): boolean {
  const numbers = values.filter((value) => value !== null);
  return numbers.length >= 3 && numbers.every((value, k) => k === 0 || value > numbers[k - 1]!);
}

/** A number for every row is an index, not the id of a run. */
function isCounter(values: Values): boolean {
  return isIncreasing(values) && !values.includes(null);
}

function isConstant(values: Values): boolean {
  return values[0] !== undefined && values[0] !== null && values.every((value) => value === values[0]);
}

/** Columns that are no copy of an earlier one. */
function withoutCopies(columns: readonly number[], values: readonly Values[]): number[] {
  const isCopy = (column: number, earlier: number) =>
    values[column]!.every((value, k) => value === values[earlier]![k]);
  return columns.filter((column, k) => !columns.slice(0, k).some((earlier) => isCopy(column, earlier)));
}

/** Whole numbers that mostly repeat the one above. */
function isRunNumber(values: Values): boolean {
  const changes = values.filter((value, k) => k > 0 && value !== values[k - 1]).length;
  return values.length >= 3 && values.every(Number.isInteger) && changes * 4 < values.length;
}
