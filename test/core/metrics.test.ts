import { expect, test } from 'vitest';
import { energyDrift, relativeL2Error, validPredictionTime } from '../../core/metrics/index.ts';
import { golden } from './golden.ts';

interface MetricCase {
  readonly truth: number[] | number[][];
  readonly pred: number[] | number[][];
  readonly relL2: number;
}

const { cases } = golden('metrics') as { cases: MetricCase[] };

test.each(cases.map((entry, index) => [index, entry] as const))(
  'relative L2 error, golden case %i',
  (_index, entry) => {
    const truth = Float64Array.from(entry.truth.flat());
    const error = relativeL2Error(truth, Float64Array.from(entry.pred.flat()));
    expect(error.kind).toBe(truth.some((value) => value !== 0) ? 'relative' : 'absolute');
    expect(Math.abs(error.value / entry.relL2 - 1)).toBeLessThan(1e-9);
  },
);

test('nothing is centred: a constant shift of the truth changes the relative error', () => {
  const error = (shift: number) =>
    relativeL2Error(Float64Array.of(shift, shift), Float64Array.of(shift + 1, shift - 1)).value;
  expect(error(10)).toBeCloseTo(0.1, 14);
  expect(error(100)).toBeCloseTo(0.01, 14);
});

test('arrays of different lengths are refused', () => {
  expect(() => relativeL2Error(new Float64Array(2), new Float64Array(3))).toThrow(/got 2 and 3/);
});

test('energy drift is the largest distance from the first value', () => {
  expect(energyDrift(Float64Array.of(2, 2.5, 1, 2))).toBe(1);
  expect(energyDrift(new Float64Array(0))).toBe(0);
});

test('a prediction is valid until its position leaves the tolerance; momenta do not count', () => {
  const times = Float64Array.of(10, 11, 12, 13);
  const reference = new Float64Array(8);
  const predicted = Float64Array.of(0, 9, 0.1, 9, 0.3, 9, 0, 9);
  const valid = (tolerance: number, states = predicted) =>
    validPredictionTime(times, reference, states, { dof: 1, tolerance });
  expect(valid(0.2)).toEqual({ time: 2, isLost: true });
  expect(valid(0.3)).toEqual({ time: 3, isLost: false });
  expect(valid(0.5, predicted.subarray(0, 4))).toEqual({ time: 1, isLost: true });
  const lostAtTheEnd = Float64Array.from(reference, (x, i) => (i === reference.length - 2 ? x + 1 : x));
  expect(valid(0.5, lostAtTheEnd)).toEqual({ time: 3, isLost: true });
});
