import { median } from '../../derivatives/index.ts';
import type { ChangeFact } from '../import-report.ts';
import { conversionFactor } from '../meaning/index.ts';
import type { ImportRecipe } from '../recipe.ts';
import { timeName, timeUnitOf, type Columns } from './columns.ts';
import type { Findings } from './findings.ts';
import type { RefusalLog } from './refusal-log.ts';
import { applyStep } from './steps/index.ts';
import { lineOf, type Track } from './track.ts';

/** Over a step longer than this many median ones, a straight line is no motion. */
const GAP = 5;

/** Does all steps that are on, in order, and says what they changed. Rows they leave out are refused. */
export function applySteps(
  tracks: readonly Track[],
  recipe: Pick<ImportRecipe, 'steps' | 'time' | 'trajectories'>,
  columns: Columns,
  { refusals, findings }: { readonly refusals: RefusalLog; readonly findings: Findings },
): { readonly tracks: readonly Track[]; readonly changes: readonly ChangeFact[] } {
  const changes: ChangeFact[] = [];
  const integrated = new Map<number, string>();
  const timeUnit = timeUnitOf(recipe, columns);
  const unitOf = (column: number) => integrated.get(column) ?? columns.unitOf(column);
  let current = tracks;
  for (const step of recipe.steps) {
    if (!step.isOn || current.length === 0) continue;
    if (step.kind === 'resample') findGaps(current, recipe.trajectories.atGap ?? GAP, findings);
    const outcome = applyStep(current, step, { unitOf });
    if (step.kind === 'integrate') integrated.set(step.column, integralUnit(unitOf(step.column), timeUnit));
    current = outcome.tracks;
    for (const { column, count, detail } of outcome.changes) {
      const name = column === null ? timeName(recipe, columns) : columns.nameOf(column);
      changes.push({ by: step.kind, column: name, count, detail });
    }
    for (const { table, row, reason } of outcome.leftOut) {
      refusals.add({ file: table.raw.file, line: table.raw.lines[row]!, column: '', text: '', reason });
    }
  }
  return { tracks: current, changes };
}

/** The unit that an integral over time counts in: deg for deg/s; of other rates than those of an angle it is not needed. */
function integralUnit(rate: string, time: string): string {
  return ['deg', 'rad', 'rev'].find((unit) => conversionFactor(rate, `${unit}/${time || 's'}`) === 1) ?? '';
}

/** Even steps hide where samples were missing. */
function findGaps(tracks: readonly Track[], longest: number, findings: Findings): void {
  for (const track of tracks) {
    const { times, table } = track;
    if (times.length < 3) continue;
    const limit = longest * median(times.subarray(1).map((time, i) => time - times[i]!));
    for (let i = 1; i < times.length; i++) {
      if (times[i]! - times[i - 1]! > limit) findings.add('resampled-gap', table.raw.file, lineOf(track, i));
    }
  }
}
