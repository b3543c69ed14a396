import type { TablePreview } from './import-types.ts';

/** Names to show for the cells of a header row: blanks trimmed, empty ones numbered, repeated ones marked `q`, `q (2)`. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const plain = cell.trim().replace(/\s+/g, ' ') || `column ${index + 1}`;
    let name = plain;
    for (let k = 2; taken.has(name); k++) name = `${plain} (${k})`;
    taken.add(name);
    return name;
  });
}

/** Names for a table without a header row: `column 1`, `column 2`, … */
export function numberedColumnNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `column ${index + 1}`);
}

type Role = 'time' | 'run' | 'q' | 'p' | 'dq' | 'dp';

/** A column whose name says what it may be. `index` tells the degrees of freedom apart: `1`, `2`, `x`, `y`, or ''. */
interface Guess {
  readonly role: Role;
  /** Families are not mixed: `q1, q2` go with `p1, p2`, an angle with an angular velocity. */
  readonly family: 'canonical' | 'angle' | 'position' | 'any';
  readonly index: string;
  readonly column: number;
}

const COORDINATES: readonly (readonly [family: Guess['family'], role: 'q' | 'p', pattern: RegExp])[] = [
  ['canonical', 'q', /^q([\dxyz]*)$/],
  ['canonical', 'p', /^p([\dxyz]*)$/],
  ['canonical', 'p', /^(?:momentum|impuls)([\dxyz]*)$/],
  ['angle', 'q', /^(?:theta|θ|phi|φ|alpha|α|angle|winkel)(\d*)$/],
  ['angle', 'p', /^(?:omega|ω|w|angvel|angularvelocity|drehrate|gyroscope|ptheta|pθ|pphi|pφ)([\dxyz]*)$/],
  ['angle', 'p', /^(?:theta|θ|phi|φ|alpha|α|angle)(\d*)dot$/],
  ['position', 'q', /^(?:pos|position|displacement|weg|ort)([\dxyz]*)$/],
  ['position', 'q', /^([xyz]\d*)$/],
  ['position', 'p', /^(?:v|vel|velocity|geschwindigkeit)([\dxyz]*)$/],
  ['position', 'p', /^([xyz]\d*)dot$/],
];

/** Proposes roles from column names, only for columns that hold numbers; the user decides. */
export function proposeRoles(names: readonly string[], numericShare: readonly number[]): TablePreview['proposal'] {
  const guesses = names.flatMap((name, column) => guessRole(name, column, numericShare[column] ?? 0));
  const first = (role: Role) => guesses.find((guess) => guess.role === role)?.column ?? null;
  const { q, p } = pairCoordinates(guesses);
  const matching = (role: 'dq' | 'dp') => {
    const columns = q.map(({ index }) => guesses.find((guess) => guess.role === role && guess.index === index)?.column);
    return columns.length > 0 && columns.every((column) => column !== undefined) ? columns : null;
  };
  return {
    time: first('time'),
    run: first('run'),
    q: q.length > 0 ? q.map(({ column }) => column) : null,
    p: p.length > 0 ? p.map(({ column }) => column) : null,
    dq: matching('dq'),
    dp: matching('dp'),
  };
}

/** The first family with both positions and momenta; otherwise positions of any family next to momenta of any other. */
function pairCoordinates(guesses: readonly Guess[]): { q: Guess[]; p: Guess[] } {
  const of = (role: Role, family?: string) =>
    guesses.filter((guess) => guess.role === role && (family === undefined || guess.family === family));
  for (const family of ['canonical', 'angle', 'position']) {
    const pairs = matched(of('q', family), of('p', family));
    if (pairs.q.length > 0) return pairs;
  }
  const mixed = matched(of('q'), of('p'));
  if (mixed.q.length > 0) return mixed;
  // Only rates dq/dt beside q: with unit mass they are the momenta.
  const rates = matched(of('q'), of('dq'));
  return rates.q.length > 0 ? rates : { q: of('q'), p: [] };
}

function matched(qs: readonly Guess[], ps: readonly Guess[]): { q: Guess[]; p: Guess[] } {
  const only = qs.length === 1 && ps.length === 1;
  const pairs = qs.flatMap((q) => {
    const p = only ? ps[0] : ps.find(({ index }) => index === q.index);
    return p === undefined ? [] : [{ q, p }];
  });
  return { q: pairs.map(({ q }) => q), p: pairs.map(({ p }) => p) };
}

function guessRole(name: string, column: number, numericShare: number): Guess[] {
  const plain = plainName(name);
  if (plain === '') return [];
  if (/^(?:run|runid|id|trial|trajectory|traj|trajectoryid|experiment|versuch)$/.test(plain)) {
    return [{ role: 'run', family: 'any', index: '', column }];
  }
  if (numericShare <= 0.5) return [];
  if (/^(?:t|time|times|zeit|zeitt|seconds|timestamp|latesttime)$/.test(plain)) {
    return [{ role: 'time', family: 'any', index: '', column }];
  }
  const rate = /^(?:d([qp])([\dxyz]*)(?:dt)?|([qp])([\dxyz]*)dot|([qp])dot([\dxyz]*))$/.exec(plain);
  if (rate !== null) {
    const letter = rate[1] ?? rate[3] ?? rate[5];
    return [{ role: letter === 'q' ? 'dq' : 'dp', family: 'any', index: rate[2] ?? rate[4] ?? rate[6] ?? '', column }];
  }
  for (const [family, role, pattern] of COORDINATES) {
    const match = pattern.exec(plain);
    if (match !== null) return [{ role, family, index: match[1] ?? '', column }];
  }
  return [];
}

/**
 * A name without its unit and decoration, in lower case: `Time (s)` → `time`, `omega_rad_s` → `omega`, `v_{x}` → `vx`, `dq/dt` → `dqdt`.
 * A repeated name such as `q (2)` matches nothing, so that only its first column is proposed.
 */
function plainName(name: string): string {
  if (/ \(\d+\)$/.test(name)) return '';
  return name
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s*[([].*$/, '')
    .replace(/(?<=\S)\s*\/\s*(?!dt).*$/, '')
    .replace(/_(?:s|ms|sec|seconds|rad|deg|m|cm|mm|rad_s|deg_s|rad_per_s|m_s|m_per_s)$/, '')
    .replace(/[\s_{}/-]/g, '');
}
