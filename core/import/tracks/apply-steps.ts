import type { ChangeFact } from '../import-report.ts';
import type { ImportRecipe } from '../recipe.ts';
import { timeName, type Columns } from './columns.ts';
import type { RefusalLog } from './refusal-log.ts';
import { applyStep } from './steps/index.ts';
import type { Track } from './track.ts';

/** Does all steps that are on, in order, and says what they changed. Rows they leave out are refused. */
export function applySteps(
  tracks: readonly Track[],
  recipe: Pick<ImportRecipe, 'steps' | 'time'>,
  columns: Columns,
  refusals: RefusalLog,
): { readonly tracks: readonly Track[]; readonly changes: readonly ChangeFact[] } {
  const changes: ChangeFact[] = [];
  let current = tracks;
  for (const step of recipe.steps) {
    if (!step.isOn || current.length === 0) continue;
    const outcome = applyStep(current, step, columns);
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
