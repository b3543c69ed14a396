import type { ImportReport } from '../core/import/import-report.ts';
import type { ImportRecipe } from '../core/import/recipe.ts';
import type { TablePreview } from '../core/import/table-preview.ts';
import { primaryRole } from '../service/column-role.ts';
import type { WireError } from '../service/api/index.ts';

/** What is known of one import when it has ended, however it ended. */
export interface ImportOutcome {
  readonly file: string;
  /** Null when the file could not even be looked at. */
  readonly look: { readonly preview: TablePreview; readonly recipe: ImportRecipe } | null;
  /** Null for a refused one. */
  readonly report: ImportReport | null;
  readonly error: WireError | null;
  /** Id in the library; null when nothing was stored. */
  readonly datasetId: string | null;
}

/** How an import ended, in a word. */
export type OutcomeWord = 'accepted' | 'accepted-with-warnings' | 'refused';

/** Facts worth knowing are no reason to doubt the data; warnings are. */
export function outcomeWord({ report }: ImportOutcome): OutcomeWord {
  if (report === null) return 'refused';
  return report.warnings.some(({ isNote }) => !isNote) ? 'accepted-with-warnings' : 'accepted';
}

/** One import as plain data for JSON. Every key is always there: null or an empty list where nothing is known. */
export function importFacts(outcome: ImportOutcome) {
  const { file, report, error } = outcome;
  const recipe = report?.recipe ?? outcome.look?.recipe ?? null;
  return {
    file,
    outcome: outcomeWord(outcome),
    format: {
      encoding: recipe?.format.encoding ?? null,
      delimiter: recipe?.format.delimiter ?? null,
      decimal: recipe?.format.decimal ?? null,
      headerRows: recipe?.format.headerRows ?? null,
      recogniser: recipe?.recogniser ?? null,
    },
    rows: report?.rows ?? { read: null, kept: null, refused: null },
    columns: report === null ? columnsOfPreview(outcome) : columnsOfReport(report),
    trajectories: (report?.trajectories ?? []).map(({ id, rows, start, end, step }) => ({
      id,
      rows,
      start,
      end,
      step,
    })),
    warnings: (report?.warnings ?? []).map(({ code, message, line, column, count }) => ({
      ...{ code, message, count },
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    })),
    ...(error !== null && { error: { code: error.code, message: error.message, hint: error.hint } }),
  };
}

function columnsOfReport({ columns }: ImportReport) {
  return columns.map(({ name, unit, role, min, max, first, last, missing }) => ({
    ...{ name, unit, role, min, max, first, last, missing },
  }));
}

function columnsOfPreview({ look }: ImportOutcome) {
  if (look === null) return [];
  const { preview, recipe } = look;
  const nothing = { min: null, max: null, first: null, last: null, missing: null };
  return preview.columns.map(({ name, unit }, column) => ({
    name,
    unit,
    role: primaryRole(recipe, column),
    ...nothing,
  }));
}
