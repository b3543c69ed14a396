import { median } from '../../derivatives/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import { cutRows, cutStretch } from './cut-rows.ts';
import type { Findings } from './findings.ts';
import type { MeasuredTable } from './measured-table.ts';
import { orderRows, type OrderedStretch } from './order-rows.ts';
import { REASONS } from './reasons.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { Track } from './track.ts';

/** Numbers of one column that became the mean of rows with the same time. */
export interface MeanFact {
  readonly column: number;
  readonly count: number;
}

/**
 * Turns the usable rows of all tables into trajectories in the order of time: one per table, or one per id, cut where the recipe says
 * so. Parts are called `1 (part 1)`, `1 (part 2)`, …
 * @param isUsable per table: (rowCount) 1 for rows that can be read
 * @param columns columns of the recipe that the tracks carry
 * @throws CoreError `bad-table` where unsorted or repeated times are to be refused
 */
export function arrangeTracks(
  tables: readonly MeasuredTable[],
  isUsable: readonly Uint8Array[],
  columns: readonly number[],
  { recipe, findings, refusals }: { recipe: ImportRecipe; findings: Findings; refusals: RefusalLog },
): { readonly tracks: Track[]; readonly means: readonly MeanFact[] } {
  const { rows: rules, trajectories, time } = recipe;
  const taken = new Set<string>();
  const changed = new Map<number, number>();
  const tracks: Track[] = [];
  tables.forEach((table, t) => {
    const refuse = (row: number, reason: string) => {
      refusals.add({ file: table.raw.file, line: table.raw.lines[row]!, column: '', text: '', reason });
    };
    const runs = cutRows(table, isUsable[t]!, { bad: rules.bad, trajectories, time }, findings);
    for (const [run, stretches] of runs) {
      const whole = table.runs === null ? table.label : tables.length === 1 ? run : `${table.label}/${run}`;
      const parts = stretches.flatMap((stretch) => {
        const ordered = orderRows(table, stretch, columns, rules, findings);
        for (const { row, reason } of ordered.leftOut) refuse(row, reason);
        return cutAtGaps(table, ordered, trajectories.atGap, findings);
      });
      parts.forEach((part, k) => {
        const id = uniqueId(parts.length === 1 ? whole : `${whole} (part ${k + 1})`, taken);
        if (trajectories.leftOut.includes(id)) {
          for (const row of part.rows) refuse(row, REASONS.leftOut);
          return;
        }
        const values = columns.map((column) => [column, takeColumn(table, part, column, changed)] as const);
        tracks.push({
          ...{ id, table, rows: part.rows, times: part.times, sampleOf: null },
          partOf: parts.length === 1 ? null : whole,
          columns: new Map(values),
        });
      });
    }
  });
  return { tracks, means: [...changed].map(([column, count]) => ({ column, count })) };
}

function cutAtGaps(
  { raw }: MeasuredTable,
  stretch: OrderedStretch,
  longest: number | null,
  findings: Findings,
): OrderedStretch[] {
  const { rows, times, means } = stretch;
  if (longest === null || times.length < 3) return [stretch];
  const usual = median(times.subarray(1).map((time, i) => time - times[i]!));
  const at: number[] = [];
  for (let i = 1; i < times.length; i++) {
    if (times[i]! - times[i - 1]! <= longest * usual) continue;
    at.push(i);
    findings.add('gap', raw.file, raw.lines[rows[i]!]!);
  }
  if (at.length === 0) return [stretch];
  let from = 0;
  return cutStretch(stretch, at).map((part) => {
    const here = new Map([...means].map(([position, mean]) => [position - from, mean] as const));
    from += part.rows.length;
    return { ...part, leftOut: [], means: here };
  });
}

/** One column of a stretch, with means where they are taken. */
function takeColumn(
  table: MeasuredTable,
  { rows, means }: OrderedStretch,
  column: number,
  changed: Map<number, number>,
): Float64Array<ArrayBuffer> {
  const values = table.columns.get(column)!;
  const taken = Float64Array.from(rows, (row) => values[row]!);
  for (const [position, repeated] of means) {
    if (position < 0 || position >= taken.length) continue;
    const mean = repeated.reduce((sum, row) => sum + values[row]! / repeated.length, 0);
    // Equal numbers stay as they are in the file: their mean may round to another one.
    if (repeated.every((row) => values[row] === taken[position])) continue;
    taken[position] = mean;
    changed.set(column, (changed.get(column) ?? 0) + 1);
  }
  return taken;
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let k = 2; taken.has(id); k++) id = `${wanted} (${k})`;
  taken.add(id);
  return id;
}
