import type { PreviewColumn } from '../table-preview.ts';
import { splitName } from './names.ts';
import { unitDimensions } from './units.ts';

/** What the name of a column says it may be. */
export interface RoleGuess {
  /** `force`: a known input, or what a sensor reads of the motion's own forces. */
  readonly role: 'time' | 'julian-date' | 'run' | 'parameter' | 'input' | 'force' | 'q' | 'p' | 'dq' | 'dp';
  /** Families are not mixed: `q1, q2` go with `p1, p2`, an angle with an angular velocity. */
  readonly family: Family;
  /** Tells degrees of freedom apart: `1`, `2`, `x`, `y`, or ''. */
  readonly index: string;
  readonly column: number;
}

type Family = 'canonical' | 'angle' | 'position' | 'any';

const RUN =
  /^(?:run|runid|runno|runnumber|id|trial|trajectory|traj|trajectoryid|trajid|experiment|episode|versuch|lauf|messung)$/;
const TIME =
  /^(?:t|time|times|zeit|timestamp|datetime|elapsed|elapsedtime|sec|seconds|ms|milliseconds|minutes|hours|days|year|years|jahr|date|datum|temps|tiempo|tempo)$/;
const JULIAN_DATE = /^(?:jd|mjd|jdtdb|jdut|jdtt|juliandate|juliandaynumber|julianday|julianischesdatum)$/;
const INPUT =
  /^(?:u|(?:known|control)?input|control|motor(?:angle|torque|force|position)?|actuator|drive|driving|(?:drive|driving|applied|external)(?:force|torque)|antrieb|anregung)\d*$/;
const FORCE = /^(?:force|torque|kraft|drehmoment)\d*$/;
const PARAMETER = /^(?:mass|masse|length|länge|laenge|[ml])\d*$/;

const COORDINATES: readonly (readonly [family: Family, role: 'q' | 'p' | 'dq' | 'dp', pattern: RegExp])[] = [
  ['canonical', 'q', /^q([\dxyz]*)$/],
  ['canonical', 'p', /^(?:p|momentum|impuls)([\dxyz]*)$/],
  ['canonical', 'dq', /^(?:dq([\dxyz]*?)(?:dt)?|q([\dxyz]*)dot|qdot([\dxyz]*))$/],
  ['canonical', 'dp', /^(?:dp([\dxyz]*?)(?:dt)?|p([\dxyz]*)dot|pdot([\dxyz]*))$/],
  ['angle', 'q', /^(?:theta|θ|phi|φ|ϕ|varphi|alpha|α|beta|β|angle|winkel|auslenkwinkel)(\d*)$/],
  [
    'angle',
    'p',
    /^(?:omega|ω|w|angvel|angularvelocity|winkelgeschwindigkeit|drehrate|gyroscope|gyro|ptheta|pθ|pphi|pφ)([\dxyz]*)$/,
  ],
  ['angle', 'dq', /^(?:theta|θ|phi|φ|ϕ|alpha|α|beta|β|angle)(\d*)dot$/],
  ['angle', 'dq', /^d(?:theta|θ|phi|φ|ϕ|alpha|α|beta|β)(\d*)dt$/],
  ['position', 'q', /^(?:pos|position|displacement|auslenkung|weg|ort)([\dxyz]*)$/],
  ['position', 'q', /^([xyz]\d*)$/],
  ['position', 'p', /^(?:v|vel|velocity|geschwindigkeit)([\dxyz]*)$/],
  ['position', 'dq', /^([xyz]\d*)dot$/],
  ['position', 'dq', /^d([xyz]\d*)dt$/],
];

/** What columns may be by their names and units. Only columns that mostly hold numbers (dates for the time) can be coordinates. */
export function guessRoles(columns: readonly PreviewColumn[]): RoleGuess[] {
  const parts = columns.map(({ name }) => splitName(name));
  // Where runs stand side by side, roles name the columns of the first one.
  const firstRun = parts.find(({ run }) => run !== '')?.run ?? '';
  const taken = new Set<string>();
  return columns.flatMap((column, index) => {
    const { quantity, symbol, run } = parts[index]!;
    const isRepeated = / \(\d+\)$/.test(column.name);
    if (isRepeated || (run !== '' && run !== firstRun)) return [];
    for (const name of [quantity + symbol, quantity, symbol]) {
      const guess = guessRole(plainName(name), column, index);
      if (guess === null) continue;
      const key = `${guess.role} ${guess.family} ${guess.index}`;
      // A name twice is proposed once, but there may be several columns to choose the time or the run from.
      if (guess.family !== 'any' && taken.has(key)) return [];
      taken.add(key);
      return [guess];
    }
    return [];
  });
}

function guessRole(name: string, column: PreviewColumn, index: number): RoleGuess | null {
  const guess = (role: RoleGuess['role'], family: Family = 'any', degree = ''): RoleGuess => ({
    role,
    family,
    index: degree,
    column: index,
  });
  if (RUN.test(name)) return guess('run');
  const isUsable = column.holds === 'numbers' && column.share > 0.5;
  const dimensions = unitDimensions(column.unit);
  const times = dimensions?.s ?? 0;
  const isWithout = dimensions === null;
  if (TIME.test(name) && (isUsable || column.holds === 'dates') && (isWithout || times === 1)) return guess('time');
  if (!isUsable) return null;
  if (JULIAN_DATE.test(name)) return guess('julian-date');
  for (const [family, role, pattern] of COORDINATES) {
    const match = pattern.exec(name);
    // A voltage called x is no length per se, but an acceleration called x is no position: powers of time must fit.
    const fits = isWithout || family === 'canonical' || times === TIME_POWER[role];
    if (match !== null && fits) {
      return guess(role, unitFamily(dimensions?.rad, family), match.slice(1).join(''));
    }
  }
  if (PARAMETER.test(name)) return guess('parameter');
  if (FORCE.test(name)) return guess('force');
  // U is a voltage.
  return INPUT.test(name) && !/\bU/.test(column.name) ? guess('input') : null;
}

/** Power of time in the unit of each role: velocities and momenta carry 1/s, forces and their like 1/s². */
const TIME_POWER = { q: 0, p: -1, dq: -1, dp: -2 } as const;

/** `Weg β / rad` is an angle whatever its name says. */
function unitFamily(angles: number | undefined, family: Family): Family {
  return angles === 1 && family === 'position' ? 'angle' : family;
}

/** In lower case and without decoration: `v_{x}` → `vx`, `dq/dt` → `dqdt`, `Elapsed Time` → `elapsedtime`. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\s_{}/()-]/g, '');
}

/** Columns of positions and what goes with them, one entry for each degree of freedom; `p`, `dq` and `dp` may be empty. */
export interface CoordinateColumns {
  readonly q: readonly number[];
  readonly p: readonly number[];
  readonly dq: readonly number[];
  readonly dp: readonly number[];
}

/**
 * The family in which every position has a momentum; else positions next to momenta of another family; else the family in which every
 * position has a rate; else positions alone.
 */
export function pairCoordinates(guesses: readonly RoleGuess[]): CoordinateColumns {
  const of = (role: RoleGuess['role'], family?: Family) =>
    guesses.filter((guess) => guess.role === role && (family === undefined || guess.family === family));
  const families = (['canonical', 'angle', 'position'] as const).filter((family) => of('q', family).length > 0);
  const paired =
    families.find((family) => matched(of('q', family), of('p', family)).length > 0) ??
    (matched(of('q'), of('p')).length > 0
      ? undefined
      : (families.find((family) => matched(of('q', family), of('dq', family)).length > 0) ?? families[0]));
  const q = of('q', paired);
  return {
    q: columnsOf(q),
    p: matched(q, of('p', paired)),
    dq: matched(q, of('dq', paired)),
    dp: matched(q, of('dp', paired)),
  };
}

/** The column with the same index for each q, or none at all when one is missing. One q and one other go together whatever their indices. */
function matched(qs: readonly RoleGuess[], others: readonly RoleGuess[]): number[] {
  if (qs.length === 1 && others.length === 1) return columnsOf(others);
  const columns = qs.flatMap((q) => others.find(({ index }) => index === q.index)?.column ?? []);
  return columns.length === qs.length ? columns : [];
}

function columnsOf(guesses: readonly RoleGuess[]): number[] {
  return guesses.map(({ column }) => column);
}
