import type { TrajectoryRules } from '../recipe.ts';

/** The usual rules for trajectories, with those that are given. */
export function trajectoryRules(rules: Partial<TrajectoryRules> = {}): TrajectoryRules {
  return {
    atTimeReset: true,
    atGap: 5,
    atBlankLine: false,
    atRepeatedHeader: true,
    sideBySide: null,
    leftOut: [],
    ...rules,
  };
}

/**
 * Groups of columns with the same label, in the order of their first column. Null unless there are several and each holds the same
 * quantities in the same order.
 * @param labels one per column: which run it belongs to; null for none   @param quantities one per column
 */
export function groupColumns(labels: readonly (string | null)[], quantities: readonly string[]): number[][] | null {
  const groups = new Map<string, number[]>();
  labels.forEach((label, column) => {
    if (label === null) return;
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [column]);
    else group.push(column);
  });
  const listed = [...groups.values()];
  const holds = (group: readonly number[]) => group.map((column) => quantities[column]).join('\0');
  const isUniform = listed.every((group) => holds(group) === holds(listed[0]!));
  return listed.length > 1 && isUniform ? listed : null;
}
