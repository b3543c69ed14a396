import type { CoordinateLabels } from '../../core/datasets/dataset.ts';
import type { ColumnRole, ImportReport, Refusal, TrajectoryFacts } from '../../core/import/import-report.ts';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import { PLAIN_FORMAT } from '../../core/import/table-format.ts';

/** The report as versions 1 to 3 of the schema stored it. */
interface EarlierReport {
  readonly files: readonly string[];
  readonly format: { readonly delimiter: ',' | ';' | '\t'; readonly hasHeader: boolean };
  readonly rows: ImportReport['rows'];
  readonly refusals: readonly Refusal[];
  /** The mapped columns in the order time, q…, p…, dq…, dp… */
  readonly columns: readonly {
    readonly name: string;
    readonly min: number;
    readonly max: number;
    readonly first: number;
    readonly last: number;
    readonly unreadable: number;
  }[];
  readonly trajectories: readonly Omit<TrajectoryFacts, 'file' | 'parameters' | 'partOf'>[];
  readonly derivatives: readonly Omit<ImportReport['derivatives'][number], 'noise'>[];
  readonly warnings: readonly string[];
}

/**
 * The report of a data set, whichever version stored it. What an earlier one did not note down stays empty: where the columns stood in the
 * file is not known, they are counted as the report lists them.
 * @param stored parsed from a row, written by an import of this or an earlier version
 */
export function readReport(stored: unknown, labels: CoordinateLabels): ImportReport {
  // The schema version says who wrote it; only the later shape has a recipe.
  if (typeof stored === 'object' && stored !== null && 'recipe' in stored) return stored as ImportReport;
  const earlier = stored as EarlierReport;
  const roles = rolesOf(earlier, labels.q.length);
  const onlyFile = earlier.files.length === 1 ? earlier.files[0]! : '';
  return {
    files: earlier.files.map((name) => ({ name, bytes: 0 })),
    recipe: recipeOf(earlier, roles),
    rows: earlier.rows,
    refusals: earlier.refusals,
    refusalGroups: groupRefusals(earlier.refusals),
    changes: [],
    columns: earlier.columns.map(({ name, min, max, first, last, unreadable }, i) => ({
      ...{ name, unit: '', toUnit: '', role: roles[i]!, isDerived: false, missing: 0, unreadable },
      ...{ min: finiteOrNull(min), max: finiteOrNull(max), first: finiteOrNull(first), last: finiteOrNull(last) },
    })),
    trajectories: earlier.trajectories.map((facts) => ({ ...facts, file: onlyFile, parameters: [], partOf: null })),
    derivatives: earlier.derivatives.map((facts) => ({ ...facts, noise: null })),
    warnings: earlier.warnings.map((message) => ({ code: 'earlier-remark', message, count: 1, isNote: true })),
    timeUnit: '',
  };
}

/**
 * Roles by place. Derivatives were listed last, only those that were given, and a column that was also p only once: where the list is too
 * short for all, dq/dt was p.
 */
function rolesOf({ columns, derivatives }: EarlierReport, dof: number): ColumnRole[] {
  const numbered = (kind: 'q' | 'p' | 'dq' | 'dp') =>
    Array.from({ length: dof }, (_, i): ColumnRole => `${kind}${i + 1}`);
  const given = (['dq', 'dp'] as const).filter((_, i) => derivatives[i * dof]?.method === 'given');
  const isComplete = columns.length === 1 + (2 + given.length) * dof;
  const rates = isComplete ? given : given.filter((kind) => kind === 'dp');
  const order: ColumnRole[] = ['time', ...numbered('q'), ...numbered('p'), ...rates.flatMap(numbered)];
  return columns.map((_, i) => order[i] ?? 'ignore');
}

function recipeOf({ format }: EarlierReport, roles: readonly ColumnRole[]): ImportRecipe {
  const placesOf = (kind: string) =>
    roles.flatMap((role, column) => (role.replace(/\d+$/, '') === kind ? [column] : []));
  return {
    format: { ...PLAIN_FORMAT, delimiter: format.delimiter, headerRows: format.hasHeader ? 1 : 0 },
    recogniser: null,
    columns: [],
    derived: [],
    time: { kind: 'column', column: 0, reading: 'number' },
    roles: {
      ...{ q: placesOf('q'), p: placesOf('p'), dq: placesOf('dq'), dp: placesOf('dp') },
      ...{ run: null, parameters: [], inputs: [] },
    },
    masses: [],
    rows: { bad: 'leave-out', unsorted: 'refuse', repeated: 'refuse' },
    trajectories: {
      ...{ atTimeReset: false, atGap: null, atBlankLine: false, atRepeatedHeader: false },
      ...{ sideBySide: null, leftOut: [] },
    },
    steps: [],
    derivative: { method: 'savitzky-golay', window: null, ends: 'drop', isSmoothed: false },
    answered: [],
  };
}

function groupRefusals(refusals: readonly Refusal[]): ImportReport['refusalGroups'] {
  return [...Map.groupBy(refusals, ({ file, reason }) => JSON.stringify([file, reason])).values()].map((group) => {
    const { reason, file, line } = group[0]!;
    return { reason, count: group.length, file, firstLine: line };
  });
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
