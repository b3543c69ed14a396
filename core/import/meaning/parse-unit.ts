import { EXACT_SPELLINGS, PREFIXES, UNITS, WORDS, type UnitSymbol } from './unit-table.ts';

/** One factor of a unit: `km^2` is the prefix `k`, the symbol `m` and the power 2. */
export interface UnitPart {
  readonly prefix: string;
  readonly symbol: UnitSymbol;
  readonly power: number;
}

/** Longer than any unit: brackets within brackets are not followed for ever. */
const LONGEST_UNIT = 100;

const TOKEN = /\s*(?:([*/])|([()])|(1(?!\d))|([A-Za-zμΩÅ°%]+)(?:\^?\(([+-]?\d)\)|\^?([+-]?\d))?)\s*/y;

/**
 * Reads a product of units: `m/s^2`, `m/s²`, `kg*m/s`, `kg m s^-1`, `1/s`, `m_per_s`, `rad_s`, `J/(kg K)`.
 * Null for what is no unit, and for `a/b*c` without brackets, of which nobody knows what c belongs to.
 */
export function parseUnit(text: string): readonly UnitPart[] | null {
  if (text.length > LONGEST_UNIT) return null;
  const whole = symbolParts(plainSpelling(text));
  if (whole !== null) return whole;
  const parser = new UnitParser(plainOperators(plainSpelling(text)));
  return parser.parse();
}

/** The text of a unit as this project writes it: `kg*m/s^2`, `1/s`; '' for none. */
export function printUnit(parts: readonly UnitPart[]): string {
  const print = ({ prefix, symbol, power }: UnitPart) =>
    `${prefix}${symbol.symbol}${Math.abs(power) === 1 ? '' : `^${Math.abs(power)}`}`;
  const above = parts.filter(({ power }) => power > 0).map(print);
  const below = parts.filter(({ power }) => power < 0).map(print);
  if (below.length === 0) return above.join('*');
  const divisor = below.length === 1 ? below.join('') : `(${below.join('*')})`;
  return `${above.join('*') || '1'}/${divisor}`;
}

/** One spelling for signs that look alike. NFKC makes `²` a 2, `µ` (micro) a `μ` (mu) and the ohm sign an omega. */
function plainSpelling(text: string): string {
  return text.replace(/[º˚]/g, '°').normalize('NFKC').replace(/\s+/g, ' ').trim();
}

function plainOperators(text: string): string {
  return text
    .replace(/[−‐‑–]/g, '-')
    .replace(/[∕⁄]/g, '/')
    .replace(/\*\*/g, '^')
    .replace(/[·⋅×∙•]|(?<=[A-Za-z\d])\.(?=[A-Za-z])/g, '*')
    .replace(/(?: |_)(?:per|pro)(?: |_)/g, '/')
    .replace(/^([A-Za-z°]+)_((?:m|u)?s|min|h)(2?)$/, '$1/$2$3');
}

/** A single symbol with or without a prefix, or a word that stands for a unit. */
function symbolParts(name: string): readonly UnitPart[] | null {
  const symbol = UNITS.get(name);
  if (symbol !== undefined) return [{ prefix: '', symbol, power: 1 }];
  const spelling = EXACT_SPELLINGS.get(name);
  if (spelling !== undefined) return parseUnit(spelling);
  const prefix = name.slice(0, 1);
  const prefixed = PREFIXES.has(prefix) ? UNITS.get(name.slice(1)) : undefined;
  if (prefixed?.takesPrefix === true) return [{ prefix, symbol: prefixed, power: 1 }];
  const word = WORDS.get(name.toLowerCase());
  return word === undefined ? null : parseUnit(word);
}

/** Recursive descent over products, quotients and brackets. */
class UnitParser {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): readonly UnitPart[] | null {
    const parts = this.product();
    return parts === null || parts.length === 0 || this.position < this.text.length ? null : collected(parts);
  }

  private product(): readonly UnitPart[] | null {
    const parts: UnitPart[] = [];
    let sign = 1;
    let isDivided = false;
    for (;;) {
      const factor = this.factor();
      if (factor === null) return null;
      for (const part of factor) parts.push({ ...part, power: sign * part.power });
      const start = this.position;
      const [, operator, bracket] = this.next() ?? [];
      if (operator === '/') {
        sign = -1;
        isDivided = true;
        continue;
      }
      if (operator === undefined) this.position = start;
      if (start === this.text.length || bracket === ')') return parts;
      if (isDivided) return null;
    }
  }

  private factor(): readonly UnitPart[] | null {
    const [, , bracket, one, name, inBrackets, bare] = this.next() ?? [];
    if (bracket === '(') {
      const inner = this.product();
      return inner !== null && this.next()?.[2] === ')' ? inner : null;
    }
    if (one !== undefined) return [];
    const parts = name === undefined ? null : symbolParts(name);
    const power = Number(inBrackets ?? bare ?? '1');
    return parts === null || power === 0 ? null : parts.map((part) => ({ ...part, power: part.power * power }));
  }

  private next(): RegExpExecArray | null {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (match !== null) this.position = TOKEN.lastIndex;
    return match;
  }
}

/** Equal factors joined: `m*m/m` is `m`. */
function collected(parts: readonly UnitPart[]): readonly UnitPart[] {
  const byName = new Map<string, UnitPart>();
  for (const part of parts) {
    const name = part.prefix + part.symbol.symbol;
    byName.set(name, { ...part, power: part.power + (byName.get(name)?.power ?? 0) });
  }
  return [...byName.values()].filter(({ power }) => power !== 0);
}
