import type {
  ColumnRecipe,
  ColumnRoles,
  DerivedColumn,
  ImportRecipe,
  PrepareStep,
  QuestionCode,
  TimeSource,
} from '../core/import/recipe.ts';
import type { TablePreview } from '../core/import/table-preview.ts';
import { findColumn, findColumns, type ColumnNames } from './choose-columns.ts';
import { UsageError, type OptionValues } from './command.ts';

const DATE_ORDERS = ['day-first', 'month-first'] as const;

/**
 * The recipe with what the options say about the meaning of columns.
 * @param preview of the file, in the format of `start`   @param start what holds where nothing is said: a proposal, or the recipe of a file
 * @throws UsageError, AppError `missing-column`
 */
export function buildRecipe(options: OptionValues, preview: TablePreview, start: ImportRecipe): ImportRecipe {
  const table = { file: preview.file, names: preview.columns.map(({ name }) => name) };
  const { derived, angle, instead } = chooseDerived(options, table, start.derived);
  const all = { ...table, names: [...table.names, ...derived.map(({ name }) => name)] };
  const swap = (columns: readonly number[]) => columns.map((column) => instead.get(column) ?? column);
  const find: ColumnFinder = (text) => swap(findColumns(text, all));
  const { q, p, dq, dp, inputs } = start.roles;
  const known = { ...start.roles, q: swap(q), p: swap(p), dq: swap(dq), dp: swap(dp), inputs: swap(inputs) };
  const roles = chooseRoles(options, known, { find, angle });
  const time = chooseTime(options, start.time, all);
  return {
    ...start,
    derived,
    time,
    roles,
    columns: chooseUnits(options, { time, columns: start.columns, preview, table }),
    masses: chooseMasses(options, start.masses, roles),
    rows: {
      ...start.rows,
      bad: options.choice('bad-rows', ['leave-out', 'cut', 'refuse'], start.rows.bad),
      repeated: options.choice('repeated', ['first', 'last', 'mean', 'refuse'], start.rows.repeated),
    },
    trajectories: {
      ...start.trajectories,
      atGap: chooseGap(options, start.trajectories.atGap),
      atBlankLine: options.has('blank-lines') || start.trajectories.atBlankLine,
    },
    steps: chooseSteps(options, start.steps, find),
    derivative: {
      ...start.derivative,
      method: options.choice(
        'derivative',
        ['auto', 'central', 'savitzky-golay', 'smoothing-spline', 'local-polynomial'],
        start.derivative.method,
      ),
      window: options.number('derivative-window', { above: 0 }) ?? start.derivative.window,
    },
    answered: chooseAnswers(options, start.answered),
  };
}

/** The columns that a text names. */
type ColumnFinder = (text: string) => number[];

interface DerivedChoice {
  readonly derived: readonly DerivedColumn[];
  /** The angle that was asked for; null when none was. */
  readonly angle: number | null;
  /** Columns that stand in for those they are computed from. */
  readonly instead: ReadonlyMap<number, number>;
}

/** Columns to be computed, behind those of the table. */
function chooseDerived(options: OptionValues, table: ColumnNames, known: readonly DerivedColumn[]): DerivedChoice {
  const derived = [...known];
  const add = (column: DerivedColumn) => table.names.length + derived.push(column) - 1;
  const polar = options.text('polar');
  const angle = polar === null ? null : add(polarAngle(polar, table));
  const all = { ...table, names: [...table.names, ...derived.map(({ name }) => name)] };
  const ofs = options.has('log') ? findColumns(options.required('log'), all) : [];
  const instead = new Map(ofs.map((of) => [of, add({ kind: 'logarithm', name: `ln ${all.names[of]!}`, of })]));
  return { derived, angle, instead };
}

function polarAngle(text: string, table: ColumnNames): DerivedColumn {
  const words = text.split(',');
  const zero = (['right', 'down', 'up'] as const).find((word) => word === words.at(-1)?.trim());
  const [x, y, ...others] = zero === undefined ? words : words.slice(0, -1);
  if (x === undefined || y === undefined || others.length > 0) {
    throw new UsageError(`--polar names two columns and perhaps right, down or up, not '${text}'.`);
  }
  const columns = { x: findColumn(x, table), y: findColumn(y, table) };
  return { kind: 'polar-angle', name: 'angle', ...columns, origin: [0, 0], zero: zero ?? 'right' };
}

/** What is not named goes with the proposal only while q is what was proposed. */
function chooseRoles(
  options: OptionValues,
  start: ColumnRoles,
  { find, angle }: { find: ColumnFinder; angle: number | null },
): ColumnRoles {
  const choose = (name: string, otherwise: readonly number[]) => {
    const text = options.text(name);
    return text === null ? otherwise : text === 'none' ? [] : find(text);
  };
  const q = choose('q', angle === null ? start.q : [angle]);
  const isProposed = q.length === start.q.length && q.every((column, i) => column === start.q[i]);
  const rest = isProposed ? start : { p: [], dq: [], dp: [] };
  const [run] = choose('run', start.run === null ? [] : [start.run]);
  const roles = {
    q,
    ...{ p: choose('p', rest.p), dq: choose('dq', rest.dq), dp: choose('dp', rest.dp) },
    run: run ?? null,
    parameters: choose('parameter', start.parameters),
  };
  const taken = [q, roles.p, roles.dq, roles.dp, roles.parameters, roles.run].flat();
  // A column that was named for something else is no input, whatever was proposed.
  const proposed = start.inputs.filter((column) => !taken.includes(column));
  return { ...roles, inputs: choose('input', proposed) };
}

function chooseTime(options: OptionValues, start: TimeSource, table: ColumnNames): TimeSource {
  const given = ['time', 'step', 'frame'].filter((name) => options.has(name));
  if (given.length > 1) throw new UsageError(`--${given[0]!} and --${given[1]!} exclude each other.`);
  if (options.has('rate') !== options.has('frame')) throw new UsageError('--frame and --rate belong together.');
  if (options.has('frame')) {
    const rate = options.number('rate', { above: 0 })!;
    return { kind: 'frame', column: findColumn(options.required('frame'), table), rate };
  }
  const step = options.number('step', { above: 0 });
  if (step !== null) return { kind: 'step', step, unit: options.text('time-unit') ?? '' };
  const proposed = start.kind === 'column' ? start : null;
  const column = options.has('time') ? findColumn(options.required('time'), table) : proposed?.column;
  if (column === undefined) return start;
  const isProposed = column === proposed?.column;
  const reading = isProposed ? proposed.reading : 'number';
  const known = isProposed ? proposed.dateOrder : undefined;
  const dateOrder = options.has('date-order') ? options.choice('date-order', DATE_ORDERS, 'day-first') : known;
  return {
    kind: 'column',
    column,
    reading: options.choice('time-reading', ['number', 'date', 'julian-date'], reading),
    ...(dateOrder === undefined ? {} : { dateOrder }),
  };
}

interface UnitChoice {
  readonly time: TimeSource;
  readonly columns: readonly ColumnRecipe[];
  readonly preview: TablePreview;
  readonly table: ColumnNames;
}

function chooseUnits(options: OptionValues, { time, columns, preview, table }: UnitChoice): ColumnRecipe[] {
  const known = new Map(columns.map((entry) => [entry.column, entry]));
  const timeUnit = options.text('time-unit');
  if (timeUnit !== null && time.kind === 'column') {
    const entry = known.get(time.column);
    const isConverted = entry !== undefined && entry.unit !== entry.toUnit;
    const toUnit = isConverted ? entry.toUnit : timeUnit;
    known.set(time.column, { column: time.column, unit: timeUnit, toUnit });
  }
  for (const { name, value } of pairs(options, 'convert')) {
    const column = findColumn(name, table);
    const [to, from] = value.split('>').reverse();
    const unit = from ?? known.get(column)?.unit ?? preview.columns[column]!.unit;
    if (unit === '') throw new UsageError(`The unit of '${name}' is not known: write --convert ${name}:FROM>${value}.`);
    known.set(column, { column, unit, toUnit: to! });
  }
  return [...known.values()].sort((a, b) => a.column - b.column);
}

/** One mass for each degree of freedom: a single one holds for all. */
function chooseMasses(options: OptionValues, start: readonly number[], { q, p }: ColumnRoles): readonly number[] {
  const text = options.text('mass');
  if (text === null) return start.length === q.length ? start : q.map(() => 1);
  if (p.length > 0) throw new UsageError('--mass belongs to --p none: measured momenta have no need of it.');
  const masses = text.split(',').map(Number);
  if (!masses.every((mass) => mass > 0 && Number.isFinite(mass))) {
    throw new UsageError(`--mass needs numbers above 0, not '${text}'.`);
  }
  return masses.length === 1 ? q.map(() => masses[0]!) : masses;
}

function chooseGap(options: OptionValues, start: number | null): number | null {
  return options.text('gap') === 'never' ? null : (options.number('gap', { above: 1 }) ?? start);
}

/** Steps in the order in which they make sense: what is said replaces steps of the same kind. */
function chooseSteps(options: OptionValues, start: readonly PrepareStep[], find: ColumnFinder): PrepareStep[] {
  const steps: PrepareStep[] = [];
  const unwrap = options.text('unwrap');
  if (unwrap !== null) steps.push({ kind: 'unwrap', isOn: true, columns: find(unwrap) });
  for (const { name, value } of pairs(options, 'offset')) {
    const by = value === 'mean' ? value : value.trim() === '' ? NaN : Number(value);
    if (by !== 'mean' && !Number.isFinite(by)) {
      throw new UsageError(`--offset needs a number or mean after ${name}:, not '${value}'.`);
    }
    for (const column of find(name)) steps.push({ kind: 'offset', isOn: true, column, by });
  }
  const flip = options.text('flip');
  if (flip !== null) steps.push({ kind: 'flip', isOn: true, columns: find(flip) });
  const window = options.text('window');
  if (window !== null) steps.push({ kind: 'window', isOn: true, ...readWindow(window) });
  const rows = options.integer('drop-ends', { atLeast: 0 });
  if (rows !== null) steps.push({ kind: 'drop-ends', isOn: true, rows });
  const step = options.number('resample', { above: 0 });
  if (step !== null) steps.push({ kind: 'resample', isOn: true, step });
  return [...start.filter(({ kind }) => !steps.some((other) => other.kind === kind)), ...steps];
}

/** `FROM:TO`, either of them left out for no limit. */
function readWindow(text: string): { from: number | null; to: number | null } {
  const [from, to, ...others] = text.split(':').map((part) => (part.trim() === '' ? null : Number(part)));
  if (from === undefined || to === undefined || others.length > 0 || Number.isNaN(from) || Number.isNaN(to)) {
    throw new UsageError(`--window needs two times with a colon between, e.g. 0.5:3, not '${text}'.`);
  }
  return { from, to };
}

/** What the options answer. An order of day and month must be named: nothing was guessed that could be confirmed. */
function chooseAnswers(options: OptionValues, start: readonly QuestionCode[]): QuestionCode[] {
  const answered = new Set(start);
  if (options.has('answer')) answered.add(options.choice('answer', ['decimal-mark'], 'decimal-mark'));
  if (options.has('decimal') || options.has('thousands')) answered.add('decimal-mark');
  if (options.has('date-order')) answered.add('date-order');
  return [...answered];
}

/** A list `C:X,C:X`; the last colon counts, so that names may hold one. */
function pairs(options: OptionValues, name: string): { name: string; value: string }[] {
  return (options.text(name)?.split(',') ?? []).map((pair) => {
    const colon = pair.lastIndexOf(':');
    if (colon < 1 || colon === pair.length - 1) {
      throw new UsageError(`--${name} needs a column and a colon in front of what is wanted, not '${pair}'.`);
    }
    return { name: pair.slice(0, colon).trim(), value: pair.slice(colon + 1).trim() };
  });
}
