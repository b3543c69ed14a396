import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import type { Grade } from '../../../core/identification/report.ts';
import { numbersIn } from './support/compare.ts';
import { importedDataset, positionsOf, reportOn } from './support/motions.ts';
import type { Measured } from './support/motions.ts';
import { follow, mapped, swings, TIMES, withErrors } from './support/sources.ts';
import type { Field } from './support/sources.ts';

const normal = (seed: number) => {
  const random = createRandom(seed, 'noise');
  return () => random.normal();
};
/** Errors that follow each other: eₖ₊₁ = 0.8 eₖ + 0.6 ξ, of standard deviation 1 in each channel. */
const correlated = (seed: number) => {
  const draw = normal(seed);
  const last = [0, 0];
  let at = 0;
  return () => {
    const channel = at++ % 2;
    last[channel] = 0.8 * last[channel]! + 0.6 * draw();
    return last[channel];
  };
};
const clean = swings();
const measured = withErrors(clean, 0.01, normal(1));
const driven: Field = (q, p, time) => [p, 0.4 * Math.cos(1.7 * time) - Math.sin(q)];
const limitCycle: Field = (q, p) => [p, (1 - q * q) * p - q];
const toCycle = [[0.2, 0] as const, [3, 0] as const, [0, -1] as const, [1, 2] as const].map((start) =>
  follow(limitCycle, start),
);
const onCycle = [0, 2, 4, 6].map((late) => {
  const times = TIMES.map((time) => time + late);
  const { states } = follow(limitCycle, [2, 0], Float64Array.of(0, ...times.map((time) => time + 20)));
  return { times: TIMES, states: states.slice(2) };
});
const wrapped = [2.4, 0.5, 2.6, 1.5].map((momentum) =>
  mapped(
    follow((q, p) => [p, -Math.sin(q)], [0.2, momentum]),
    (q, p) => [Math.atan2(Math.sin(q), Math.cos(q)), p],
  ),
);
const grades: Record<Grade, number> = { good: 3, fair: 2, poor: 1, none: 0 };

describe('is never called good:', () => {
  // The best grade that may be given to forecasts, and to identifiability.
  test.each<[string, readonly Measured[], Grade, Grade]>([
    ['a force from outside that was not recorded', withErrors(swings(driven), 0.01, normal(1)), 'none', 'none'],
    ['a motion towards a limit cycle', withErrors(toCycle, 0.02, normal(1)), 'none', 'none'],
    ['a motion on a limit cycle', withErrors(onCycle, 0.02, normal(1)), 'fair', 'poor'],
    [
      'momenta that are not canonical',
      measured.map((motion) => mapped(motion, (q, p) => [q, p * (1 + 0.8 * q)])),
      'none',
      'none',
    ],
    [
      'one motion whose p stands still',
      measured.map((motion, k) => (k === 0 ? mapped(motion, (q) => [q, 0.3]) : motion)),
      'none',
      'none',
    ],
    ['errors that follow each other', withErrors(clean, 0.05, correlated(1)), 'fair', 'fair'],
    [
      'an angle that jumps from π to −π and was not said to be one',
      withErrors(wrapped, 0.02, normal(1)),
      'none',
      'fair',
    ],
    ['noise of a third of the motion', withErrors(clean, 0.35, normal(1)), 'fair', 'good'],
    ['every motion the same one', [measured[1]!, measured[1]!, measured[1]!, measured[1]!], 'fair', 'poor'],
  ])('%s', (_, motions, forecast, identifiability) => {
    const { verdicts, ...report } = reportOn(importedDataset(motions));
    expect(grades[verdicts.forecast.grade]).toBeLessThanOrEqual(grades[forecast]);
    expect(grades[verdicts.identifiability.grade]).toBeLessThanOrEqual(grades[identifiability]);
    expect(numbersIn(report).filter((value) => !Number.isFinite(value))).toEqual([]);
  });

  test.each<[string, readonly Measured[], Grade, Grade]>([
    ['a force from outside', withErrors(swings(driven), 0.01, normal(1)), 'none', 'none'],
    ['a limit cycle', withErrors(toCycle, 0.02, normal(1)), 'none', 'none'],
  ])('%s, seen by positions alone', (_, motions, forecast, identifiability) => {
    const { verdicts } = reportOn(positionsOf(importedDataset(motions)));
    expect(grades[verdicts.forecast.grade]).toBeLessThanOrEqual(grades[forecast]);
    expect(grades[verdicts.identifiability.grade]).toBeLessThanOrEqual(grades[identifiability]);
  });
});

test('the same motions without any of this are called good, both ways', () => {
  const { verdicts } = reportOn(importedDataset(measured));
  expect(verdicts.forecast.grade).toBe('good');
  expect(verdicts.identifiability.grade).toBe('good');
});
