import { describe, expect, it } from 'vitest';
import { answered } from '../../renderer/state/answered.ts';
import type { DerivedColumn } from '../../renderer/state/contract-types.ts';
import { merged } from '../../renderer/state/file-look.svelte.ts';
import {
  formulaOf,
  isAngle,
  withAngle,
  withDerived,
  withoutDerived,
  withUnit,
} from '../../renderer/state/recipe-steps.ts';
import { planeRecipe as recipe } from '../support/example-recipe.ts';

const NAMES = ['t', 'x', 'y', 'px', 'py'];
const nameOf = (column: number) => NAMES[column] ?? 'derived';
const angle: DerivedColumn = { kind: 'polar-angle', name: 'θ', x: 1, y: 2, origin: [0, 0], zero: 'down' };

describe('an angle', () => {
  it('is unwrapped before everything else, together with other angles', () => {
    const detrend = { kind: 'detrend', isOn: true, columns: [1] } as const;
    const one = withAngle({ ...recipe, steps: [detrend] }, 1, true);
    expect(one.steps).toEqual([{ kind: 'unwrap', isOn: true, columns: [1] }, detrend]);
    const both = withAngle(one, 2, true);
    expect(both.steps[0]).toEqual({ kind: 'unwrap', isOn: true, columns: [1, 2] });
    expect([1, 2, 3].map((column) => isAngle(both, column))).toEqual([true, true, false]);
    expect(withAngle(withAngle(both, 1, false), 2, false).steps).toEqual([detrend]);
  });
});

describe('the unit of a column', () => {
  it('replaces the one it had', () => {
    const { columns } = withUnit(withUnit(withUnit(recipe, 2, 'deg', 'deg'), 1, 'm', 'm'), 2, 'deg', 'rad');
    expect(columns).toEqual([
      { column: 1, unit: 'm', toUnit: 'm' },
      { column: 2, unit: 'deg', toUnit: 'rad' },
    ]);
  });
});

describe('a computed column', () => {
  it('is written as a formula of the columns it is made from', () => {
    expect(formulaOf(angle, nameOf)).toBe('atan2(x, −y)');
    expect(formulaOf({ ...angle, origin: [1, -2] }, nameOf)).toBe('atan2((x − 1), −(y + 2))');
    expect(formulaOf({ ...angle, zero: 'right' }, nameOf)).toBe('atan2(y, x)');
    expect(formulaOf({ kind: 'radius', name: 'r', x: 1, y: 2, origin: [0, 3] }, nameOf)).toBe('√(x² + (y − 3)²)');
    const terms = [
      { column: 1, factor: 1 },
      { column: 2, factor: -1 },
      { column: 3, factor: 0.5 },
    ];
    expect(formulaOf({ kind: 'combination', name: 'c', terms }, nameOf)).toBe('x − y + 0.5 · px');
    expect(formulaOf({ kind: 'logarithm', name: 'l', of: 1 }, nameOf)).toBe('ln x');
  });

  it('takes its roles and what is computed from it along when it goes, and the ones behind move up', () => {
    const of = (column: number): DerivedColumn => ({ kind: 'logarithm', name: `ln ${column}`, of: column });
    const full = [angle, of(5), of(1)].reduce(withDerived, {
      ...recipe,
      roles: { ...recipe.roles, q: [5, 7], parameters: [6], inputs: [8] },
      steps: [
        { kind: 'unwrap', isOn: true, columns: [5, 7] } as const,
        { kind: 'integrate', isOn: true, column: 6 } as const,
      ],
    });
    const next = withoutDerived(full, 0, NAMES.length);
    expect(next.derived).toEqual([of(1)]);
    expect(next.roles).toMatchObject({ q: [-1, 5], parameters: [], inputs: [6] });
    expect(next.steps).toEqual([{ kind: 'unwrap', isOn: true, columns: [5] }]);
  });
});

describe('an answered question', () => {
  it('sets the marks that its choice means', () => {
    expect(answered(recipe, 'decimal-mark', 'comma')).toMatchObject({
      format: { decimal: ',', thousands: 'none' },
      answered: ['decimal-mark'],
    });
    expect(answered(recipe, 'decimal-mark', 'thousands').format).toMatchObject({ decimal: '.', thousands: ',' });
    const grouped = answered(recipe, 'decimal-mark', 'point-thousands');
    expect(grouped.format).toMatchObject({ decimal: ',', thousands: '.' });
    expect(answered(grouped, 'decimal-mark', 'point').format).toMatchObject({ decimal: '.', thousands: 'none' });
    expect(answered(recipe, 'date-order', 'month-first').time).toMatchObject({ dateOrder: 'month-first' });
  });
});

describe('blocks of lines', () => {
  it('that touch or overlap become one, in the order of the file', () => {
    const block = (first: number, ...texts: string[]) => ({
      first,
      lines: texts.map((text) => ({ text, use: 'data' as const })),
    });
    const blocks = merged([block(1, 'a', 'b'), block(9, 'i'), block(2, 'b', 'c'), block(4, 'd')]);
    expect(blocks.map(({ first, lines }) => [first, lines.map(({ text }) => text).join('')])).toEqual([
      [1, 'abcd'],
      [9, 'i'],
    ]);
  });
});
