import type { RowRules, TimeSource, TrajectoryRules } from '../recipe.ts';
import type { Findings } from './findings.ts';
import type { MeasuredTable } from './measured-table.ts';
import { findMidnights, findResets } from './time-resets.ts';

/** Rows of one trajectory between two cuts, in the order of the file. */
export interface Stretch {
  readonly rows: Uint32Array;
  /** (rows) */
  readonly times: Float64Array<ArrayBuffer>;
}

/** The choices that say where trajectories end. */
export interface CutRules {
  readonly bad: RowRules['bad'];
  readonly trajectories: TrajectoryRules;
  readonly time: TimeSource;
}

/**
 * Groups the usable rows of a table by trajectory id and cuts them where the file itself says so: at blank lines, repeated headers,
 * rows that cannot be read, and where time begins anew.
 * @param isUsable (rowCount) 1 for rows that can be read
 * @returns stretches by id ('' without an id column), in the order in which the ids are met
 */
export function cutRows(
  table: MeasuredTable,
  isUsable: Uint8Array,
  rules: CutRules,
  findings: Findings,
): Map<string, Stretch[]> {
  const { raw } = table;
  const runs = new Map<string, RunRows>();
  const runOf = (id: string) => {
    let run = runs.get(id);
    if (run === undefined) runs.set(id, (run = { sections: [], section: '', cuts: 0, recording: 0, ordinal: 0 }));
    return run;
  };
  let cutsEverywhere = 0;
  let recordings = 0;
  let last: RunRows | null = null;
  for (let row = 0; row < raw.rowCount; row++) {
    for (const [isOn, marks, code] of [
      [rules.trajectories.atBlankLine, raw.afterBlank, 'blank-line'],
      [rules.trajectories.atRepeatedHeader, raw.afterHeader, 'repeated-header'],
    ] as const) {
      if (!isOn || marks[row] !== 1 || row === 0) continue;
      recordings++;
      findings.add(code, raw.file, raw.lines[row]!);
    }
    if (table.isRow[row] !== 1) continue;
    const id = table.runs?.ids[row] ?? '';
    const run: RunRows | null = table.runs === null || id !== '' ? runOf(id) : last;
    if (run !== null && run.recording !== recordings) {
      run.recording = recordings;
      run.ordinal = 0;
    }
    if (isUsable[row] !== 1) {
      if (run !== null) run.ordinal++;
      if (rules.bad !== 'cut') continue;
      findings.add('bad-row-cut', raw.file, raw.lines[row]!);
      // A row whose id cannot be read may belong to any trajectory.
      if (table.runs === null || id !== '') run!.cuts++;
      else cutsEverywhere++;
      continue;
    }
    const section = `${recordings}/${cutsEverywhere}/${run!.cuts}`;
    if (section !== run!.section) {
      run!.section = section;
      run!.sections.push({ rows: [], ordinals: [] });
    }
    const { rows, ordinals } = run!.sections.at(-1)!;
    rows.push(row);
    if (table.times === null) ordinals.push(run!.ordinal);
    run!.ordinal++;
    last = run;
  }
  return new Map(
    [...runs].map(([id, { sections }]) => [
      id,
      sections.flatMap(({ rows, ordinals }) =>
        cutAtResets(table, toStretch(table, rows, ordinals, rules), rules, findings),
      ),
    ]),
  );
}

interface RunRows {
  readonly sections: { readonly rows: number[]; readonly ordinals: number[] }[];
  /** Key of the last section. */
  section: string;
  /** Cuts at unreadable rows of this trajectory. */
  cuts: number;
  /** Blank lines and headers met before its last row. */
  recording: number;
  /** Rows, readable or not, since its recording began: what a fixed step counts. */
  ordinal: number;
}

function toStretch(table: MeasuredTable, rows: number[], ordinals: readonly number[], { time }: CutRules): Stretch {
  const { times } = table;
  return {
    rows: Uint32Array.from(rows),
    times:
      times !== null
        ? Float64Array.from(rows, (row) => times[row]!)
        : Float64Array.from(ordinals, (ordinal) => ordinal * (time.kind === 'step' ? time.step : 1)),
  };
}

function cutAtResets(
  { raw, isClock = false }: MeasuredTable,
  { rows, times }: Stretch,
  { trajectories }: CutRules,
  findings: Findings,
): Stretch[] {
  // Sorted by the time of day, the morning would come before the evening.
  const days = cutStretch({ rows, times }, isClock ? findMidnights(times) : []);
  for (const day of days.slice(1)) findings.add('midnight', raw.file, raw.lines[day.rows[0]!]!);
  if (!trajectories.atTimeReset) return days;
  return days.flatMap((day) => {
    const resets = findResets(day.times);
    for (const at of resets) findings.add('time-reset', raw.file, raw.lines[day.rows[at]!]!);
    return cutStretch(day, resets);
  });
}

/** Cuts a stretch before the given indices. */
export function cutStretch({ rows, times }: Stretch, at: readonly number[]): Stretch[] {
  return [0, ...at].map((from, k) => {
    const to = at[k] ?? rows.length;
    return { rows: rows.slice(from, to), times: times.slice(from, to) };
  });
}
