import { expect, test } from 'vitest';
import type { SmoothedPiece } from '../../../core/fit/rows/row-type.ts';
import { describePhysics } from '../../../core/identification/physics/index.ts';
import type { PhysicsInput } from '../../../core/identification/physics/index.ts';
import { closedModel, evenTimes, independent, product } from './closed-models.ts';

/** Samples of given channels at times 0, 0.1 …; what is smooth is exact. */
function pieceOf(channels: readonly ((t: number) => number)[], end = 20): SmoothedPiece {
  const times = evenTimes(end, 10 * end);
  const values = (at: (channel: (t: number) => number, t: number) => number) =>
    Float64Array.from([...times].flatMap((t) => channels.map((channel) => at(channel, t))));
  const smooth = values((channel, t) => channel(t));
  return {
    trajectory: 0,
    times,
    measured: smooth,
    inputs: new Float64Array(0),
    smooth,
    rates: values((channel, t) => (channel(t + 0.01) - channel(t - 0.01)) / 0.02),
  };
}

/** V = −K cos q with K = 1 ± 0.05, positions only, swings of ± 2. */
const pendulum: PhysicsInput = {
  model: closedModel([{ kind: 'cosine', coordinate: 0, scale: 1 }], [-1]),
  posterior: independent([0.05]),
  pieces: [pieceOf([(t) => 2 * Math.sin(t)])],
  facts: { noise: [0.01] },
};

/** H = a (p − 0.5)²/2 + b (q − 0.3)²/2 with a = 2 ± 0.1 and b = 8 ± 0.4. */
const spring: PhysicsInput = {
  model: closedModel([product(1, 1, 0.5), product(0, 0, 0.3)], [2, 8], { masses: null }),
  posterior: independent([0.1, 0.4]),
  pieces: [pieceOf([(t) => 0.3 + Math.cos(t), (t) => 0.5 - 2 * Math.sin(t)])],
  facts: { noise: [0.01, 0.01] },
};

test('a spring with its zero elsewhere has its equilibrium, period and mass', () => {
  const [axis] = describePhysics(spring, 1);
  expect(axis!.equilibrium!.value).toBeCloseTo(0.3, 8);
  expect(axis!.equilibrium!.error).toBeCloseTo(0, 8);
  expect(axis!.smallPeriod!.value).toBeCloseTo((2 * Math.PI) / 4, 6);
  expect(axis!.mass!.value).toBeCloseTo(0.5, 7);
  // Relative errors √(0.05² + 0.05²)/2 and 0.05, found from 120 samples to about 13 % each (standard error 8 %), and widened by 1.5: they depend on curvature.
  expect(Math.abs(axis!.smallPeriod!.error! / (Math.PI / 2) / (1.5 * 0.0354) - 1)).toBeLessThan(0.2);
  expect(Math.abs(axis!.mass!.error! / 0.5 / (1.5 * 0.05) - 1)).toBeLessThan(0.2);
  expect(axis!.line!.stiffness.value).toBeCloseTo(8, 8);
  expect(Math.abs(axis!.line!.stiffness.error! / (1.5 * 0.4) - 1)).toBeLessThan(0.2);
  expect(axis!.line!.angle!.value).toBeCloseTo(0.3, 8);
  expect(axis!.line!.residual).toBeLessThan(1e-9);
});

test('a straight force is called no sine', () => {
  expect(describePhysics(spring, 1)[0]!.sine).toBeNull();
});

test('periods of a spring do not depend on the amplitude', () => {
  const { x, value, low, high } = describePhysics(spring, 1)[0]!.periodByAmplitude!;
  expect(x).toHaveLength(9);
  // Swings start where the data end, at their 99th percentile.
  expect(x.at(-1)).toBeGreaterThan(0.98);
  expect(x.at(-1)).toBeLessThan(1);
  // 80 steps of Runge–Kutta 4 err by 2e-7, the crossings by straight lines twice by less than 1e-6.
  value.forEach((period) => {
    expect(period).toBeCloseTo(Math.PI / 2, 5);
  });
  // ± 1.645 · 0.0354 of the period, from 120 samples.
  expect(low[4]! / (Math.PI / 2)).toBeCloseTo(1 - 0.058, 1.8);
  expect(high[4]! / (Math.PI / 2)).toBeCloseTo(1 + 0.058, 1.8);
});

test('potential and force of a pendulum come with the exact band of its one parameter', () => {
  const { potential, force } = describePhysics(pendulum, 1)[0]!;
  expect(potential.x).toHaveLength(97);
  potential.x.forEach((q, i) => {
    const height = 1 - Math.cos(q);
    expect(potential.value[i]).toBeCloseTo(height, 12);
    expect(potential.high[i]! - potential.value[i]!).toBeCloseTo(1.645 * 0.05 * height, 12);
    expect(potential.value[i]! - potential.low[i]!).toBeCloseTo(1.645 * 0.05 * height, 12);
    expect(force.value[i]).toBeCloseTo(Math.sin(q), 12);
    expect(force.high[i]! - force.value[i]!).toBeCloseTo(1.645 * 0.05 * Math.abs(Math.sin(q)), 12);
  });
});

test('the force of a pendulum is found to be a sine, not a line', () => {
  const { sine, line, mass } = describePhysics(pendulum, 1)[0]!;
  expect(sine!.stiffness.value).toBeCloseTo(1, 12);
  expect(Math.abs(sine!.stiffness.error! / (1.5 * 0.05) - 1)).toBeLessThan(0.2);
  expect(sine!.angle.value).toBeCloseTo(0, 12);
  expect(sine!.residual).toBeLessThan(1e-12);
  expect(line!.residual).toBeGreaterThan(0.2);
  // The mass was assumed.
  expect(mass).toBeNull();
});

test('periods of a pendulum follow the arithmetic–geometric mean', () => {
  const { periodByAmplitude, smallPeriod } = describePhysics(pendulum, 1)[0]!;
  expect(smallPeriod!.value).toBeCloseTo(2 * Math.PI, 6);
  const { x, value, low, high } = periodByAmplitude!;
  expect(x.at(-1)).toBeGreaterThan(1.98);
  x.forEach((amplitude, i) => {
    const exact = (2 * Math.PI) / agm(1, Math.cos(amplitude / 2));
    expect(value[i]! / exact).toBeCloseTo(1, 5);
    // T ∝ 1/√K: quantiles at 1/√(1 ± 1.645 · 0.05), from 120 samples.
    expect(low[i]! / exact).toBeCloseTo(1 / Math.sqrt(1.082), 1.8);
    expect(high[i]! / exact).toBeCloseTo(1 / Math.sqrt(0.918), 1.8);
  });
});

test('periods of samples are compared at the same amplitude', () => {
  // V = −cos q + c q with c = 0 ± 0.005. A tilt moves both ends of a swing; at the same amplitude T is even in c.
  const tilt = { kind: 'linear', coordinate: 0, centre: 0, scale: 1 } as const;
  const model = closedModel([{ kind: 'cosine', coordinate: 0, scale: 1 }, tilt], [-1, 0]);
  const curve = describePhysics({ ...pendulum, model, posterior: independent([0, 0.005]) }, 1)[0]!.periodByAmplitude!;
  const { x, value, low, high } = curve;
  const slope = (value[5]! - value[3]!) / (x[5]! - x[3]!);
  // From the same start amplitudes would differ by c, and periods by slope · c.
  expect(high[4]! - low[4]!).toBeLessThan(0.05 * slope * (2 * 1.645 * 0.005));
  expect(high[8]! - low[8]!).toBeLessThan(0.2 * slope * (2 * 1.645 * 0.005));
});

test('only amplitudes that the data reach on both sides have a period', () => {
  const pieces = [pieceOf([(t) => 0.75 + 1.25 * Math.sin(t)])];
  const { x } = describePhysics({ ...pendulum, pieces }, 1)[0]!.periodByAmplitude!;
  expect(x.at(-1)).toBeGreaterThan(0.49);
  expect(x.at(-1)).toBeLessThan(0.5);
});

test('periods end below the top of a barrier', () => {
  const model = closedModel([{ kind: 'cosine', coordinate: 0, scale: 0.5 }], [-1]);
  const { periodByAmplitude } = describePhysics({ ...pendulum, model }, 1)[0]!;
  const { x, value } = periodByAmplitude!;
  // V = −cos 2q is highest at π/2; at 0.97 of its height q = arccos(−0.94)/2.
  expect(x.at(-1)).toBeCloseTo(Math.acos(-0.94) / 2, 2);
  expect(value.at(-1)! / Math.PI).toBeCloseTo(1 / agm(1, Math.cos(x.at(-1)!)), 4);
});

test('a mixed term of q and p shifts p where nothing moves, and V with it', () => {
  // H = p²/2 + c q p + 2 q² has V = (4 − c²) q²/2 at p* = −c q; c = 1 ± 0.1.
  const model = closedModel([product(1, 1), product(0, 1), product(0, 0)], [1, 1, 4], { masses: null });
  const [axis] = describePhysics({ ...spring, model, posterior: independent([0, 0.1, 0]) }, 1);
  const { potential, force, smallPeriod } = axis!;
  const at = 80;
  const q = potential.x[at]!;
  expect(potential.value[at]).toBeCloseTo((3 * q * q) / 2, 9);
  expect(force.value[at]).toBeCloseTo(3 * q, 8);
  // dV/dc = −c q², dV′/dc = −2 c q.
  expect(potential.high[at]! - potential.value[at]!).toBeCloseTo(1.645 * 0.1 * q * q, 8);
  expect(force.high[at]! - force.value[at]!).toBeCloseTo(1.645 * 0.2 * q, 8);
  expect(smallPeriod!.value).toBeCloseTo((2 * Math.PI) / Math.sqrt(3), 6);
});

test('a force without a zero has no equilibrium, and its potential is zero at the lowest point', () => {
  const model = closedModel([{ kind: 'linear', coordinate: 0, centre: 0, scale: 1 }], [3]);
  const { equilibrium, smallPeriod, periodByAmplitude, measuredPeriods, potential, sine } = describePhysics(
    { ...pendulum, model },
    1,
  )[0]!;
  expect([equilibrium, smallPeriod, periodByAmplitude, sine]).toEqual([null, null, null, null]);
  expect(measuredPeriods).toHaveLength(0);
  expect(potential.value[0]).toBe(0);
  expect(potential.value.at(-1)).toBeCloseTo(3 * (potential.x.at(-1)! - potential.x[0]!), 12);
});

test('a period that is not real for many samples is not given', () => {
  const [axis] = describePhysics({ ...pendulum, posterior: independent([2]) }, 1);
  expect(axis!.smallPeriod).toBeNull();
  expect(axis!.periodByAmplitude).toBeNull();
});

test('without a posterior there are values, but neither errors nor bands', () => {
  const [axis] = describePhysics({ ...pendulum, posterior: null }, 1);
  expect(axis!.equilibrium).toEqual({ value: expect.closeTo(0, 9) as number, error: null });
  expect(axis!.smallPeriod!.error).toBeNull();
  expect(axis!.sine!.stiffness).toEqual({ value: expect.closeTo(1, 9) as number, error: null });
  const curves = [axis!.potential, axis!.force, axis!.periodByAmplitude!];
  expect(curves.map(({ low, high }) => [low.length, high.length])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(axis!.periodByAmplitude!.value).toHaveLength(9);
});

test('each of two coupled masses is looked at with the other at its equilibrium', () => {
  // V = 3 q₁²/2 + 2 q₂²/2 + q₁ q₂ − 2 q₁ is lowest at 0.8 and −0.4.
  const terms = [product(0, 0), product(1, 1), product(0, 1)];
  const push = { kind: 'linear', coordinate: 0, centre: 0, scale: 1 } as const;
  const model = closedModel([...terms, push], [3, 2, 1, -2], { masses: [1, 4] });
  const pieces = [pieceOf([(t) => 0.5 + 2 * Math.sin(t), (t) => 0.5 + 2 * Math.cos(t)])];
  const posterior = independent([0.01, 0.01, 0.01, 0.01]);
  const [first, second] = describePhysics({ ...pendulum, model, pieces, posterior }, 1);
  expect(first!.equilibrium!.value).toBeCloseTo(0.8, 7);
  expect(second!.equilibrium!.value).toBeCloseTo(-0.4, 7);
  expect(first!.smallPeriod!.value).toBeCloseTo((2 * Math.PI) / Math.sqrt(3), 6);
  expect(second!.smallPeriod!.value).toBeCloseTo((2 * Math.PI) / Math.sqrt(2 / 4), 6);
  expect([first!.periodByAmplitude, second!.periodByAmplitude]).toEqual([null, null]);
});

test('single swings of the data are read off, small ones in the noise are not', () => {
  const swing = (t: number) => 1.5 * Math.sin(Math.PI * t + 0.4);
  const hum = (t: number) => 0.02 * Math.sin(20 * t + 1);
  const { measuredPeriods } = describePhysics({ ...pendulum, pieces: [pieceOf([swing]), pieceOf([hum])] }, 1)[0]!;
  // Upward crossings every 2 from 1.87 to 19.87 make 9 swings.
  expect(measuredPeriods).toHaveLength(18);
  measuredPeriods.forEach((value, i) => {
    // 20 samples per swing: parabolas err by 1e-4 in the ends, straight lines by less in the crossings.
    expect(value).toBeCloseTo(i % 2 === 0 ? 1.5 : 2, 3);
  });
});

test('an angle that went round many times is looked at over one turn', () => {
  const pieces = [pieceOf([(t) => 3 * t])];
  const { equilibrium, potential, sine } = describePhysics({ ...pendulum, pieces }, 1)[0]!;
  expect(potential.x.at(-1)! - potential.x[0]!).toBeCloseTo(2 * Math.PI, 12);
  // The middle, 30, is nearest to five turns.
  expect(equilibrium!.value).toBeCloseTo(10 * Math.PI, 7);
  expect(sine!.angle.value).toBeCloseTo(10 * Math.PI, 9);
});

test('the same seed gives the same physics, bit for bit', () => {
  expect(describePhysics(pendulum, 7)).toEqual(describePhysics(pendulum, 7));
  expect(describePhysics(pendulum, 8)).not.toEqual(describePhysics(pendulum, 7));
});

/** Arithmetic–geometric mean. */
function agm(a: number, b: number): number {
  return Math.abs(a - b) < 1e-15 ? a : agm((a + b) / 2, Math.sqrt(a * b));
}
