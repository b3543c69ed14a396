import { describe, expect, test } from 'vitest';
import { UNITS } from '../../../../core/import/meaning/unit-table.ts';
import { parseUnit, printUnit } from '../../../../core/import/meaning/parse-unit.ts';
import { conversionFactor, inBaseUnit, sameDimension, unitsLike } from '../../../../core/import/meaning/units.ts';

describe('conversion factors', () => {
  test.each([
    ['deg', 'rad', Math.PI / 180],
    ['°', 'rad', Math.PI / 180],
    ['degrees', 'rad', Math.PI / 180],
    ['Grad', 'rad', Math.PI / 180],
    ['grad', 'deg', 0.9],
    ['rad', 'deg', 180 / Math.PI],
    ['mrad', 'rad', 0.001],
    ['rev', 'rad', 2 * Math.PI],
    ['turn', 'deg', 360],
    ['arcsec', 'deg', 1 / 3600],
    ['ms', 's', 0.001],
    ['s', 'ms', 1000],
    ['ms', 'us', 1000],
    // Three spellings of a microsecond: micro sign, Greek mu, u.
    ['\u00b5s', 's', 1e-6],
    ['\u03bcs', 's', 1e-6],
    ['us', 's', 1e-6],
    ['sec', 's', 1],
    ['Seconds', 'min', 1 / 60],
    ['min', 's', 60],
    ['h', 's', 3600],
    ['days', 's', 86400],
    ['yr', 'd', 365.25],
    ['Year', 'a', 1],
    ['cm', 'm', 0.01],
    ['mm', 'cm', 0.1],
    ['µm', 'm', 1e-6],
    ['km', 'mm', 1e6],
    ['inch', 'mm', 25.4],
    ['g', 'kg', 0.001],
    ['km/s', 'm/s', 1000],
    ['km/h', 'm/s', 1 / 3.6],
    ['m_per_s', 'cm/s', 100],
    ['m/s²', 'mm/s^2', 1000],
    ['m s^-2', 'm/s^2', 1],
    ['m·s⁻²', 'm/s**2', 1],
    ['deg/s', 'rad/s', Math.PI / 180],
    ['°/s', 'rad/s', Math.PI / 180],
    ['dps', 'deg/s', 1],
    ['rad_s', 'rad/s', 1],
    ['rpm', 'rad/s', Math.PI / 30],
    ['s⁻¹', 'Hz', 1],
    ['1/s', 's^-1', 1],
    ['kg*m/s', 'N s', 1],
    ['kg m s^-1', 'g*cm/s', 1e5],
    ['kg*m^2/s', 'J*s', 1],
    ['J/(kg*K)', 'J/kg/K', 1],
    ['mV', 'V', 0.001],
    ['Ohm', 'V/A', 1],
    ['px', 'pixels', 1],
  ])('%s → %s is %d', (from, to, factor) => {
    expect(conversionFactor(from, to)).toBe(factor);
  });

  test.each([
    ['m', 's'],
    ['px', 'm'],
    ['rad', '1'],
    ['rad/s', 'Hz'],
    // They differ by more than a factor.
    ['°C', 'K'],
    ['m', 'furlong'],
    ['furlong', 'm'],
    ['', 'm'],
    ['m', ''],
    ['dt', 's'],
    ['m/', 'm'],
    ['/s', 'Hz'],
    ['m^', 'm'],
    ['m^0', '1'],
    ['(m', 'm'],
    ['2 m', 'm'],
    ['__proto__', 'm'],
    ['constructor', 'm'],
    // Nobody knows what kg belongs to.
    ['m/s*kg', 'm*kg/s'],
  ])('%s → %s has none', (from, to) => {
    expect(conversionFactor(from, to)).toBeNull();
    expect(sameDimension(from, to)).toBe(false);
  });

  test('equal texts need no conversion, known or not', () => {
    expect(conversionFactor('furlong', 'furlong')).toBe(1);
    expect(conversionFactor('', '')).toBe(1);
  });

  test.each([...UNITS.keys()])('%s reads back as it is written', (symbol) => {
    expect(printUnit(parseUnit(symbol) ?? [])).toBe(symbol);
  });

  test.each([
    ['m/s²', 'm/s^2'],
    ['kg m s^-1', 'kg*m/s'],
    ['s⁻¹', '1/s'],
    ['rpm', 'rev/min'],
    ['J/kg/K', 'J/(kg*K)'],
  ])('%s is written %s', (text, written) => {
    expect(printUnit(parseUnit(text) ?? [])).toBe(written);
  });
});

test('a menu begins with the unit itself and offers only what it can become', () => {
  expect(unitsLike('°')).toEqual(['°', 'rad', 'rev', 'mrad', 'gon']);
  expect(unitsLike('deg/s')).toEqual(['deg/s', 'rad/s', 'rev/s', 'rev/min']);
  expect(unitsLike('furlong')).toEqual(['furlong']);
});

test('one dimension of a unit can be made its base unit', () => {
  expect(inBaseUnit('km/h', 's')).toBe('km/s');
  expect(inBaseUnit('km/h', 'm')).toBe('m/h');
  expect(inBaseUnit('°/ms', 'rad')).toBe('rad/ms');
  expect(inBaseUnit('m/s²', 's')).toBe('m/s²');
  expect(inBaseUnit('furlong', 'm')).toBe('furlong');
});
