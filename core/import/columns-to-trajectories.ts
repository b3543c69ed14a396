import { CoreError } from '../errors.ts';
import { isUsualStep, stepFacts } from './derivatives/choose-window.ts';
import { excerpt, type NumericTable } from './collect-rows.ts';

/** An unbroken stretch of one trajectory: rows of a table between which nothing is missing. */
export interface Track {
  readonly id: string;
  /** True when it is one of several parts of a trajectory. */
  readonly isPart: boolean;
  readonly table: NumericTable;
  /** Row indices into the table, in order. */
  readonly rows: readonly number[];
  /** (rows) strictly increasing */
  readonly times: Float64Array<ArrayBuffer>;
}

/**
 * Groups the rows of all tables into trajectories: one per id, or one per file without an id column. A trajectory is cut where a row
 * could not be read, and at a blank line where the time step says that a sample is missing, so that nothing is derived across the
 * gap; its parts are called `1 (part 1)`, `1 (part 2)`, …
 * @throws CoreError `bad-table` when time does not strictly increase within a trajectory
 */
export function columnsToTrajectories(tables: readonly NumericTable[]): Track[] {
  const taken = new Set<string>();
  const tracks: Track[] = [];
  for (const table of tables) {
    for (const [run, rows] of groupByRun(table)) {
      const label = table.runIds === null ? table.file : tables.length === 1 ? run : `${table.file}/${run}`;
      checkTimes(table, label, rows);
      const parts = cutAtGaps(table, rows);
      parts.forEach((part, k) => {
        const id = uniqueId(parts.length === 1 ? label : `${label} (part ${k + 1})`, taken);
        tracks.push({ id, isPart: parts.length > 1, table, rows: part, times: timesOf(table, part) });
      });
    }
  }
  return tracks;
}

/** One mapped column of a track; `k` counts as in `NumericTable.columns`. */
export function trackColumn({ table, rows }: Track, k: number): Float64Array<ArrayBuffer> {
  const width = table.columns.length;
  return Float64Array.from(rows, (row) => table.values[row * width + k]!);
}

function timesOf(table: NumericTable, rows: readonly number[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(rows, (row) => timeOf(table, row));
}

function timeOf(table: NumericTable, row: number): number {
  return table.values[row * table.columns.length]!;
}

function groupByRun(table: NumericTable): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.lines.length; row++) {
    const run = table.runIds?.[row] ?? '';
    const group = groups.get(run);
    if (group === undefined) groups.set(run, [row]);
    else group.push(row);
  }
  return groups;
}

function cutAtGaps(table: NumericTable, rows: readonly number[]): number[][] {
  const parts: number[][] = [];
  const usualStep = table.afterBlank.size === 0 ? 0 : stepFacts(timesOf(table, rows)).median;
  let before: number | null = null;
  for (const row of rows) {
    const isCut =
      before === null ||
      table.gaps[row] !== table.gaps[before] ||
      (table.afterBlank.has(row) && !isUsualStep(timeOf(table, row) - timeOf(table, before), usualStep));
    if (isCut) parts.push([]);
    parts.at(-1)!.push(row);
    before = row;
  }
  return parts;
}

function checkTimes(table: NumericTable, label: string, rows: readonly number[]): void {
  const wrong = rows.slice(1).flatMap((row, i) => (timeOf(table, row) > timeOf(table, rows[i]!) ? [] : [i + 1]));
  if (wrong.length === 0) return;
  const row = rows[wrong[0]!]!;
  const before = rows[wrong[0]! - 1]!;
  const [line, lineBefore] = [table.lines[row]!, table.lines[before]!];
  const [time, timeBefore] = [timeOf(table, row), timeOf(table, before)];
  const where = `${table.file}: line ${line}${table.runIds === null ? '' : `, trajectory '${excerpt(label)}'`}`;
  const more =
    wrong.length === 1 ? '' : ` The same happens at ${wrong.length - 1} more ${wrong.length === 2 ? 'row' : 'rows'}.`;
  const context = { file: table.file, line, rows: wrong.length };
  if (time === timeBefore) {
    const same = haveSameValues(table, row, before) ? 'and the same values' : 'but other values';
    throw new CoreError('bad-table', `${where} has the time ${time} of line ${lineBefore} again, ${same}.${more}`, {
      hint: 'Keep one row for each moment in time.',
      context,
    });
  }
  throw new CoreError('bad-table', `${where}: time falls from ${timeBefore} to ${time}.${more}`, {
    hint:
      wrong.length > 1 && wrong.length > rows.length / 20
        ? 'Sort the rows by time.'
        : 'If several runs stand below each other, choose the column with the run’s id or put each run into its own file; otherwise sort the rows by time.',
    context,
  });
}

function haveSameValues(table: NumericTable, a: number, b: number): boolean {
  const width = table.columns.length;
  return table.columns.every((_, k) => table.values[a * width + k] === table.values[b * width + k]);
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let k = 2; taken.has(id); k++) id = `${wanted} (${k})`;
  taken.add(id);
  return id;
}
