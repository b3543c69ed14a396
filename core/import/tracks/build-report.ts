import type { Dataset, Trajectory } from '../../datasets/dataset.ts';
import { stepFacts } from '../../derivatives/index.ts';
import type { ChangeFact, ImportReport, TrajectoryFacts } from '../import-report.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { RawTable } from '../read/raw-table.ts';
import type { SourceBytes } from '../source.ts';
import { describeWarnings } from '../warnings/index.ts';
import type { ArrangedTracks } from './arrange.ts';
import { conversionChanges } from './changes.ts';
import { columnFacts } from './column-facts.ts';
import type { Differentiated } from './differentiate.ts';
import { timeUnitOf, type Columns } from './columns.ts';
import { inAllGroups } from './read-sources.ts';
import type { Track } from './track.ts';

/** Everything that an import has found out. */
export interface ImportFacts {
  readonly sources: readonly SourceBytes[];
  readonly recipe: ImportRecipe;
  readonly columns: Columns;
  readonly raws: readonly RawTable[];
  readonly arranged: ArrangedTracks;
  /** Trajectories that are kept. */
  readonly kept: readonly Track[];
  readonly differentiated: Differentiated;
  readonly dataset: Dataset;
}

/** The contract of an import: what was read, kept, refused and changed, and what to know about it. */
export function buildReport(imported: ImportFacts): ImportReport {
  const { sources, recipe, columns, raws, arranged, kept, differentiated, dataset } = imported;
  const { refusals, findings } = arranged;
  const keptRows = kept.reduce((sum, { rows }) => sum + rows.length, 0);
  const facts = {
    files: sources.map(({ name, bytes }) => ({ name, bytes: bytes.byteLength })),
    recipe,
    rows: { read: arranged.rowsRead, kept: keptRows, refused: refusals.count },
    refusals: refusals.first,
    refusalGroups: refusals.groups(),
    changes: [
      ...conversionChanges(recipe, columns, { kept: keptRows, time: arranged.timeChange }),
      ...arranged.changes,
      ...momentumChanges(imported, keptRows),
      ...differentiated.smoothed.map(({ quantity, count, method }): ChangeFact => ({
        by: 'smooth',
        column: quantity.name,
        count,
        detail: method,
      })),
    ],
    columns: columnFacts(raws, recipe, columns, kept),
    trajectories: differentiated.trajectories.map((trajectory, t) => trajectoryFacts(trajectory, kept[t]!, recipe)),
    derivatives: differentiated.facts,
    timeUnit: timeUnitOf(recipe, columns),
  };
  if (facts.rows.read !== facts.rows.kept + facts.rows.refused) {
    throw new Error(`${facts.rows.read} rows read, ${facts.rows.kept} kept, ${facts.rows.refused} refused`);
  }
  const numberColumns = new Set(inAllGroups(recipe, columns.numbers));
  const warnings = describeWarnings({ facts, dataset, raws, tracks: kept, findings, numberColumns, columns });
  return { ...facts, warnings };
}

function momentumChanges({ recipe: { roles, masses }, columns }: ImportFacts, count: number): ChangeFact[] {
  if (roles.p.length > 0) return [];
  return roles.dq.flatMap((column, i) => {
    const mass = masses[i]!;
    return mass === 1 ? [] : [{ by: 'mass', column: columns.nameOf(column), count, detail: `p = ${mass} · dq/dt` }];
  });
}

function trajectoryFacts(
  { id, times, fitRange }: Trajectory,
  { partOf, table, columns }: Track,
  { roles }: ImportRecipe,
): TrajectoryFacts {
  return {
    ...{ id, file: table.raw.file, rows: times.length, start: times[0]!, end: times.at(-1)!, step: stepFacts(times) },
    endRowsNotFitted: times.length - (fitRange[1] - fitRange[0]),
    parameters: roles.parameters.map((column) => columns.get(column)![0]!),
    partOf,
  };
}
