import type { ColumnMapping, TablePreview } from './contract-types.ts';

/** What a column means; q, p and their derivatives carry the index of the degree of freedom. */
export type ColumnRole = 'ignore' | 'time' | 'run' | `q${number}` | `p${number}` | `dq${number}` | `dp${number}`;

/** Roles a column of a table with `columns` columns can have, with the words of the menu. */
export function roleChoices(columns: number): readonly { readonly role: ColumnRole; readonly label: string }[] {
  const dofs = Math.max(1, Math.min(4, Math.floor((columns - 1) / 2)));
  const numbers = Array.from({ length: dofs }, (_, k) => k + 1);
  const below = (k: number): string => '₁₂₃₄'.charAt(k - 1);
  return [
    { role: 'ignore', label: 'Ignore' },
    { role: 'time', label: 'Time t' },
    ...numbers.map((k) => ({ role: `q${k}` as const, label: `Position q${below(k)}` })),
    ...numbers.map((k) => ({ role: `p${k}` as const, label: `Momentum p${below(k)}` })),
    ...numbers.map((k) => ({ role: `dq${k}` as const, label: `Rate dq${below(k)}/dt` })),
    ...numbers.map((k) => ({ role: `dp${k}` as const, label: `Rate dp${below(k)}/dt` })),
    { role: 'run', label: 'Trajectory id' },
  ];
}

/** Roles of the importer's first proposal, one per column. */
export function rolesFromProposal({ columnNames, proposal }: TablePreview): readonly ColumnRole[] {
  const roles = columnNames.map((): ColumnRole => 'ignore');
  const put = (columns: readonly number[] | null, role: (k: number) => ColumnRole): void => {
    columns?.forEach((column, k) => {
      if (column < roles.length) roles[column] = role(k + 1);
    });
  };
  if (proposal.time !== null) roles[proposal.time] = 'time';
  if (proposal.run !== null) roles[proposal.run] = 'run';
  put(proposal.q, (k) => `q${k}`);
  put(proposal.p, (k) => `p${k}`);
  put(proposal.dq, (k) => `dq${k}`);
  put(proposal.dp, (k) => `dp${k}`);
  return roles;
}

/** The mapping that the roles describe; null while something is missing (`missingRoles` says what). */
export function mappingFromRoles(roles: readonly ColumnRole[]): ColumnMapping | null {
  if (missingRoles(roles) !== null) return null;
  return {
    time: roles.indexOf('time'),
    q: numbered(roles, 'q'),
    p: numbered(roles, 'p'),
    dq: numbered(roles, 'dq'),
    dp: numbered(roles, 'dp'),
    run: roles.includes('run') ? roles.indexOf('run') : null,
  };
}

/** What keeps the roles from being a mapping, as a sentence for beside the button; null when nothing does. */
export function missingRoles(roles: readonly ColumnRole[]): string | null {
  const twice = roles.find((role, k) => role !== 'ignore' && roles.indexOf(role) !== k);
  if (twice !== undefined)
    return `Two columns have the role ${twice === 'time' || twice === 'run' ? twice : symbol(twice)}`;
  if (!roles.includes('time')) return 'One column must be the time t';
  const q = numbered(roles, 'q').length;
  const p = numbered(roles, 'p').length;
  if (q === 0) return 'One column must be a position q';
  if (p === 0) return 'One column must be a momentum p';
  for (const kind of ['q', 'p', 'dq', 'dp'] as const) {
    const count = kind === 'dq' || kind === 'dp' ? numbered(roles, kind).length : Math.max(q, p);
    if (count === 0) continue;
    for (let k = 1; k <= Math.max(q, p); k++) {
      const role: ColumnRole = `${kind}${k}`;
      if (!roles.includes(role)) return `No column has the role ${symbol(role)}`;
    }
  }
  return null;
}

function numbered(roles: readonly ColumnRole[], kind: 'q' | 'p' | 'dq' | 'dp'): readonly number[] {
  const columns: number[] = [];
  for (let k = 1; k <= 9; k++) {
    const column = roles.indexOf(`${kind}${k}`);
    if (column >= 0) columns.push(column);
  }
  return columns;
}

function symbol(role: ColumnRole): string {
  const below = role.replace(/\d/, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)));
  return role.startsWith('d') ? `${below}/dt` : below;
}
