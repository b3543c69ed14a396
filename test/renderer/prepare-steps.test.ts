import { describe, expect, it } from 'vitest';
import type { ImportRecipe, PrepareStep } from '../../renderer/state/contract-types.ts';
import { momentumOf, withMomentum } from '../../renderer/state/momentum.ts';
import {
  movedStep,
  newStep,
  stepColumns,
  stepsOf,
  STEP_WORDS,
  toggledColumn,
  withWindow,
} from '../../renderer/state/prepare-steps.ts';
import { planeRecipe } from '../support/example-recipe.ts';

/** Columns t, x, y, px, py. */
const recipe: ImportRecipe = {
  ...planeRecipe,
  columns: [{ column: 2, unit: 'deg', toUnit: 'rad' }],
  derived: [{ kind: 'logarithm', name: 'ln x', of: 1 }],
};
const unwrap: PrepareStep = { isOn: true, kind: 'unwrap', columns: [2] };
const window: PrepareStep = { isOn: true, kind: 'window', from: 1, to: 9 };
const start: PrepareStep = { isOn: true, kind: 'start-at-zero' };

describe('the list of steps', () => {
  it('has words for every kind that the importer knows, each once', () => {
    const kinds = STEP_WORDS.map(({ kind }) => kind);
    expect(kinds.map((kind) => newStep(kind, recipe, 0.1).kind)).toEqual(kinds);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect([...kinds].sort()).toEqual(
      [
        'detrend',
        'drop-ends',
        'flip',
        'integrate',
        'offset',
        'outliers',
        'resample',
        'start-at-zero',
        'unwrap',
        'window',
      ].sort(),
    );
  });

  it('offers columns with a numeric role, once each, and the computed ones by their names', () => {
    const names = ['t', 'x', 'y', 'px', 'py'];
    expect(stepColumns(recipe, names).map(({ name }) => name)).toEqual(['x', 'y', 'px', 'py']);
    const both = { ...recipe, roles: { ...recipe.roles, q: [5, -1], dq: [3, 4], inputs: [2] } };
    expect(stepColumns(both, names).map(({ name }) => name)).toEqual(['ln x', 'px', 'py', 'y']);
  });

  it('unwraps the angles, and the first position where none is known to be one', () => {
    expect(newStep('unwrap', recipe, 0.1)).toEqual({ isOn: true, kind: 'unwrap', columns: [2] });
    expect(newStep('unwrap', { ...recipe, columns: [] }, 0.1)).toEqual({ isOn: true, kind: 'unwrap', columns: [1] });
  });

  it('resamples at the step that the data have', () => {
    expect(newStep('resample', recipe, 0.05)).toEqual({ isOn: true, kind: 'resample', step: 0.05 });
  });

  it('moves a step and leaves the list alone where there is no place', () => {
    expect(movedStep([unwrap, window, start], 2, 1)).toEqual([unwrap, start, window]);
    expect(movedStep([unwrap, window], 0, -1)).toEqual([unwrap, window]);
    expect(movedStep([unwrap, window], 1, 2)).toEqual([unwrap, window]);
  });

  it('changes the window there is, and adds one where none is', () => {
    expect(withWindow([window, unwrap], 2, 3)).toEqual([{ ...window, from: 2, to: 3 }, unwrap]);
    expect(withWindow([unwrap], 2, 3)).toEqual([unwrap, { ...window, from: 2, to: 3 }]);
  });

  it('adds a second window behind a shift of time, whose times are others', () => {
    expect(withWindow([window, start], 2, 3)).toEqual([window, start, { ...window, from: 2, to: 3 }]);
    const off = { ...start, isOn: false };
    expect(withWindow([window, off], 2, 3)).toEqual([{ ...window, from: 2, to: 3 }, off]);
  });

  it('keeps the last column of a step', () => {
    expect(toggledColumn([1, 3], 2)).toEqual([1, 2, 3]);
    expect(toggledColumn([1, 3], 1)).toEqual([3]);
    expect(toggledColumn([3], 3)).toEqual([3]);
  });

  it('lets go of columns without a role, and of steps without a column', () => {
    const steps: readonly PrepareStep[] = [
      { isOn: true, kind: 'outliers', columns: [1, 3], limit: 5 },
      { isOn: true, kind: 'offset', column: 4, by: 'mean' },
      start,
    ];
    expect(stepsOf(steps, { ...recipe.roles, p: [] })).toEqual([{ ...steps[0], columns: [1] }, start]);
    expect(stepsOf(steps, { ...recipe.roles, p: [], inputs: [3, 4] })).toEqual(steps);
  });
});

describe('the source of momenta', () => {
  it('is measured where columns are p, else a mass that is known or counts as 1', () => {
    const free = { ...recipe, roles: { ...recipe.roles, p: [] } };
    expect(momentumOf(recipe, true)).toBe('measured');
    expect(momentumOf(free, false)).toBe('unit-mass');
    expect(momentumOf(free, true)).toBe('known-mass');
    expect(momentumOf({ ...free, masses: [1, 2] }, false)).toBe('known-mass');
  });

  it('without p lets go of rates of p, and of p in steps', () => {
    const full: ImportRecipe = {
      ...recipe,
      roles: { ...recipe.roles, dp: [5, 6] },
      steps: [{ isOn: true, kind: 'flip', columns: [1, 3] }],
    };
    const { roles, masses, steps } = withMomentum({ ...full, masses: [2, 3] }, 'unit-mass', [3, 4]);
    expect([roles.p, roles.dp, masses]).toEqual([[], [], [1, 1]]);
    expect(steps).toEqual([{ isOn: true, kind: 'flip', columns: [1] }]);
  });

  it('takes measured columns back', () => {
    const free = withMomentum(recipe, 'known-mass', []);
    expect(withMomentum(free, 'measured', [3, 4]).roles.p).toEqual([3, 4]);
  });
});
