import type { ColumnRecipe, ColumnRoles, TimeSource } from '../recipe.ts';
import type { Dimension } from './unit-table.ts';
import { inBaseUnit, scalesOf } from './units.ts';

/**
 * Converts what must be converted so that dq/dt and p make sense together: t in ms beside a velocity in m/s becomes s, an angle in deg
 * beside an angular velocity in rad/s becomes rad. Where the units agree, or are unknown, nothing is converted.
 * @param entries one for each column of the file, in order
 */
export function agreeingUnits(
  { time, roles }: { readonly time: TimeSource; readonly roles: ColumnRoles },
  entries: readonly ColumnRecipe[],
): ColumnRecipe[] {
  const result = [...entries];
  const clock = time.kind === 'column' && time.reading === 'number' ? time.column : null;
  const freedoms = roles.q.map((q, k) =>
    [q, roles.p[k], roles.dq[k], roles.dp[k]].filter((column) => column !== undefined),
  );
  // Time is common to all degrees of freedom, lengths and angles only to the columns of one.
  const timed = clock === null ? freedoms.flat() : [clock, ...freedoms.flat()];
  agree(result, timed, 's', timeScale(time));
  for (const columns of freedoms) {
    agree(result, columns, 'm');
    agree(result, columns, 'rad');
  }
  return result;
}

/** Where the columns count one dimension in different sizes, all of them get its base unit. @param more sizes used beside the columns */
function agree(
  entries: ColumnRecipe[],
  columns: readonly number[],
  dimension: Dimension,
  more: readonly number[] = [],
): void {
  const scales = columns.flatMap((column) => scalesOf(entries[column]?.toUnit ?? '', dimension));
  if (new Set([...scales, ...more]).size < 2) return;
  for (const column of columns) {
    const entry = entries[column];
    if (entry !== undefined) entries[column] = { ...entry, toUnit: inBaseUnit(entry.toUnit, dimension) };
  }
}

/** Frames and dates become seconds; rows at fixed steps have the unit of the step. */
function timeScale(time: TimeSource): readonly number[] {
  if (time.kind === 'step') return scalesOf(time.unit, 's');
  return time.kind === 'frame' || time.reading !== 'number' ? [1] : [];
}
