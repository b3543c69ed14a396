import type { ColumnRoles, ImportRecipe, PreviewColumn, TimeSource } from './contract-types.ts';

/** A list of columns by degree of freedom, as `ColumnRoles` has them. */
type RoleList = 'q' | 'p' | 'dq' | 'dp';

/** What a menu makes of one column. `dq1+p1` is a velocity that is also the momentum, for unit mass. */
export type RoleChoice =
  | 'ignore'
  | 'time'
  | 'julian-date'
  | 'frame'
  | 'run'
  | 'parameter'
  | 'input'
  | `${RoleList}${number}`
  | `dq${number}+p${number}`;

/** A degree of freedom that no column was chosen for yet. Recipes with it are kept on the page and never sent. */
export const NO_COLUMN = -1;

const LISTS: readonly RoleList[] = ['q', 'p', 'dq', 'dp'];
const MOST_DOFS = 9;
const DEFAULT_RATE = 30;

/** Choices of the role menu, with its words. One degree of freedom more than there is now is offered. */
export function roleChoices(
  { roles }: Pick<ImportRecipe, 'roles'>,
  holds: PreviewColumn['holds'],
): readonly { readonly choice: RoleChoice; readonly label: string }[] {
  const run = { choice: 'run', label: 'Trajectory id' } as const;
  if (holds === 'text' || holds === 'nothing') return [{ choice: 'ignore', label: 'Ignore' }, run];
  const time = { choice: 'time', label: 'Time t' } as const;
  if (holds === 'dates') return [{ choice: 'ignore', label: 'Ignore' }, time, run];
  const dofs = Math.min(MOST_DOFS, Math.max(...LISTS.map((list) => roles[list].length)) + 1);
  const each = (make: (k: number, below: string) => { choice: RoleChoice; label: string }) =>
    Array.from({ length: dofs }, (_, k) => make(k + 1, subscript(k + 1)));
  return [
    { choice: 'ignore', label: 'Ignore' },
    time,
    ...each((k, below) => ({ choice: `q${k}`, label: `Position q${below}` })),
    ...each((k, below) => ({ choice: `p${k}`, label: `Momentum p${below}` })),
    ...each((k, below) => ({ choice: `dq${k}`, label: `Velocity dq${below}/dt` })),
    ...each((k, below) => ({ choice: `dq${k}+p${k}`, label: `Velocity and momentum p${below}, unit mass` })),
    ...each((k, below) => ({ choice: `dp${k}`, label: `Rate dp${below}/dt` })),
    run,
    { choice: 'input', label: 'Known input u(t)' },
    { choice: 'parameter', label: 'Parameter' },
    { choice: 'frame', label: 'Frame number' },
    { choice: 'julian-date', label: 'Julian date' },
  ];
}

/** What one column is chosen to be now. */
export function roleOfColumn({ roles, time }: Pick<ImportRecipe, 'roles' | 'time'>, column: number): RoleChoice {
  if (time.kind !== 'step' && time.column === column) {
    if (time.kind === 'frame') return 'frame';
    return time.reading === 'julian-date' ? 'julian-date' : 'time';
  }
  if (roles.run === column) return 'run';
  const found = LISTS.flatMap((list) => {
    const k = roles[list].indexOf(column);
    return k < 0 ? [] : [{ list, choice: `${list}${k + 1}` as const }];
  });
  const velocity = found.find(({ list }) => list === 'dq');
  const momentum = found.find(({ list }) => list === 'p');
  if (velocity !== undefined && momentum?.choice.slice(1) === velocity.choice.slice(2)) {
    return `${velocity.choice}+${momentum.choice}` as RoleChoice;
  }
  if (found[0] !== undefined) return found[0].choice;
  if (roles.inputs.includes(column)) return 'input';
  return roles.parameters.includes(column) ? 'parameter' : 'ignore';
}

/** The recipe with one column given another role. Who had that role before is ignored from then on. */
export function withRole(
  recipe: ImportRecipe,
  column: number,
  choice: RoleChoice,
  holds: PreviewColumn['holds'],
): ImportRecipe {
  const cleared = withoutRole(recipe, column);
  const { roles } = cleared;
  if (choice === 'ignore') return cleared;
  if (choice === 'run') return { ...cleared, roles: { ...roles, run: column } };
  if (choice === 'parameter') return { ...cleared, roles: { ...roles, parameters: [...roles.parameters, column] } };
  if (choice === 'input') return { ...cleared, roles: { ...roles, inputs: [...roles.inputs, column] } };
  if (choice === 'frame') return { ...cleared, time: { kind: 'frame', column, rate: DEFAULT_RATE } };
  if (choice === 'time') {
    const answered = recipe.time.kind === 'column' ? recipe.time : {};
    return {
      ...cleared,
      time: { ...answered, kind: 'column', column, reading: holds === 'dates' ? 'date' : 'number' },
    };
  }
  if (choice === 'julian-date') return { ...cleared, time: { kind: 'column', column, reading: 'julian-date' } };
  const lists: Partial<Record<RoleList, readonly number[]>> = {};
  for (const part of choice.split('+')) {
    const list = part.replace(/\d+$/, '') as RoleList;
    lists[list] = withEntry(roles[list], Number(part.slice(list.length)) - 1, column);
  }
  const next = { ...roles, ...lists };
  return { ...cleared, roles: next, masses: massesFor(next, cleared.masses) };
}

/** What keeps the roles from being enough, as a sentence for beside the button; null when nothing does. */
export function missingRoles({ roles, time, masses }: Pick<ImportRecipe, 'roles' | 'time' | 'masses'>): string | null {
  if (time.kind === 'column' && time.column === NO_COLUMN) return 'One column must be the time t, or give a time step';
  if (time.kind === 'step' && !(time.step > 0)) return 'The time step must be above 0';
  if (time.kind === 'frame' && !(time.rate > 0)) return 'The frame rate must be above 0';
  if (roles.q.length === 0) return 'One column must be a position q';
  const dofs = Math.max(...LISTS.map((list) => roles[list].length));
  for (const list of LISTS) {
    if (list !== 'q' && roles[list].length === 0) continue;
    for (let k = 0; k < dofs; k++) {
      if ((roles[list][k] ?? NO_COLUMN) === NO_COLUMN) return `No column has the role ${symbol(list, k + 1)}`;
    }
  }
  if (roles.p.length === 0 && !masses.every((mass) => mass > 0)) return 'Every mass must be above 0';
  return null;
}

/** The recipe as it may be sent: degrees of freedom and a time that are still open are the page's own matter. */
export function withoutHoles(recipe: ImportRecipe): ImportRecipe {
  const close = (list: readonly number[]) => list.filter((column) => column !== NO_COLUMN);
  const { q, p, dq, dp, ...others } = recipe.roles;
  const roles = { ...others, q: close(q), p: close(p), dq: close(dq), dp: close(dp) };
  const { time } = recipe;
  return {
    ...recipe,
    roles,
    masses: massesFor(roles, recipe.masses),
    time: time.kind === 'column' && time.column === NO_COLUMN ? { kind: 'step', step: 1, unit: '' } : time,
  };
}

/** One mass for each degree of freedom: known ones are kept, new ones are 1. */
export function massesFor({ q }: Pick<ColumnRoles, 'q'>, masses: readonly number[]): readonly number[] {
  return q.map((_, k) => masses[k] ?? 1);
}

/** Digits as subscripts: `12` → `₁₂`. */
export function subscript(k: number): string {
  return String(k).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)));
}

/** Every column that is read for something, derived ones too. */
export function usedColumns({ roles, time }: Pick<ImportRecipe, 'roles' | 'time'>): ReadonlySet<number> {
  const used = new Set([...LISTS.flatMap((list) => roles[list]), ...roles.parameters, ...roles.inputs]);
  if (roles.run !== null) used.add(roles.run);
  if (time.kind !== 'step') used.add(time.column);
  used.delete(NO_COLUMN);
  return used;
}

/** Takes every role from a column; what it was to a degree of freedom stays open. */
export function withoutRole(recipe: ImportRecipe, column: number): ImportRecipe {
  const { roles } = recipe;
  const open = (list: readonly number[]) => trimmed(list.map((own) => (own === column ? NO_COLUMN : own)));
  const next: ColumnRoles = {
    q: open(roles.q),
    p: open(roles.p),
    dq: open(roles.dq),
    dp: open(roles.dp),
    run: roles.run === column ? null : roles.run,
    parameters: roles.parameters.filter((own) => own !== column),
    inputs: roles.inputs.filter((own) => own !== column),
  };
  return { ...recipe, time: timeWithout(recipe.time, column), roles: next, masses: massesFor(next, recipe.masses) };
}

/** Without its column time is open: a step that nobody gave must not be made up. */
function timeWithout(time: TimeSource, column: number): TimeSource {
  if (time.kind === 'step' || time.column !== column) return time;
  return { kind: 'column', column: NO_COLUMN, reading: 'number' };
}

function withEntry(list: readonly number[], k: number, column: number): readonly number[] {
  const next = Array.from({ length: Math.max(list.length, k + 1) }, (_, i) => list[i] ?? NO_COLUMN);
  next[k] = column;
  return next;
}

function trimmed(list: readonly number[]): readonly number[] {
  return list.slice(0, list.findLastIndex((column) => column !== NO_COLUMN) + 1);
}

function symbol(list: RoleList, k: number): string {
  return list.startsWith('d') ? `${list}${subscript(k)}/dt` : `${list}${subscript(k)}`;
}
