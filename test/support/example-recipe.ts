import type { ImportRecipe } from '../../core/import/recipe.ts';
import { PLAIN_FORMAT } from '../../core/import/table-format.ts';

/** Of a table with the columns t, q, p: every choice as plain as can be. */
export const exampleRecipe: ImportRecipe = {
  format: PLAIN_FORMAT,
  recogniser: null,
  columns: [],
  derived: [],
  time: { kind: 'column', column: 0, reading: 'number' },
  roles: { q: [1], p: [2], dq: [], dp: [], run: null, parameters: [], inputs: [] },
  masses: [],
  rows: { bad: 'leave-out', unsorted: 'sort', repeated: 'first' },
  trajectories: {
    ...{ atTimeReset: true, atGap: null, atBlankLine: false, atRepeatedHeader: false },
    ...{ sideBySide: null, leftOut: [] },
  },
  steps: [],
  derivative: { method: 'auto', window: null, ends: 'drop', isSmoothed: false },
  answered: [],
};

/** Of a table with the columns t, x, y, px, py: two degrees of freedom with their momenta. */
export const planeRecipe: ImportRecipe = {
  ...exampleRecipe,
  roles: { ...exampleRecipe.roles, q: [1, 2], p: [3, 4] },
  masses: [1, 1],
};
