import { describe, expect, test } from 'vitest';
import type { Trajectory } from '../../core/datasets/dataset.ts';
import type { TrajectoryPiece } from '../../core/datasets/index.ts';
import { readRecording } from '../../core/identification/recording/index.ts';
import { createRandom } from '../../core/random.ts';
import { swing, swings } from './swings.ts';

const whole = (trajectory: Trajectory): TrajectoryPiece => ({ trajectory, from: 0, to: trajectory.times.length });

/** Reads whole trajectories of one degree of freedom. */
function read(trajectories: readonly Trajectory[], options: { isPositionsOnly?: boolean; periodic?: number[] } = {}) {
  const dataset = swings(...trajectories);
  return readRecording({ dataset, train: trajectories.map(whole), isPositionsOnly: false, periodic: [], ...options });
}

/** A curve q(t) with p = q̇ at given times. */
function curve(id: string, times: Float64Array<ArrayBuffer>, q: (t: number) => number, p: (t: number) => number) {
  const states = Float64Array.from(Array.from(times).flatMap((t) => [q(t), p(t)]));
  return { id, times, states, derivatives: states, fitRange: [0, times.length] as const };
}

function evenTimes(count: number, step: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, i) => i * step);
}

const sine = (id: string, times: Float64Array<ArrayBuffer>) => curve(id, times, Math.sin, Math.cos);

/** Period of the pendulum of frequency 1 that swings up to an angle: 2π/agm(1, cos(angle/2)). */
function exactPeriod(angle: number): number {
  let [a, b] = [1, Math.cos(angle / 2)];
  for (let i = 0; i < 6; i++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  return (2 * Math.PI) / a;
}

describe('the period', () => {
  test.each([0.3, 1.5, 2.5])('of a pendulum swinging up to %f is the exact one within 1 %', (angle) => {
    expect(read([swing('a', angle, 400)]).period / exactPeriod(angle)).toBeCloseTo(1, 2);
  });

  test('of several swings lies between the shortest and the longest', () => {
    const { period } = read([swing('a', 0.5), swing('b', 1.2), swing('c', 2)]);
    expect(period).toBeGreaterThan(exactPeriod(0.5));
    expect(period).toBeLessThan(exactPeriod(2));
  });

  test('is found under noise of 10 % on dense samples', () => {
    const random = createRandom(1, 'noise');
    const noisy = sine('a', evenTimes(1500, 0.01));
    noisy.states.forEach((value, i) => (noisy.states[i] = value + 0.07 * random.normal()));
    expect(read([noisy]).period / (2 * Math.PI)).toBeCloseTo(1, 1);
  });

  test('of an angle that makes full turns is one turn, whether it was wrapped or not', () => {
    const turn = (t: number) => 2 * t + 0.1 * Math.sin(2 * t);
    const speed = (t: number) => 2 + 0.2 * Math.cos(2 * t);
    const wrapped = (t: number) => Math.atan2(Math.sin(turn(t)), Math.cos(turn(t)));
    for (const q of [turn, wrapped]) {
      const { period, pieces, deviations } = read([curve('a', evenTimes(300, 0.05), q, speed)], { periodic: [0] });
      expect(period).toBeCloseTo(Math.PI, 1);
      expect(pieces).toHaveLength(1);
      expect(pieces[0]!.measured[598]! - pieces[0]!.measured[0]!).toBeCloseTo(turn(14.95), 9);
      expect(deviations[0]).toBe(Math.PI / Math.sqrt(3));
    }
  });

  test('of many arcs shorter than a period comes from their speeds', () => {
    const arcs = Array.from({ length: 12 }, (_, k) => {
      const start = (k * Math.PI) / 6;
      return curve(
        `${k}`,
        evenTimes(30, 0.1),
        (t) => Math.sin(start + t),
        (t) => Math.cos(start + t),
      );
    });
    const { period, periods } = read(arcs);
    expect(period / (2 * Math.PI)).toBeCloseTo(1, 1);
    expect(periods).toBeCloseTo((12 * 2.9) / period, 9);
  });
});

describe('pieces', () => {
  test('are cut at gaps, not at missing rows', () => {
    const rows = Array.from({ length: 370 }, (_, i) => 0.1 * i).filter((t) => t < 8 || t > 11);
    const times = Float64Array.from(rows.filter((_, i) => i % 10 !== 3));
    const { pieces, samples, periods } = read([sine('a', times)]);
    expect(pieces.map((piece) => piece.times[0])).toEqual([0, times.find((t) => t > 11)]);
    expect(samples).toEqual({ read: times.length, used: times.length });
    expect(periods * 2 * Math.PI).toBeCloseTo(36.9 - 3.1, 0);
  });

  test('join rows of one trajectory between single rows that are held out', () => {
    const trajectory = swing('a', 1);
    const parts = Array.from({ length: 20 }, (_, k) => ({ trajectory, from: 10 * k, to: 10 * k + 9 }));
    const { pieces, samples } = readRecording({
      ...{ dataset: swings(trajectory), train: parts, isPositionsOnly: false, periodic: [] },
    });
    expect(pieces).toHaveLength(1);
    expect(samples).toEqual({ read: 180, used: 180 });
  });

  test('are not cut by ordinary irregular steps', () => {
    const random = createRandom(3, 'sampling');
    let time = 0;
    const times = Float64Array.from({ length: 150 }, () => {
      time += 0.25 * Math.min(4, 0.3 - 0.7 * Math.log(1 - random.uniform()));
      return time;
    });
    const { pieces, samples } = read([sine('a', times)]);
    expect(pieces.length).toBe(Math.ceil((times.at(-1)! - times[0]!) / (6 * 2 * Math.PI)));
    expect(samples.used).toBe(150);
  });

  test('of long recordings last 3 to 6 periods and keep every row', () => {
    const { pieces, samples, period } = read([sine('a', evenTimes(2000, 0.1))]);
    const lengths = pieces.map(({ times }) => (times.at(-1)! - times[0]!) / period);
    expect(Math.min(...lengths)).toBeGreaterThan(3);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6);
    expect(samples).toEqual({ read: 2000, used: 2000 });
  });

  test('hold means of bins where rows are dense', () => {
    const times = evenTimes(4000, 0.005);
    const { pieces, samples, samplesPerPeriod, notes } = read([curve('a', times, Math.sin, (t) => t)]);
    // 1257 rows per period in bins of 20; the mean of t over a bin is its middle.
    expect(samples).toEqual({ read: 4000, used: 200 });
    expect(samplesPerPeriod).toBeGreaterThan(60);
    expect(samplesPerPeriod).toBeLessThan(90);
    expect(pieces[0]!.times[1]).toBeCloseTo(0.005 * 29.5, 12);
    expect(pieces[0]!.measured[3]).toBeCloseTo(0.005 * 29.5, 12);
    expect(notes).toEqual(['The rows are dense: means of 20 of them were learned from.']);
  });

  test('carry inputs, averaged alike, and the index of their trajectory', () => {
    const times = evenTimes(4000, 0.005);
    const driven = { ...sine('b', times), inputs: times.map((t) => 3 * t) };
    const other = { ...swing('a', 1), inputs: new Float64Array(200) };
    const dataset = { ...swings(other, driven), labels: { time: 't', q: ['q'], p: ['p'], inputs: ['u'] } };
    const { pieces } = readRecording({ dataset, train: [whole(driven)], isPositionsOnly: false, periodic: [] });
    expect(pieces[0]!.trajectory).toBe(1);
    pieces[0]!.inputs.forEach((u, i) => {
      expect(u).toBeCloseTo(3 * pieces[0]!.times[i]!, 9);
    });
  });

  test('hold positions alone when asked to', () => {
    const { pieces, channels, deviations } = read([swing('a', 1)], { isPositionsOnly: true });
    expect(pieces[0]!.measured.length).toBe(200);
    expect(channels).toEqual(['theta']);
    expect(deviations).toHaveLength(1);
  });

  test('do not hold copies of a trajectory, and the notes say so', () => {
    const { pieces, samples, notes } = read([swing('a', 1), swing('b', 1), swing('c', 1.5)]);
    expect(pieces.map((piece) => piece.trajectory)).toEqual([0, 2]);
    expect(samples).toEqual({ read: 600, used: 400 });
    expect(notes).toEqual(["Trajectory 'b' is the same as 'a' in every digit; it counts once."]);
  });
});

test('a recording changes with the units by those units alone', () => {
  const one = read([swing('a', 1), swing('b', 2)]);
  const scaled = [swing('a', 1), swing('b', 2)].map((trajectory) => ({
    ...trajectory,
    times: trajectory.times.map((t) => 60 * t),
    states: trajectory.states.map((value, i) => (i % 2 === 0 ? 1000 * value : value)),
  }));
  const other = read(scaled);
  expect(other.period / one.period).toBeCloseTo(60, 8);
  expect(other.deviations[0]! / one.deviations[0]!).toBeCloseTo(1000, 8);
  expect(other.samplesPerPeriod).toBeCloseTo(one.samplesPerPeriod, 8);
});

test('the order of the trajectories does not matter', () => {
  const one = read([swing('a', 1), swing('b', 2)]);
  const other = read([swing('b', 2), swing('a', 1)]);
  expect(other.period).toBeCloseTo(one.period, 12);
  expect(other.deviations[0]).toBeCloseTo(one.deviations[0]!, 12);
});

test.each([
  ['one row', () => [swing('a', 1, 1)], 'There is 1 row to learn from, no 6 of them in one motion.'],
  [
    'coarse rows',
    () => [sine('a', evenTimes(60, 1.5))],
    'there are only 4.19 rows in that time; at least 6 are needed',
  ],
  ['half a period', () => [curve('a', evenTimes(40, 0.08), Math.cos, Math.sin)], 'at least one period is needed'],
  [
    'a body at rest',
    () => [curve('a', evenTimes(50, 0.1), () => 0.3, Math.sin)],
    'theta does not move: it is 0.3 in all 50 rows.',
  ],
  [
    'rest at several places',
    () => [0, 1].map((place) => curve(`${place}`, evenTimes(50, 0.1), () => place, Math.sin)),
    'No position changes within any of the motions.',
  ],
  [
    'a clock that stops',
    () => [
      sine(
        'a',
        Float64Array.from({ length: 60 }, (_, i) => (i < 30 ? i : i - 1) / 10),
      ),
    ],
    "The clock of trajectory 'a' does not run on after t = 2.9: the next row has t = 2.9.",
  ],
  [
    'a value that is missing',
    () => [curve('a', evenTimes(50, 0.1), (t) => (t > 2 && t < 2.15 ? NaN : t), Math.sin)],
    "Trajectory 'a' has the value NaN at t = 2.1",
  ],
])('%s is refused', (_, trajectories, message) => {
  expect(() => read(trajectories())).toThrow(message);
});
