import { describe, expect, test } from 'vitest';
import { preTest } from '../../core/pre-test/index.ts';
import { readSharedText, testWithSharedData } from '../support/shared-data.ts';
import { asMeasured, record } from './measured-motion.ts';
import type { Forces, Recording } from './measured-motion.ts';

const SEEDS = [1, 2, 3];
const pendulum = (q: number) => -Math.sin(q);
const doubleWell = (q: number) => q - q ** 3;

/** Verdicts over all seeds, with noise of 0, 1 and 5 % of each column's deviation. */
function verdicts(forces: Forces, start: number, rows: number): string[] {
  const recording = record(forces, start, rows);
  return [
    preTest(asMeasured([recording], 0, 1)).verdict,
    ...SEEDS.flatMap((seed) => [0.01, 0.05].map((noise) => preTest(asMeasured([recording], noise, seed)).verdict)),
  ];
}

function count(found: readonly string[], verdict: string): number {
  return found.filter((other) => other === verdict).length;
}

describe.each([
  ['a pendulum', { force: pendulum }, 1.5, 600],
  ['a double well', { force: doubleWell }, 1.3, 600],
  ['a hop over the double well', { force: doubleWell }, 1.6, 800],
  ['a spring', { force: (q: number) => -q }, 1, 600],
] as const)('%s without friction', (_, forces, start, rows) => {
  test('is never called damped or driven, and mostly conservative', () => {
    const found = verdicts(forces, start, rows);
    expect(count(found, 'damped') + count(found, 'driven')).toBe(0);
    expect(count(found, 'conservative')).toBeGreaterThanOrEqual(6);
  });
});

describe.each([
  ['a pendulum of Q 190', { force: pendulum, friction: 0.005 }, 1.5, 600],
  ['a pendulum of Q 5', { force: pendulum, friction: 0.2 }, 1.5, 400],
  ['a double well of Q 60', { force: doubleWell, friction: 0.02 }, 1.5, 800],
] as const)('%s', (_, forces, start, rows) => {
  test('is always called damped', () => {
    expect(new Set(verdicts(forces, start, rows))).toEqual(new Set(['damped']));
  });
});

describe.each([
  ['a driven double well', { force: doubleWell, drive: { amplitude: 0.1, frequency: 1.7 } }, 1.5],
  [
    'a slowly driven, damped pendulum',
    { force: pendulum, friction: 0.05, drive: { amplitude: 0.05, frequency: 0.37 } },
    1,
  ],
] as const)('%s', (_, forces, start) => {
  test('is never called conservative or damped, and mostly driven', () => {
    const found = verdicts(forces, start, 1000);
    expect(count(found, 'conservative') + count(found, 'damped')).toBe(0);
    expect(count(found, 'driven')).toBeGreaterThanOrEqual(6);
  });
});

test('a drive that is not always recognised is at least not taken for friction or nothing, wherever the motion starts', () => {
  const forces = { force: doubleWell, friction: 0.1, drive: { amplitude: 0.3, frequency: 1.3 } };
  for (const start of [0.3, 0.7, 1.1, 1.5, 1.9]) {
    const { verdict } = preTest(asMeasured([record(forces, start, 1000)], 0.01, 1));
    expect(['driven', 'unclear'], `start ${start}`).toContain(verdict);
  }
});

test('the signs are the numbers that were put in', () => {
  const friction = 0.02;
  const recording = record({ force: (q) => -q, friction }, 1, 1000);
  const { sentence, signs } = preTest(asMeasured([recording], 0.01, 1));
  const [energy, volume, line] = signs;
  // Energy falls by γ times the period of 2π, phase volume by γ.
  expect(energy!.value! / (-2 * Math.PI * friction)).toBeCloseTo(1, 1);
  expect(volume!.value! / -friction).toBeCloseTo(1, 1);
  expect(line!.value).toBeNull();
  expect(sentence).toBe('The motion looks weakly damped (Q about 50).');
});

test('a drive is found at its frequency', () => {
  const recording = record({ force: doubleWell, drive: { amplitude: 0.1, frequency: 1.7 } }, 1.5, 1000);
  const line = preTest(asMeasured([recording], 0.01, 1)).signs[2]!;
  expect(Math.abs(line.value! - 1.7 / (2 * Math.PI))).toBeLessThan(line.error!);
  expect(line.words).toContain('chance of such a line in noise');
});

test('runs of two swings each tell nothing, and say so', () => {
  const { verdict, sentence } = preTest(asMeasured([record({ force: pendulum }, 1, 130)], 0.01, 1));
  expect(verdict).toBe('unclear');
  expect(sentence).toContain('too few periods');
});

test('a data set without a period or without rows is unclear, not an error', () => {
  const labels = { time: 't', q: ['q'], p: ['p'] };
  expect(preTest({ dof: 1, labels, trajectories: [] }).verdict).toBe('unclear');
  const fall = record({ force: () => -1 }, 0, 100);
  expect(preTest(asMeasured([fall], 0, 1)).verdict).toBe('unclear');
});

test('the words never deny: with nothing seen they say consistent', () => {
  const { sentence, signs } = preTest(asMeasured([record({ force: pendulum }, 1, 600)], 0.01, 2));
  expect(sentence).toContain('consistent with no friction');
  expect(signs.slice(0, 2).map(({ words }) => words.includes('consistent with no change'))).toEqual([true, true]);
});

/** Rows of a table of numbers: time, q, p. */
function recording(rows: readonly (readonly number[])[]): Recording {
  const [times, q, p] = [0, 1, 2].map((k) => Float64Array.from(rows, (row) => row[k]!)) as [
    Float64Array<ArrayBuffer>,
    Float64Array,
    Float64Array,
  ];
  return { times, q, p };
}

testWithSharedData('the measured pendulum is weakly damped, with the friction that a full fit finds', () => {
  const rows = readSharedText('real/multiarm-single-pendulum/single_pendulum_id.csv')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const runs = [1, 2, 3, 4].map((run) => recording(rows.filter((row) => row[0] === run).map((row) => row.slice(1))));
  const { verdict, sentence, signs } = preTest(asMeasured(runs, 0, 1));
  expect(verdict).toBe('damped');
  expect(sentence).toContain('weakly damped');
  // The noise study fitted γ = 0.056 with whitened integral rows.
  expect(signs[1]!.value).toBeCloseTo(-0.056, 2);
});

testWithSharedData('a torsion pendulum with its eddy-current brake on is damped', () => {
  const rows = readSharedText('real/cassy-torsion-pendulum/1.3_200mA.csv')
    .replaceAll(',', '.')
    .trim()
    .split(/\r?\n/)
    // The first row has no velocity.
    .slice(2)
    .map((line) => line.split(';').map(Number));
  expect(preTest(asMeasured([recording(rows.map((row) => [row[0]!, row[3]!, row[4]!]))], 0, 1)).verdict).toBe('damped');
});
