/** A plain recipe and a report with a value of every kind. */
import type { ImportReport } from '../../core/import/import-report.ts';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import { PLAIN_FORMAT } from '../../core/import/table-format.ts';

/** Columns t, q, p, and run where there is one; every choice as plain as can be. */
export const exampleRecipe: ImportRecipe = {
  format: PLAIN_FORMAT,
  recogniser: null,
  columns: [],
  derived: [],
  time: { kind: 'column', column: 0, reading: 'number' },
  roles: { q: [1], p: [2], dq: [], dp: [], run: null, parameters: [] },
  masses: [],
  rows: { bad: 'leave-out', unsorted: 'sort', repeated: 'first' },
  trajectories: {
    ...{ atTimeReset: true, atGap: 5, atBlankLine: false, atRepeatedHeader: true },
    ...{ sideBySide: null, leftOut: [] },
  },
  steps: [],
  derivative: { method: 'auto', window: null, ends: 'drop', isSmoothed: false },
  answered: [],
};

export const exampleReport: ImportReport = {
  files: [{ name: 'run.csv', bytes: 120 }],
  recipe: exampleRecipe,
  rows: { read: 6, kept: 5, refused: 1 },
  refusals: [{ file: 'run.csv', line: 4, column: 'θ', text: 'n/a', reason: 'no number' }],
  refusalGroups: [{ reason: 'no number', count: 1, file: 'run.csv', firstLine: 4 }],
  changes: [],
  columns: [
    {
      ...{ name: 'θ', unit: 'deg', toUnit: 'rad', role: 'q1', isDerived: false },
      ...{ min: null, max: 3, first: 1, last: 3, missing: 0, unreadable: 1 },
    },
  ],
  trajectories: [],
  derivatives: [],
  warnings: [{ code: 'rows-left-out', message: '1 row was left out.', line: 4, count: 1, isNote: false }],
  timeUnit: 's',
};
