import { describe, expect, test } from 'vitest';
import { proposeRecipe } from '../../../../core/import/meaning/propose-recipe.ts';
import { primaryRole, roleOf } from '../../../../core/import/meaning/roles.ts';
import { adaptRecipe, recipeKey } from '../../../../core/import/meaning/saved-recipe.ts';
import type { ImportRecipe } from '../../../../core/import/recipe.ts';
import { PLAIN_FORMAT } from '../../../../core/import/table-format.ts';
import { previewOf, rowsOf } from './preview-of.ts';

const NUMBERS = rowsOf(9, (k) => [k / 10, Math.cos(k), Math.sin(k)]);
const { columns, head } = previewOf(['t (s)', 'x (m)', 'y (m)'], NUMBERS);
const RECIPE = proposeRecipe({ columns, head, format: PLAIN_FORMAT, recogniser: null, preset: {} });
const DETECTED = { format: PLAIN_FORMAT, columns };

describe('recipe keys', () => {
  const named = (...names: string[]) => names.map((name) => ({ name, unit: '' }));

  test('are equal for equal names, units and recogniser', () => {
    expect(recipeKey(named('t', 'q'), 'tracker')).toBe(recipeKey(named('t', 'q'), 'tracker'));
  });

  test('stay the same from version to version', () => {
    // FNV-1a of [null,[["t",""],["q",""]]] from two start values, by a program of four lines in Python.
    expect(recipeKey(named('t', 'q'), null)).toBe('table-2-25825ef5ddaecd1a');
  });

  test.each([
    ['a recogniser', recipeKey(named('t', 'q'), 'tracker')],
    ['another name', recipeKey(named('t', 'x'), null)],
    ['another order', recipeKey(named('q', 't'), null)],
    ['a name cut in two', recipeKey(named('t', 'q', ''), null)],
    ['names joined', recipeKey(named('t","q'), null)],
    [
      'a unit',
      recipeKey(
        [
          { name: 't', unit: '' },
          { name: 'q', unit: 'm' },
        ],
        null,
      ),
    ],
  ])('differ by %s', (_, key) => {
    expect(key).not.toBe(recipeKey(named('t', 'q'), null));
  });

  test('are short and plain whatever the names are', () => {
    const hostile = named('../../../etc/passwd', '<img src=x onerror=alert(1)>', '__proto__', 'x'.repeat(100_000));
    expect(recipeKey(hostile, 'p'.repeat(500)).length).toBeLessThanOrEqual(60);
    expect(recipeKey(hostile, 'table')).toMatch(/^[a-z0-9-]+$/);
  });
});

describe('a remembered recipe', () => {
  test('fits another file of its kind, without the trajectories that were left out', () => {
    const saved: ImportRecipe = { ...RECIPE, trajectories: { ...RECIPE.trajectories, leftOut: ['run 3'] } };
    expect(adaptRecipe(saved, columns, DETECTED)).toEqual(RECIPE);
  });

  test('takes what stands above the table from the file, and how its cells are read from what is saved', () => {
    const format = { ...PLAIN_FORMAT, hasUnitsRow: true, skipLines: 2, decimal: ',', delimiter: ';' } as const;
    const own = { ...format, hasUnitsRow: false, skipLines: 0 };
    expect(adaptRecipe({ ...RECIPE, format }, columns, DETECTED)?.format).toEqual(own);
    const others = { ...DETECTED, columns: columns.map((column) => ({ ...column, name: `my ${column.name}` })) };
    expect(adaptRecipe({ ...RECIPE, format }, columns, others)?.format).toEqual(format);
  });

  test('may use derived columns', () => {
    const derived = [{ kind: 'logarithm', name: 'ln x', of: 1 }] as const;
    const saved: ImportRecipe = { ...RECIPE, derived, roles: { ...RECIPE.roles, q: [3], p: [] } };
    expect(adaptRecipe(saved, columns, DETECTED)).toEqual(saved);
  });

  test.each<[string, Partial<ImportRecipe>]>([
    ['a role of a column that is not there', { roles: { ...RECIPE.roles, q: [3] } }],
    ['a run that is not there', { roles: { ...RECIPE.roles, run: 3 } }],
    ['a time that is not there', { time: { kind: 'frame', column: 7, rate: 30 } }],
    ['dates where numbers stand', { time: { kind: 'column', column: 0, reading: 'date' } }],
    ['a unit of a column that is not there', { columns: [{ column: 9, unit: 'm', toUnit: 'm' }] }],
    ['a derived column of one that is not there', { derived: [{ kind: 'logarithm', name: 'ln', of: 5 }] }],
    ['a step on a column that is not there', { steps: [{ kind: 'offset', column: 4, by: 'mean', isOn: true }] }],
    [
      'tables beside each other that are not there',
      { trajectories: { ...RECIPE.trajectories, sideBySide: [[0], [3]] } },
    ],
  ])('does not fit with %s', (_, change) => {
    expect(adaptRecipe({ ...RECIPE, ...change }, columns, DETECTED)).toBeNull();
  });

  test('does not fit a file where a coordinate holds text', () => {
    const other = previewOf(
      ['t (s)', 'x (m)', 'y (m)'],
      rowsOf(9, (k) => [k / 10, 'lost', Math.sin(k)]),
    );
    expect(adaptRecipe(RECIPE, other.columns, DETECTED)).toBeNull();
  });
});

test('a column may have several roles, and the report names the first', () => {
  const recipe: ImportRecipe = {
    ...RECIPE,
    roles: { q: [1, 2], p: [3, 4], dq: [3, 4], dp: [], run: 5, parameters: [6], inputs: [8, 7] },
  };
  expect(rowsOf(10, (column) => roleOf(recipe, column))).toEqual([
    ['time'],
    ['q1'],
    ['q2'],
    ['p1', 'dq1'],
    ['p2', 'dq2'],
    ['run'],
    ['parameter'],
    ['input2'],
    ['input1'],
    [],
  ]);
  expect(primaryRole(recipe, 3)).toBe('p1');
  expect(primaryRole(recipe, 9)).toBe('ignore');
});
