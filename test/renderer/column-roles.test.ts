import { describe, expect, it } from 'vitest';
import {
  missingRoles,
  NO_COLUMN,
  roleChoices,
  roleOfColumn,
  usedColumns,
  withoutHoles,
  withRole,
} from '../../renderer/state/column-roles.ts';
import { planeRecipe as recipe } from '../support/example-recipe.ts';

describe('the role of a column', () => {
  it('is what the recipe uses it for', () => {
    expect([0, 1, 2, 3, 4, 5].map((column) => roleOfColumn(recipe, column))).toEqual([
      'time',
      'q1',
      'q2',
      'p1',
      'p2',
      'ignore',
    ]);
  });

  it('may be a velocity that is the momentum too', () => {
    const both = withRole({ ...recipe, roles: { ...recipe.roles, q: [1], p: [] } }, 3, 'dq1+p1', 'numbers');
    expect(both.roles).toMatchObject({ q: [1], p: [3], dq: [3] });
    expect(roleOfColumn(both, 3)).toBe('dq1+p1');
  });

  it('is taken over from the column that had it', () => {
    const next = withRole(recipe, 5, 'q2', 'numbers');
    expect(next.roles.q).toEqual([1, 5]);
    expect(roleOfColumn(next, 2)).toBe('ignore');
  });

  it('stays open for a degree of freedom that loses its column, and is never sent so', () => {
    const open = withRole(recipe, 3, 'ignore', 'numbers');
    expect(open.roles.p).toEqual([NO_COLUMN, 4]);
    expect(missingRoles(open)).toBe('No column has the role p₁');
    expect(withoutHoles(open).roles.p).toEqual([4]);
  });

  it('of the last momentum may go: then p = m · dq/dt', () => {
    const bare = withRole(withRole(recipe, 3, 'ignore', 'numbers'), 4, 'ignore', 'numbers');
    expect(bare.roles.p).toEqual([]);
    expect(bare.masses).toEqual([1, 1]);
    expect(missingRoles(bare)).toBeNull();
  });

  it('may be that of a known input, one after the other, and goes with another role', () => {
    const one = withRole(recipe, 6, 'input', 'numbers');
    const two = withRole(one, 5, 'input', 'numbers');
    expect(two.roles.inputs).toEqual([6, 5]);
    expect(roleOfColumn(two, 5)).toBe('input');
    expect(usedColumns(two)).toContain(5);
    expect(withoutHoles(two).roles.inputs).toEqual([6, 5]);
    expect(withRole(two, 6, 'ignore', 'numbers').roles.inputs).toEqual([5]);
    expect(withRole(two, 6, 'q1', 'numbers').roles).toMatchObject({ q: [6, 2], inputs: [5] });
    expect(withRole(recipe, 1, 'input', 'numbers').roles).toMatchObject({ q: [NO_COLUMN, 2], inputs: [1] });
  });

  it('of time reads dates in a column of dates, in the order that was answered', () => {
    const answered = {
      ...recipe,
      time: { kind: 'column', column: 0, reading: 'date', dateOrder: 'day-first' },
    } as const;
    expect(withRole(answered, 5, 'time', 'dates').time).toEqual({ ...answered.time, column: 5 });
    expect(withRole(recipe, 5, 'frame', 'numbers').time).toEqual({ kind: 'frame', column: 5, rate: 30 });
  });

  it('of time cannot go without something in its place', () => {
    const timeless = withRole(recipe, 0, 'ignore', 'numbers');
    expect(missingRoles(timeless)).toBe('One column must be the time t, or give a time step');
    expect(missingRoles({ ...timeless, time: { kind: 'step', step: 0.01, unit: 's' } })).toBeNull();
    expect(missingRoles({ ...timeless, time: { kind: 'step', step: NaN, unit: '' } })).toBe(
      'The time step must be above 0',
    );
  });

  it('is offered up to one degree of freedom more than there is', () => {
    const choices = roleChoices(recipe, 'numbers').map(({ choice }) => choice);
    expect(choices.filter((choice) => choice.startsWith('q'))).toEqual(['q1', 'q2', 'q3']);
    expect(roleChoices(recipe, 'numbers')).toContainEqual({ choice: 'input', label: 'Known input u(t)' });
    expect(roleChoices(recipe, 'text').map(({ choice }) => choice)).toEqual(['ignore', 'run']);
  });

  it('makes a column used', () => {
    expect([...usedColumns(withRole(recipe, 3, 'ignore', 'numbers'))].sort()).toEqual([0, 1, 2, 4]);
  });
});

describe('what is missing', () => {
  it('is a position, or the partner of a momentum', () => {
    const { roles } = recipe;
    expect(missingRoles({ ...recipe, roles: { ...roles, q: [], p: [] } })).toBe('One column must be a position q');
    expect(missingRoles({ ...recipe, roles: { ...roles, q: [1] } })).toBe('No column has the role q₂');
    expect(missingRoles({ ...recipe, roles: { ...roles, dq: [5] } })).toBe('No column has the role dq₂/dt');
  });

  it('is a mass above 0 where momenta come from velocities', () => {
    const bare = { ...recipe, roles: { ...recipe.roles, p: [] } };
    expect(missingRoles({ ...bare, masses: [1, NaN] })).toBe('Every mass must be above 0');
    expect(missingRoles({ ...recipe, masses: [1, NaN] })).toBeNull();
  });
});
