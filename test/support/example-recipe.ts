import { PLAIN_FORMAT } from '../../core/import/table-format.ts';
import type { ImportRecipe } from '../../renderer/state/contract-types.ts';

/** Of a table with the columns t, x, y, px, py: two degrees of freedom with their momenta. */
export const exampleRecipe: ImportRecipe = {
  format: PLAIN_FORMAT,
  recogniser: null,
  columns: [],
  derived: [],
  time: { kind: 'column', column: 0, reading: 'number' },
  roles: { q: [1, 2], p: [3, 4], dq: [], dp: [], run: null, parameters: [] },
  masses: [1, 1],
  rows: { bad: 'leave-out', unsorted: 'refuse', repeated: 'refuse' },
  trajectories: {
    atTimeReset: true,
    atGap: null,
    atBlankLine: false,
    atRepeatedHeader: false,
    sideBySide: null,
    leftOut: [],
  },
  steps: [],
  derivative: { method: 'auto', window: null, ends: 'drop', isSmoothed: false },
  answered: [],
};
