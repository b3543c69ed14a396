import type { ChangeFact } from '../import-report.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import { applySteps } from './apply-steps.ts';
import { arrangeTracks } from './arrange-tracks.ts';
import type { Columns } from './columns.ts';
import { Findings } from './findings.ts';
import { measureTable } from './measure-table.ts';
import { RefusalLog } from './refusal-log.ts';
import { addTimes, type TimedTables } from './time-column.ts';
import { badRowError } from './track-errors.ts';
import type { Track } from './track.ts';
import { findUsableRows } from './usable-rows.ts';

/** Trajectories after all steps, and what happened on the way. */
export interface ArrangedTracks {
  readonly tracks: readonly Track[];
  /** Rows of all tables, good and bad. */
  readonly rowsRead: number;
  readonly refusals: RefusalLog;
  readonly findings: Findings;
  readonly changes: readonly ChangeFact[];
  readonly timeChange: TimedTables['change'];
}

/**
 * From tables of the files to trajectories: meaning of the columns, times, usable rows, cuts and order, steps.
 * @throws CoreError `bad-table`, `bad-number` where rows are to be refused or no row can be read, `ambiguous` for dates, `bad-argument`
 */
export function arrange(raws: readonly RawTable[], recipe: ImportRecipe, columns: Columns): ArrangedTracks {
  const untimed = raws.flatMap((raw) => measureTable(raw, recipe, columns, { isOnlyFile: raws.length === 1 }));
  const { tables, change: timeChange } = addTimes(untimed, recipe);
  const refusals = new RefusalLog();
  const findings = new Findings();
  const isUsable = tables.map((table) => findUsableRows(table, columns.used, refusals));
  const bad = refusals.first[0];
  if (bad !== undefined && (recipe.rows.bad === 'refuse' || !isUsable.some((rows) => rows.includes(1)))) {
    throw badRowError(bad, refusals.count);
  }
  const { tracks, means } = arrangeTracks(tables, isUsable, columns.used, { recipe, findings, refusals });
  const prepared = applySteps(tracks, recipe, columns, { refusals, findings });
  const meanChanges = means.map(({ column, count }): ChangeFact => {
    return { by: 'mean of repeated times', column: columns.nameOf(column), count, detail: 'one row for each time' };
  });
  return {
    ...{ tracks: prepared.tracks, refusals, findings, timeChange },
    rowsRead: tables.reduce((sum, { isRow }) => isRow.reduce((count, one) => count + one, sum), 0),
    changes: [...meanChanges, ...prepared.changes],
  };
}
