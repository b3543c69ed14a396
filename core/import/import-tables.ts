import type { Dataset } from '../datasets/dataset.ts';
import { DERIVATIVE_METHODS } from '../derivatives/index.ts';
import { CoreError } from '../errors.ts';
import { checkAnswers, checkRecipe } from './check-recipe.ts';
import type { ImportResult } from './import-report.ts';
import { previewTable } from './preview/index.ts';
import type { ImportRecipe } from './recipe.ts';
import type { SourceBytes } from './source.ts';
import { arrange, type ArrangedTracks } from './tracks/arrange.ts';
import { buildReport } from './tracks/build-report.ts';
import { findColumns, timeName, type Columns } from './tracks/columns.ts';
import {
  differentiate,
  MIN_ROWS_GIVEN,
  planDerivatives,
  type Differentiated,
  type Plan,
} from './tracks/differentiate.ts';
import { quantitiesOf, type Quantity } from './tracks/quantities.ts';
import { readSources } from './tracks/read-sources.ts';
import { checkNotEmpty, tooFewRowsError } from './tracks/track-errors.ts';
import type { Track } from './tracks/track.ts';
import { withInputs } from './tracks/with-inputs.ts';

/** Where an import is, with the share of the phase that is done. */
export interface ImportProgress {
  readonly phase: 'reading' | 'arranging' | 'differentiating';
  readonly fraction: number;
}

/**
 * Turns files into trajectories with derivatives, and says what was read, kept, refused and changed. Several files are several
 * trajectories; each may be divided further. No number is altered but by an option of the recipe, which is then counted in
 * `report.changes`; every row is kept or refused, `rows.read = rows.kept + rows.refused`. The same bytes and recipe give the same bits.
 * @throws CoreError `bad-argument` for a recipe that makes no sense, `ambiguous` for an open question, `missing-column`, `bad-table`,
 * `bad-number`, `too-few-rows`, `uneven-steps` (for methods that need even ones), `not-finite`; each names file and line where there is one
 */
export function importTables(
  sources: readonly SourceBytes[],
  recipe: ImportRecipe,
  report: (progress: ImportProgress) => void = () => undefined,
): ImportResult {
  const [first] = sources;
  if (first === undefined) {
    throw new CoreError('bad-argument', 'No file was given.', { hint: 'Choose at least one file.' });
  }
  const progress = (phase: ImportProgress['phase']) => (fraction: number) => {
    report({ phase, fraction });
  };
  checkRecipe(recipe);
  const looks = sources.map((source) => previewTable(source, recipe));
  for (const { questions } of looks)
    checkAnswers(
      recipe,
      questions.map(({ code }) => code),
    );
  const columns = findColumns(
    recipe,
    first.name,
    looks[0]!.columns.map(({ name }) => name),
  );
  const raws = readSources(sources, recipe, columns, progress('reading'));
  for (const raw of raws) checkNotEmpty(raw, columns.numbers);

  progress('arranging')(0);
  const arranged = arrange(raws, recipe, columns);

  progress('differentiating')(0);
  const quantities = quantitiesOf(recipe, columns.nameOf);
  const { kept, plans } = chooseTracks(first.name, arranged, quantities, recipe);
  const differentiated = differentiate(kept, quantities, plans, {
    choice: recipe.derivative,
    report: progress('differentiating'),
  });
  const dataset = datasetOf(recipe, columns, quantities, { kept, differentiated });
  return {
    dataset,
    report: buildReport({ sources, recipe, columns, raws, arranged, kept, differentiated, dataset }),
  };
}

function datasetOf(
  recipe: ImportRecipe,
  columns: Columns,
  quantities: readonly Quantity[],
  { kept, differentiated }: { readonly kept: readonly Track[]; readonly differentiated: Differentiated },
): Dataset {
  const { q, p, dq, inputs } = recipe.roles;
  const dof = q.length;
  const names = quantities.map(({ name }) => name);
  const labels = { time: timeName(recipe, columns), q: names.slice(0, dof), p: names.slice(dof) };
  return {
    dof,
    labels: inputs.length === 0 ? labels : { ...labels, inputs: inputs.map(columns.nameOf) },
    trajectories: differentiated.trajectories.map((trajectory, t) => withInputs(trajectory, kept[t]!, inputs, columns)),
    ...(p.length === 0 && dq.length === 0 && { derivedMomenta: { masses: recipe.masses } }),
  };
}

/** Chooses the derivative methods and refuses the rows of trajectories that are too short for them. @throws CoreError `too-few-rows` */
function chooseTracks(
  file: string,
  { tracks, refusals }: ArrangedTracks,
  quantities: readonly Quantity[],
  { derivative }: ImportRecipe,
): { readonly kept: readonly Track[]; readonly plans: ReadonlyMap<Quantity, Plan> } {
  const candidates = tracks.filter(({ times }) => times.length >= MIN_ROWS_GIVEN);
  const plans =
    candidates.length === 0 ? new Map<Quantity, Plan>() : planDerivatives(candidates, quantities, derivative);
  const needed = Math.max(
    leastRows(quantities, derivative),
    ...[...plans.values()].map(({ method }) => method.minSamples),
  );
  const kept = tracks.filter(({ times }) => times.length >= needed);
  if (kept.length === 0) throw tooFewRowsError(file, tracks, { needed, isEstimated: needed > MIN_ROWS_GIVEN });
  for (const { table, rows, times } of tracks) {
    if (times.length >= needed) continue;
    const reason = `a trajectory of less than ${needed} rows`;
    for (const row of rows) {
      refusals.add({ file: table.raw.file, line: table.raw.lines[row]!, column: '', text: '', reason });
    }
  }
  return { kept, plans };
}

/** Rows that a trajectory has at least, before a method is chosen. */
function leastRows(quantities: readonly Quantity[], { method }: ImportRecipe['derivative']): number {
  if (!quantities.some(({ rates }) => rates === 'estimated')) return MIN_ROWS_GIVEN;
  if (method !== 'auto') return DERIVATIVE_METHODS.get(method).minSamples;
  return Math.min(...DERIVATIVE_METHODS.all.map(({ minSamples }) => minSamples));
}
