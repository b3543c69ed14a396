/** Independent dimensions. Angles and image pixels count as such: a turn is no pure number to somebody who asks for radians. */
export type Dimension = 's' | 'm' | 'kg' | 'rad' | 'A' | 'K' | 'px' | 'mol' | '%' | 'dB' | 'lx' | '°C' | '°F' | 'a.u.';

/** A power of each dimension; those left out are 0. */
export type Dimensions = Readonly<Partial<Record<Dimension, number>>>;

/** An exact factor: numerator / denominator · π^pi. Kept exact so that ms → µs is 1000 and not 999.9999999999999. */
export interface ExactFactor {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly pi: number;
}

/** A unit with a symbol of its own. `factor` leads to the product of base units (s, m, kg, rad, A, K …) given by `dimensions`. */
export interface UnitSymbol {
  readonly symbol: string;
  readonly factor: ExactFactor;
  readonly dimensions: Dimensions;
  /** True when decimal prefixes may stand before it: ms, kHz, µT. */
  readonly takesPrefix: boolean;
}

const exactly = (numerator: bigint | number, denominator: bigint | number = 1n, pi = 0): ExactFactor => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
  pi,
});

const withPrefix = (symbol: string, dimensions: Dimensions, factor = exactly(1)): UnitSymbol => ({
  symbol,
  factor,
  dimensions,
  takesPrefix: true,
});

const plain = (symbol: string, dimensions: Dimensions, factor = exactly(1)): UnitSymbol => ({
  symbol,
  factor,
  dimensions,
  takesPrefix: false,
});

/**
 * All units with a symbol of their own. Factors follow the SI brochure (9th edition, tables 2, 4 and 8); a year is the Julian one of
 * 365.25 days, the astronomical unit that of the IAU 2012 (149 597 870 700 m).
 */
export const UNITS: ReadonlyMap<string, UnitSymbol> = new Map(
  [
    withPrefix('s', { s: 1 }),
    plain('min', { s: 1 }, exactly(60)),
    plain('h', { s: 1 }, exactly(3600)),
    plain('d', { s: 1 }, exactly(86400)),
    plain('a', { s: 1 }, exactly(31557600)),
    withPrefix('rad', { rad: 1 }),
    plain('deg', { rad: 1 }, exactly(1, 180, 1)),
    plain('rev', { rad: 1 }, exactly(2, 1, 1)),
    plain('gon', { rad: 1 }, exactly(1, 200, 1)),
    plain('arcmin', { rad: 1 }, exactly(1, 10800, 1)),
    plain('arcsec', { rad: 1 }, exactly(1, 648000, 1)),
    withPrefix('m', { m: 1 }),
    plain('Å', { m: 1 }, exactly(1, 10n ** 10n)),
    plain('inch', { m: 1 }, exactly(254, 10000)),
    plain('ft', { m: 1 }, exactly(3048, 10000)),
    plain('mi', { m: 1 }, exactly(1609344, 1000)),
    plain('au', { m: 1 }, exactly(149597870700n)),
    withPrefix('g', { kg: 1 }, exactly(1, 1000)),
    plain('lb', { kg: 1 }, exactly(45359237, 100000000)),
    withPrefix('A', { A: 1 }),
    withPrefix('K', { K: 1 }),
    withPrefix('mol', { mol: 1 }),
    withPrefix('Hz', { s: -1 }),
    withPrefix('N', { kg: 1, m: 1, s: -2 }),
    withPrefix('J', { kg: 1, m: 2, s: -2 }),
    withPrefix('W', { kg: 1, m: 2, s: -3 }),
    withPrefix('Pa', { kg: 1, m: -1, s: -2 }),
    plain('hPa', { kg: 1, m: -1, s: -2 }, exactly(100)),
    withPrefix('bar', { kg: 1, m: -1, s: -2 }, exactly(100000)),
    withPrefix('C', { A: 1, s: 1 }),
    withPrefix('V', { kg: 1, m: 2, s: -3, A: -1 }),
    withPrefix('Ω', { kg: 1, m: 2, s: -3, A: -2 }),
    withPrefix('F', { kg: -1, m: -2, s: 4, A: 2 }),
    withPrefix('H', { kg: 1, m: 2, s: -2, A: -2 }),
    withPrefix('T', { kg: 1, s: -2, A: -1 }),
    withPrefix('Wb', { kg: 1, m: 2, s: -2, A: -1 }),
    withPrefix('eV', { kg: 1, m: 2, s: -2 }, exactly(1602176634n, 10n ** 28n)),
    plain('px', { px: 1 }),
    plain('%', { '%': 1 }),
    plain('dB', { dB: 1 }),
    plain('lx', { lx: 1 }),
    plain('°C', { '°C': 1 }),
    plain('°F', { '°F': 1 }),
    plain('a.u.', { 'a.u.': 1 }),
  ].map((unit) => [unit.symbol, unit]),
);

/** Decimal prefixes as powers of ten. Deca, deci and hecto are left out: `dt` is a step of time and no unit. */
export const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['f', -15],
  ['p', -12],
  ['n', -9],
  ['μ', -6],
  ['u', -6],
  ['m', -3],
  ['c', -2],
  ['k', 3],
  ['M', 6],
  ['G', 9],
]);

/** Spellings that stand for a unit or a product of units, exactly as they are written. `Grad` is German for degrees, `grad` the gon. */
export const EXACT_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['°', 'deg'],
  ['Grad', 'deg'],
  ['grad', 'gon'],
  ['AU', 'au'],
  ['AE', 'au'],
  ['yr', 'a'],
  ['U/min', 'rev/min'],
  ['Nm', 'N*m'],
  ['Ns', 'N*s'],
  ['Js', 'J*s'],
  ['Vs', 'V*s'],
  ['As', 'A*s'],
  ['Ws', 'W*s'],
  ['degC', '°C'],
  ['degF', '°F'],
]);

/** Words for units, compared without case, and the unit that each stands for. */
export const WORDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['s', 'sec secs second seconds sek sekunde sekunden'],
      ['ms', 'msec millis millisecond milliseconds millisekunden'],
      ['us', 'usec microsecond microseconds mikrosekunden'],
      ['ns', 'nsec nanosecond nanoseconds'],
      ['min', 'min mins minute minutes minuten'],
      ['h', 'hr hrs hour hours stunde stunden'],
      ['d', 'day days tag tage'],
      ['a', 'yrs year years jahr jahre'],
      ['rad', 'rad rads radian radians radiant'],
      ['deg', 'deg degs degree degrees'],
      ['rev', 'rev revs revolution revolutions turn turns'],
      ['gon', 'gradian gradians'],
      ['m', 'meter meters metre metres'],
      ['cm', 'centimeter centimeters centimetre centimetres'],
      ['mm', 'millimeter millimeters millimetre millimetres'],
      ['km', 'kilometer kilometers kilometre kilometres'],
      ['inch', 'inches'],
      ['ft', 'foot feet'],
      ['kg', 'kilogram kilograms'],
      ['g', 'gram grams'],
      ['N', 'newton newtons'],
      ['J', 'joule joules'],
      ['V', 'volt volts'],
      ['Hz', 'hz hertz'],
      ['Ω', 'ohm ohms'],
      ['px', 'pixel pixels'],
      ['%', 'percent'],
      ['lx', 'lux'],
      ['rev/min', 'rpm'],
      ['rev/s', 'rps'],
      ['deg/s', 'dps'],
      ['m/s', 'mps'],
      ['km/h', 'kmh kph'],
      ['mi/h', 'mph'],
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
);
