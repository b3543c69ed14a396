import { median } from '../../derivatives/index.ts';
import { CoreError } from '../../errors.ts';
import {
  decidedDateOrder,
  parseMoment,
  secondsBetween,
  secondsBetweenJulianDates,
  type Moment,
} from '../meaning/index.ts';
import type { ImportRecipe, TimeSource } from '../recipe.ts';
import { excerpt } from '../read/text-of.ts';
import type { BadCell, MeasuredTable } from './measured-table.ts';
import type { TimelessTable } from './measure-table.ts';

/** Tables with their times, and what was done to get these. */
export interface TimedTables {
  readonly tables: readonly MeasuredTable[];
  /** How times were computed from what stands in the files; null for numbers in their unit and for counted rows. */
  readonly change: { readonly by: string; readonly detail: string } | null;
}

/**
 * Gives every row its time: a number in its unit, frame / rate in s, or seconds since the first moment of all tables.
 * @throws CoreError `bad-number` for numbers that are too long to be told apart, `bad-table` for dates beside times of day, `ambiguous` for dates that fit two orders of day and month
 */
export function addTimes(tables: readonly TimelessTable[], { time }: Pick<ImportRecipe, 'time'>): TimedTables {
  if (time.kind === 'step') return { tables: tables.map((table) => ({ ...table, times: null })), change: null };
  if (time.kind === 'frame' || time.reading !== 'date') for (const table of tables) checkDigits(table, time.column);
  if (time.kind === 'frame') {
    const { rate, column } = time;
    return {
      tables: tables.map((table) => ({ ...table, times: table.columns.get(column)!.map((frame) => frame / rate) })),
      change: { by: 'frame rate', detail: `frame ÷ ${rate} per s` },
    };
  }
  if (time.reading === 'date') return addDates(tables, time);
  const columns = tables.map((table) => table.columns.get(time.column)!);
  if (time.reading === 'number') {
    return { tables: tables.map((table, t) => ({ ...table, times: columns[t]! })), change: null };
  }
  let first = Infinity;
  for (const column of columns) for (const date of column) if (date < first) first = date;
  return {
    tables: tables.map((table, t) => ({
      ...table,
      times: columns[t]!.map((date) => secondsBetweenJulianDates(first, date)),
    })),
    change: { by: 'julian date', detail: `seconds since the Julian date ${first}` },
  };
}

/** Moments that differ in the file must not become the same number: from half a step on, the numbers next to a time are too far away. */
function checkDigits({ raw, columns, timeColumn }: TimelessTable, column: number): void {
  const times = columns.get(column)!.filter(Number.isFinite);
  const steps = times.subarray(1).map((time, i) => time - times[i]!);
  const largest = times.reduce((most, time) => Math.max(most, Math.abs(time)), 0);
  const spacing = largest * Number.EPSILON;
  let shortest = Infinity;
  for (const step of steps) if (step > 0 && step < shortest) shortest = step;
  if (shortest > 2 * spacing || median(steps.filter((step) => step > 0)) >= 2 * spacing) return;
  const name = raw.names[timeColumn!]!;
  throw new CoreError(
    'bad-number',
    `${raw.file}: the times in column '${excerpt(name)}' have more digits than a number holds: near ${largest}, numbers are ${spacing} apart.`,
    { hint: 'Subtract the start from all times in the file.', context: { file: raw.file, column: name } },
  );
}

function addDates(
  tables: readonly TimelessTable[],
  { dateOrder }: TimeSource & { readonly kind: 'column' },
): TimedTables {
  const texts = tables.map(({ raw, timeColumn }) => raw.texts.get(timeColumn!)!);
  const order = dateOrder ?? decidedDateOrder(texts.flat());
  let first: { readonly moment: Moment; readonly text: string } | null = null;
  const moments = tables.map(({ raw, isRow }, t) =>
    texts[t]!.map((text, row): Moment | string => {
      if (isRow[row] !== 1) return '';
      const parsed = parseMoment(text, { order });
      if (!parsed.ok && order === null && isAmbiguous(text)) throw orderError(raw.file, raw.lines[row]!, text);
      if (!parsed.ok) return text === '' ? 'no value' : parsed.reason;
      const { moment } = parsed;
      if (first !== null && first.moment.kind !== moment.kind) throw mixedError(raw.file, raw.lines[row]!, text);
      if (first === null || secondsBetween(first.moment, moment) < 0) first = { moment, text };
      return moment;
    }),
  );
  // What a callback assigns is invisible to the type checker.
  const origin = first as { readonly moment: Moment; readonly text: string } | null;
  return {
    tables: tables.map((table, t) => ({
      ...table,
      isClock: origin?.moment.kind === 'clock',
      times: Float64Array.from(moments[t]!, (moment) =>
        typeof moment === 'string' || origin === null ? NaN : secondsBetween(origin.moment, moment),
      ),
      explain: (row, column, options): BadCell => {
        const reason = column === 'time' ? moments[t]![row] : undefined;
        if (typeof reason !== 'string') return table.explain(row, column, options);
        return { column: table.raw.names[table.timeColumn!]!, text: texts[t]![row]!, reason };
      },
    })),
    change: { by: 'date', detail: `seconds since ${origin?.text ?? ''}` },
  };
}

function isAmbiguous(text: string): boolean {
  return parseMoment(text, { order: 'day-first' }).ok || parseMoment(text, { order: 'month-first' }).ok;
}

function orderError(file: string, line: number, text: string): CoreError {
  return new CoreError('ambiguous', `${file}: line ${line} has '${text}': the day or the month may stand first.`, {
    hint: 'Choose the order of day and month.',
    context: { file, line, question: 'date-order' },
  });
}

function mixedError(file: string, line: number, text: string): CoreError {
  return new CoreError('bad-table', `${file}: line ${line} has '${text}', but other rows have dates of another kind.`, {
    hint: 'Choose a column with dates in all rows, or with times of day in all rows.',
    context: { file, line },
  });
}
