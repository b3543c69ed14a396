import { CoreError } from '../../errors.ts';
import type { RowRules } from '../recipe.ts';
import type { Findings } from './findings.ts';
import type { MeasuredTable } from './measured-table.ts';
import type { Stretch } from './cut-rows.ts';

/** A row that is left out, and why. */
export interface LeftOutRow {
  readonly row: number;
  readonly reason: string;
}

/** A stretch whose time increases strictly. */
export interface OrderedStretch extends Stretch {
  readonly leftOut: readonly LeftOutRow[];
  /** Position in `rows` → rows whose mean stands there; empty unless means are taken. */
  readonly means: ReadonlyMap<number, readonly number[]>;
}

/**
 * Sorts the rows of a stretch by time (stable) and leaves one row for each moment: of identical rows the first, of others what the
 * rule says.
 * @param compared columns that make rows identical
 * @throws CoreError `bad-table` where the rules refuse
 */
export function orderRows(
  table: MeasuredTable,
  stretch: Stretch,
  compared: readonly number[],
  rules: Pick<RowRules, 'unsorted' | 'repeated'>,
  findings: Findings,
): OrderedStretch {
  const { rows, times } = sortByTime(table, stretch, rules, findings);
  if (times.every((time, i) => i === 0 || time > times[i - 1]!)) return { rows, times, leftOut: [], means: new Map() };
  const kept: number[] = [];
  const keptTimes: number[] = [];
  const leftOut: LeftOutRow[] = [];
  const means = new Map<number, readonly number[]>();
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const time = times[from]!;
    while (to < rows.length && times[to] === time) to++;
    const different = dropIdentical(table, rows.subarray(from, to), compared, leftOut, findings);
    if (different.length > 1) {
      if (rules.repeated === 'refuse') throw repeatedError(table, time, different);
      for (const row of different.slice(1)) findings.add('repeated-conflicting', table.raw.file, table.raw.lines[row]!);
    }
    if (different.length > 1 && rules.repeated === 'mean') means.set(kept.length, different);
    const chosen = rules.repeated === 'last' ? different.at(-1)! : different[0]!;
    const which = rules.repeated === 'mean' ? 'the mean' : rules.repeated === 'last' ? 'the last row' : 'the first row';
    for (const row of different) {
      if (row !== chosen) leftOut.push({ row, reason: `repeated time with other values; ${which} is kept` });
    }
    kept.push(chosen);
    keptTimes.push(time);
  }
  return { rows: Uint32Array.from(kept), times: Float64Array.from(keptTimes), leftOut, means };
}

function sortByTime(
  table: MeasuredTable,
  { rows, times }: Stretch,
  rules: Pick<RowRules, 'unsorted'>,
  findings: Findings,
): Stretch {
  const { file, lines } = table.raw;
  const falls: number[] = [];
  for (let i = 1; i < times.length; i++) if (times[i]! < times[i - 1]!) falls.push(i);
  if (falls.length === 0) return { rows, times };
  if (rules.unsorted === 'refuse') {
    const at = falls[0]!;
    const line = lines[rows[at]!]!;
    const more = falls.length === 1 ? '' : ` The same happens at ${falls.length - 1} more rows.`;
    throw new CoreError(
      'bad-table',
      `${file}: line ${line}: time falls from ${times[at - 1]!} to ${times[at]!}.${more}`,
      {
        hint: 'Let the rows be sorted by time; if several runs stand below each other, cut where time falls back.',
        context: { file, line, rows: falls.length },
      },
    );
  }
  for (const at of falls) findings.add('time-sorted', file, lines[rows[at]!]!);
  const order = Uint32Array.from(times.keys()).sort((a, b) => times[a]! - times[b]! || a - b);
  return { rows: Uint32Array.from(order, (k) => rows[k]!), times: Float64Array.from(order, (k) => times[k]!) };
}

/** Rows at one moment without those that repeat another one. */
function dropIdentical(
  { columns, raw }: MeasuredTable,
  rows: Uint32Array,
  compared: readonly number[],
  leftOut: LeftOutRow[],
  findings: Findings,
): number[] {
  const different: number[] = [];
  for (const row of rows) {
    const isSame = (other: number) =>
      compared.every((column) => columns.get(column)![row] === columns.get(column)![other]);
    if (different.some(isSame)) {
      leftOut.push({ row, reason: 'the same row again' });
      findings.add('repeated-identical', raw.file, raw.lines[row]!);
    } else different.push(row);
  }
  return different;
}

function repeatedError({ raw }: MeasuredTable, time: number, rows: readonly number[]): CoreError {
  const [first, second] = [raw.lines[rows[0]!]!, raw.lines[rows[1]!]!];
  return new CoreError(
    'bad-table',
    `${raw.file}: line ${second} has the time ${time} of line ${first} again, but other values.`,
    {
      hint: 'Keep one row for each moment in time, or choose which of them to keep.',
      context: { file: raw.file, line: second },
    },
  );
}
