import { describe, expect, test } from 'vitest';
import { CoreError } from '../../core/errors.ts';
import { systemFunction, vectorFieldFromGradient } from '../../core/phase-space.ts';
import { createRandom } from '../../core/random.ts';
import { checkParams, defaultParams, systems } from '../../core/systems/index.ts';
import type { ParamValues } from '../../core/systems/hamiltonian-system.ts';
import { golden, maxDifference } from './golden.ts';

interface SystemCase {
  readonly label: string;
  readonly system: string;
  readonly params: Readonly<Record<string, number>>;
  readonly x0: readonly number[];
  readonly H0: number;
  readonly points: readonly { x: number[]; H: number; grad: number[]; xdot: number[] }[];
}

const goldenCases = (golden('systems') as { cases: SystemCase[] }).cases;

/** The golden files name parameters by their symbol; those are declared in the parameter's spec. */
function paramsBySymbol(systemId: string, values: Readonly<Record<string, number>>): ParamValues {
  return Object.fromEntries(
    Object.entries(systems.get(systemId).params).map(([name, spec]) => [name, values[spec.symbol]!]),
  );
}

describe('systems agree with 50-digit values', () => {
  const known: Readonly<Record<string, string>> = { mass_spring: 'mass-spring', single_pendulum: 'pendulum' };
  const cases = goldenCases.filter((entry) => entry.system in known);

  test.each(cases.map((entry) => [entry.label, entry] as const))('%s', (label, entry) => {
    const system = systems.get(known[entry.system]!);
    const truth = systemFunction(system, paramsBySymbol(system.id, entry.params));
    const gradient = new Float64Array(2);
    const field = new Float64Array(2);
    // Frequency 20 multiplies the rounding of the argument; the golden README grants it one digit.
    const tolerance = label === 'pendulum_freq20' ? 1e-12 : 1e-13;
    const scale = Math.max(...entry.points.flatMap(({ H, grad }) => [Math.abs(H), ...grad.map(Math.abs)]));
    for (const point of entry.points) {
      const x = Float64Array.from(point.x);
      truth.gradient(x, gradient);
      vectorFieldFromGradient(gradient, field);
      expect(Math.abs(truth.value(x) - point.H)).toBeLessThanOrEqual(tolerance * scale);
      expect(maxDifference(gradient, point.grad)).toBeLessThanOrEqual(tolerance * scale);
      expect(maxDifference(field, point.xdot)).toBeLessThanOrEqual(tolerance * scale);
    }
    expect(system.referencePoint).toEqual(entry.x0);
    expect(Math.abs(truth.value(Float64Array.from(entry.x0)) - entry.H0)).toBeLessThanOrEqual(1e-15);
  });

  test('five golden cases are covered', () => {
    expect(cases.length).toBe(5);
  });
});

describe.each(systems.all.map((system) => [system.id, system] as const))('system %s', (_id, system) => {
  const params = defaultParams(system);
  const truth = systemFunction(system, params);
  const box = [...system.domain.q, ...system.domain.p];

  test('has the gradient of its H, by central differences', () => {
    const random = createRandom(7, system.id);
    const gradient = new Float64Array(2 * system.dof);
    for (let trial = 0; trial < 50; trial++) {
      const x = Float64Array.from(box, ([low, high]) => random.uniformIn(low, high));
      truth.gradient(x, gradient);
      for (let k = 0; k < x.length; k++) {
        const h = 1e-5;
        const plus = Float64Array.from(x);
        const minus = Float64Array.from(x);
        plus[k]! += h;
        minus[k]! -= h;
        const slope = (truth.value(plus) - truth.value(minus)) / (2 * h);
        // Central differences: truncation h² and rounding ε·H/h, both near 1e-9 here.
        expect(Math.abs(slope - gradient[k]!)).toBeLessThan(1e-7 * (1 + Math.abs(slope)));
      }
    }
  });

  test('splits into T(p) + V(q) exactly when it says so', () => {
    const random = createRandom(8, system.id);
    const a = Float64Array.from(box, ([low, high]) => random.uniformIn(low, high));
    const b = Float64Array.from(box, ([low, high]) => random.uniformIn(low, high));
    const mixed = (q: Float64Array, p: Float64Array) =>
      truth.value(Float64Array.from([...q.subarray(0, system.dof), ...p.subarray(system.dof)]));
    const cross = mixed(a, a) + mixed(b, b) - mixed(a, b) - mixed(b, a);
    expect(Math.abs(cross) < 1e-9).toBe(system.isSeparable);
  });

  test('accepts its defaults and refuses what lies outside, naming value and range', () => {
    expect(() => {
      checkParams(system, params);
    }).not.toThrow();
    for (const [name, spec] of Object.entries(system.params)) {
      for (const value of [NaN, Infinity, spec.min - 1e-3 - Math.abs(spec.min)]) {
        expect(() => {
          checkParams(system, { ...params, [name]: value });
        }).toThrow(new RegExp(`${value}.*outside`));
      }
    }
  });
});

test('a pendulum of length 0 is refused', () => {
  const pendulum = systems.get('pendulum');
  expect(() => {
    checkParams(pendulum, { ...defaultParams(pendulum), length: 0 });
  }).toThrow(CoreError);
});

test('an unknown parameter is refused with the names there are', () => {
  const pendulum = systems.get('pendulum');
  expect(() => {
    checkParams(pendulum, { ...defaultParams(pendulum), colour: 1 });
  }).toThrow(/no parameter 'colour'/);
});
