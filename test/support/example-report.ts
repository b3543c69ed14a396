import type { ImportReport } from '../../core/import/import-report.ts';
import { exampleRecipe } from './example-recipe.ts';

/** A report with a value of every kind. */
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
