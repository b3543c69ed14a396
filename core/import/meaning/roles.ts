import type { ColumnRole } from '../import-report.ts';
import type { ImportRecipe } from '../recipe.ts';

/** All roles of a column, the telling one first: v may be p, and dq/dt too. Empty for a column that is ignored. */
export function roleOf({ time, roles }: Pick<ImportRecipe, 'time' | 'roles'>, column: number): ColumnRole[] {
  const degrees = (name: 'q' | 'p' | 'dq' | 'dp') =>
    roles[name].flatMap((each, k): ColumnRole[] => (each === column ? [`${name}${k + 1}`] : []));
  return [
    ...(time.kind !== 'step' && time.column === column ? (['time'] as const) : []),
    ...(roles.run === column ? (['run'] as const) : []),
    ...(['q', 'p', 'dq', 'dp'] as const).flatMap(degrees),
    ...(roles.parameters.includes(column) ? (['parameter'] as const) : []),
    ...roles.inputs.flatMap((each, k): ColumnRole[] => (each === column ? [`input${k + 1}`] : [])),
  ];
}

/** The role that a report names a column by; `ignore` for none. */
export function primaryRole(recipe: Pick<ImportRecipe, 'time' | 'roles'>, column: number): ColumnRole {
  return roleOf(recipe, column)[0] ?? 'ignore';
}
