import { parseUnit, printUnit, type UnitPart } from './parse-unit.ts';
import { PREFIXES, UNITS, type Dimension, type Dimensions, type ExactFactor } from './unit-table.ts';

/** Units to choose from, by kind. The first of each line is the one of the SI. */
const MENUS: readonly (readonly string[])[] = [
  ['s', 'ms', 'us', 'min', 'h', 'd', 'a'],
  ['rad', 'deg', 'rev', 'mrad', 'gon'],
  ['m', 'cm', 'mm', 'um', 'km', 'inch', 'ft', 'au'],
  ['px'],
  ['kg', 'g', 'mg', 'lb'],
  ['m/s', 'cm/s', 'mm/s', 'km/s', 'km/h', 'mi/h'],
  ['rad/s', 'deg/s', 'rev/s', 'rev/min'],
  ['m/s^2', 'cm/s^2', 'mm/s^2'],
  ['rad/s^2', 'deg/s^2'],
  ['kg*m/s', 'g*cm/s'],
  ['kg*m^2/s', 'g*cm^2/s'],
  ['N', 'mN', 'kN'],
  ['J', 'mJ', 'kJ', 'eV'],
  ['V', 'mV', 'uV', 'kV'],
  ['A', 'mA', 'uA'],
  ['C', 'mC', 'uC'],
  ['T', 'mT', 'uT'],
  ['Hz', 'kHz', '1/min'],
];

/**
 * Factor that turns numbers in one unit into numbers in another: deg → rad is `Math.PI / 180`, ms → s is 0.001.
 * The fraction is formed exactly and rounded once. Null when a unit is unknown or the two measure different things (angles and px count
 * as dimensions; °C and K differ by more than a factor). Equal texts give 1, known or not.
 */
export function conversionFactor(from: string, to: string): number | null {
  if (from.trim() === to.trim()) return 1;
  const source = parseUnit(from);
  const target = parseUnit(to);
  if (source === null || target === null || !areSame(dimensionsOf(source), dimensionsOf(target))) return null;
  return rounded(multiplied(factorOf(source), power(factorOf(target), -1)));
}

/** True when numbers in one unit can be converted to the other. */
export function sameDimension(one: string, other: string): boolean {
  return conversionFactor(one, other) !== null;
}

/** Units that numbers in `unit` can be converted to, for a menu: `unit` itself comes first. An unknown unit can only stay. */
export function unitsLike(unit: string): string[] {
  const menu = MENUS.find(([first = '']) => sameDimension(unit, first)) ?? [];
  return [unit, ...menu.filter((choice) => conversionFactor(unit, choice) !== 1)];
}

/** Powers of the dimensions of a unit, e.g. `{ m: 1, s: -1 }` for km/h; null for an unknown one. */
export function unitDimensions(unit: string): Dimensions | null {
  const parts = parseUnit(unit);
  return parts === null ? null : dimensionsOf(parts);
}

/**
 * Sizes in which a unit counts one dimension, relative to the base unit: `km/h` counts lengths in `1000` and times in `3600`.
 * Units with a symbol of their own for several dimensions (N, J, V) count in base units.
 */
export function scalesOf(unit: string, dimension: Dimension): readonly number[] {
  return (parseUnit(unit) ?? [])
    .filter(({ symbol }) => symbol.dimensions[dimension] !== undefined)
    .map((part) => (isPure(part, dimension) ? rounded(factorOf([{ ...part, power: 1 }])) : 1));
}

/** The unit with every factor of one dimension replaced by the base unit: km/h in base lengths is m/h. Unknown units stay. */
export function inBaseUnit(unit: string, dimension: Dimension): string {
  const base = UNITS.get(dimension);
  const parts = parseUnit(unit);
  if (parts === null || base === undefined) return unit;
  const isChanged = parts.some((part) => isPure(part, dimension) && part.prefix + part.symbol.symbol !== dimension);
  if (!isChanged) return unit;
  return printUnit(parts.map((part) => (isPure(part, dimension) ? { ...part, prefix: '', symbol: base } : part)));
}

function isPure({ symbol }: UnitPart, dimension: Dimension): boolean {
  return symbol.dimensions[dimension] === 1 && Object.keys(symbol.dimensions).length === 1;
}

function dimensionsOf(parts: readonly UnitPart[]): Dimensions {
  const sum: Partial<Record<Dimension, number>> = {};
  for (const { symbol, power: times } of parts) {
    for (const [name, exponent] of Object.entries(symbol.dimensions)) {
      // The keys of `Dimensions` are dimensions; `Object.entries` only knows strings.
      const dimension = name as Dimension;
      sum[dimension] = (sum[dimension] ?? 0) + times * exponent;
    }
  }
  return sum;
}

function areSame(one: Dimensions, other: Dimensions): boolean {
  const names = [...Object.keys(one), ...Object.keys(other)] as Dimension[];
  return names.every((name) => (one[name] ?? 0) === (other[name] ?? 0));
}

function factorOf(parts: readonly UnitPart[]): ExactFactor {
  return parts
    .map(({ prefix, symbol, power: times }) => power(multiplied(symbol.factor, powerOfTen(prefix)), times))
    .reduce(multiplied, { numerator: 1n, denominator: 1n, pi: 0 });
}

function powerOfTen(prefix: string): ExactFactor {
  const exponent = PREFIXES.get(prefix) ?? 0;
  const ten = 10n ** BigInt(Math.abs(exponent));
  return { numerator: exponent > 0 ? ten : 1n, denominator: exponent < 0 ? ten : 1n, pi: 0 };
}

function multiplied(one: ExactFactor, other: ExactFactor): ExactFactor {
  return {
    numerator: one.numerator * other.numerator,
    denominator: one.denominator * other.denominator,
    pi: one.pi + other.pi,
  };
}

function power({ numerator, denominator, pi }: ExactFactor, exponent: number): ExactFactor {
  const size = BigInt(Math.abs(exponent));
  const [above, below] = exponent < 0 ? [denominator, numerator] : [numerator, denominator];
  return { numerator: above ** size, denominator: below ** size, pi: pi * exponent };
}

/** The double next to it: in lowest terms, numerator and denominator of everyday factors are exact doubles, and one division rounds once. */
function rounded({ numerator, denominator, pi }: ExactFactor): number {
  const divisor = greatestCommonDivisor(numerator, denominator);
  const above = Number(numerator / divisor);
  const below = Number(denominator / divisor);
  return pi < 0 ? above / (below * Math.PI ** -pi) : (above * Math.PI ** pi) / below;
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestCommonDivisor(other, one % other);
}
