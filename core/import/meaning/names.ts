import { parseUnit } from './parse-unit.ts';

/** The parts of a column's name. */
export interface NameParts {
  /** What is measured, e.g. `Time`, `Weg`, `dq/dt`, `omega`. */
  readonly quantity: string;
  /** Its letter, when the name gives one beside the quantity: `t` in `Zeit t / s`; '' for none. */
  readonly symbol: string;
  /** A unit that `conversionFactor` knows, as written (`rad/s` for an ending `_rad_s`); '' for none. */
  readonly unit: string;
  /** The run it belongs to where runs stand side by side: `Run 1` in `Run 1: Position (m)`; '' for none. */
  readonly run: string;
}

/** Greek letters as CASSY escapes them: `&b` is the letter that the Symbol font shows for b. */
const SYMBOL_FONT = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ';

/** Nobody names a column so; patterns that look back and forth would take long. */
const LONGEST_NAME = 200;

const TIME_WORD = /^(?:t|time|zeit|elapsed|elapsed time|duration|dauer|temps|tiempo|tempo)$/i;

/**
 * Takes the name of a column apart as real tools write it: `Time (s)`, `theta [rad]`, `Zeit t / s`, `AngVel/rad/s`, `omega_rad_s`,
 * `Latest: Time (s)`, `Time (s) Run #1`. A unit is only what is known as one, so that `dq/dt` and `x/y` have none.
 */
export function splitName(name: string): NameParts {
  if (name.length > LONGEST_NAME) return { quantity: name, symbol: '', unit: '', run: '' };
  const plain = name
    .replace(/^\s*["'](.*)["']\s*$/, '$1')
    .replace(/&([a-z])/g, (_, letter: string) => SYMBOL_FONT.charAt(letter.charCodeAt(0) - 97))
    .replace(/\s+/g, ' ')
    .replace(/ \(\d+\)$/, '')
    .trim();
  const [, front = '', afterFront = plain] = /^([^:/()[\]]{1,60}): (.+)$/.exec(plain) ?? [];
  const [, withoutRun = afterFront, back = ''] = /^(.+?)[ ,]+((?:Run|Lauf|Messung) ?#? ?\d+)$/i.exec(afterFront) ?? [];
  const { rest, unit } = splitUnit(withoutRun);
  const [, quantity = rest, symbol = ''] = /^(.*\S) (\p{L}(?:\d{1,2}|_\{?[\p{L}\d]{1,3}\}?)?)$/u.exec(rest) ?? [];
  return { quantity, symbol, unit, run: front || back };
}

/** The unit in a column's name, e.g. `rad/s` of `AngVel/rad/s`; '' when none is known. */
export function unitOfName(name: string): string {
  return splitName(name).unit;
}

interface WithoutUnit {
  readonly rest: string;
  readonly unit: string;
}

function splitUnit(name: string): WithoutUnit {
  return (
    inBrackets(name) ??
    afterSlash(name) ??
    afterUnderscore(name) ??
    afterBlank(name) ??
    unitItself(name) ?? { rest: name, unit: '' }
  );
}

/** `Time (s)`, `theta [rad]`, `v (m/(s))`. An index stays (`theta[0]`); anything else in brackets is decoration: `Date (TDB)`. */
function inBrackets(name: string): WithoutUnit | null {
  const match = /^(.*?\S) ?(?:\[([^[\]]*)\]|\(((?:[^()]|\([^()]*\))*)\)|\{\s*([^{}]*)\s*\})$/.exec(name);
  const [, rest = '', square, round, curly] = match ?? [];
  if (match === null || rest.endsWith('_')) return null;
  const unit = (square ?? round ?? curly ?? '').trim();
  if (/^(?:\d{1,2}|[xyz])$/.test(unit)) return { rest: rest + unit, unit: '' };
  return { rest: rest.replace(/[,;]$/, ''), unit: isUnit(unit) ? unit : '' };
}

/** `AngVel/rad/s`: the first slash with a known unit behind it. `dx/dt / m/s` has its unit behind the second. */
function afterSlash(name: string): WithoutUnit | null {
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const rest = name.slice(0, at).trim();
    const unit = name.slice(at + 1).trim();
    if (/\p{L}/u.test(rest) && isUnit(unit)) return { rest, unit };
  }
  return null;
}

/** `omega_rad_s`, `t_ms`. Other single letters than s and m are indices (`mass_A`, `U_V`), except behind a time (`time_h`). */
function afterUnderscore(name: string): WithoutUnit | null {
  for (let at = name.indexOf('_'); at > 0; at = name.indexOf('_', at + 1)) {
    const rest = name.slice(0, at);
    const ending = name.slice(at + 1);
    const isTime = TIME_WORD.test(rest);
    const isIndex = ending.length === 1 && !'sm°%'.includes(ending) && !isTime;
    const isMinimum = ending.toLowerCase() === 'min' && !isTime;
    if (isIndex || isMinimum || !isUnit(ending)) continue;
    return { rest, unit: ending.replace(/^([A-Za-z]+)_(?:per_)?([A-Za-z]+\d?)$/, '$1/$2') };
  }
  return null;
}

/** `Stoß µT`, `Time s`: behind a blank only what cannot be a letter or a word of the name. */
function afterBlank(name: string): WithoutUnit | null {
  const [, rest = '', unit = ''] = /^(.*?[^\s,;])[,;]?(?: in)? (\S+)$/.exec(name) ?? [];
  const isLetter = /^\p{L}$/u.test(unit) || /^(?:min|turn|rev|bar|count)$/i.test(unit);
  return isUnit(unit) && (!isLetter || TIME_WORD.test(rest)) ? { rest, unit } : null;
}

/** `seconds`, `Year`: a name that is a time unit written out. */
function unitItself(name: string): WithoutUnit | null {
  const isWord =
    name.length > 1 &&
    /^(?:m?sec|[mµu]s|(?:milli|micro)?seconds|minutes|hours|days|years?|jahre?|sekunden)$/i.test(name);
  return isWord ? { rest: name, unit: name.toLowerCase() } : null;
}

function isUnit(text: string): boolean {
  return text !== '' && parseUnit(text) !== null;
}
