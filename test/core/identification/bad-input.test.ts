import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../core/datasets/dataset.ts';
import type { IdentificationOptions } from '../../../core/identification/options.ts';
import { createRandom } from '../../../core/random.ts';
import { evenTimes, identifyAll, importedDataset, positionsOf, sampled } from './support/motions.ts';
import type { Measured } from './support/motions.ts';
import { fieldError, numbersIn } from './support/compare.ts';
import { follow, mapped, pendulumField, swings, TIMES, withErrors } from './support/sources.ts';
import type { Field } from './support/sources.ts';

const normal = (seed: number) => {
  const random = createRandom(seed, 'noise');
  return () => random.normal();
};
const step = [3, 6, 9].map((at) =>
  sampled(
    TIMES,
    (time) => (time > at ? 1 : 0),
    (time) => (time > at ? 0 : 1),
  ),
);
/** From t = 7 on one step late: the 51st row has the time of the 50th, but for rounding. */
const stopped = (motion: Measured): Measured => ({
  ...motion,
  times: motion.times.map((time, i) => (i < 50 ? time : time - 0.14)),
});
const clean = swings();
const heavyTails = (seed: number) => {
  const draw = normal(seed);
  // Student's t with three degrees of freedom, of standard deviation 1.
  return () => draw() / Math.hypot(draw(), draw(), draw());
};
const outliers = (seed: number, share: number) => {
  const random = createRandom(seed, 'noise');
  return () => random.normal() * (random.uniform() < share ? 10 : 1);
};
const noise = [1, 2, 3].map((seed) => sampled(TIMES, normal(seed), normal(seed + 10)));
const scaled = (factor: number) => clean.map((motion) => mapped(motion, (q, p) => [factor * q, factor * p]));

/** The first rows of each motion; an import would not let so few in. */
function firstRows(dataset: Dataset, rows: number): Dataset {
  const cut = (values: Float64Array<ArrayBuffer>, width: number) => values.slice(0, rows * width);
  return {
    ...dataset,
    trajectories: dataset.trajectories.map(({ id, times, states, derivatives }) => ({
      ...{ id, times: cut(times, 1), states: cut(states, 2), derivatives: cut(derivatives, 2) },
      fitRange: [0, rows] as const,
    })),
  };
}

describe('is refused, with words that say why:', () => {
  test.each<[string, () => Dataset, Partial<IdentificationOptions>, string, RegExp]>([
    [
      'one sample in each motion',
      () => firstRows(importedDataset(clean), 1),
      {},
      'too-few-rows',
      /There are 4 rows to learn from, no 6 of them in one motion/,
    ],
    [
      'two samples in each motion',
      () => firstRows(importedDataset(clean), 2),
      {},
      'too-few-rows',
      /no 6 of them in one motion/,
    ],
    [
      'less than a period',
      () => importedDataset([follow(pendulumField, [1, 0], evenTimes(30, 0.1))]),
      {},
      'too-few-rows',
      /at least one period is needed/,
    ],
    [
      'a momentum that does not change',
      () => importedDataset(clean.map((motion) => mapped(motion, (q) => [q, 0.3]))),
      {},
      'nothing-to-learn',
      /p1 does not move/,
    ],
    [
      'noise twice as large as the motion',
      () => importedDataset(withErrors(clean, 2, normal(1))),
      {},
      'nothing-to-learn',
      /noise of 'q1'/,
    ],
    ['pure noise', () => importedDataset(noise), {}, 'nothing-to-learn', /noise of 'q1'/],
    ['pure noise of positions', () => positionsOf(importedDataset(noise)), {}, 'nothing-to-learn', /noise of 'q1'/],
    ['a step', () => importedDataset(step), {}, 'nothing-to-learn', /noise of 'q1'/],
    ['a step of positions', () => positionsOf(importedDataset(step)), {}, 'nothing-to-learn', /noise of 'q1'/],
    [
      'a clock that stops',
      () => importedDataset(clean.map(stopped)),
      {},
      'uneven-steps',
      /The clock of trajectory '1' does not run on/,
    ],
    [
      'numbers too large to square',
      () => importedDataset(scaled(1e300)),
      {},
      'bad-argument',
      /q1 is .*e\+300.* too large/,
    ],
    [
      'numbers too small to square',
      () => importedDataset(scaled(1e-300)),
      {},
      'bad-argument',
      /q1 is .*e-300.* too small/,
    ],
    [
      'a window of no length',
      () => importedDataset(clean),
      { window: 0 },
      'bad-argument',
      /length of a window in periods must be above 0/,
    ],
    [
      'a window that is no number',
      () => importedDataset(clean),
      { window: NaN },
      'bad-argument',
      /length of a window in periods must be above 0/,
    ],
    [
      'a negative roughness',
      () => importedDataset(clean),
      { roughness: -1 },
      'bad-argument',
      /roughness must be above 0/,
    ],
    [
      'a smoothing longer than the runs, which leaves nothing',
      () => importedDataset(withErrors(clean, 0.01, normal(1))),
      { smoothing: 500 },
      'nothing-to-learn',
      /what is left of the motion is too little/,
    ],
  ])('%s', (_, dataset, options, code, message) => {
    const measured = dataset();
    expect(() => identifyAll(measured, options)).toThrow(message);
    expect(() => identifyAll(measured, options)).toThrow(expect.objectContaining({ code }));
  });
});

describe('is answered, and the field is that of the motion:', () => {
  const wrapped = (q: number) => Math.atan2(Math.sin(q), Math.cos(q));
  const turns = [2.4, 0.5, 2.6, 1.5].map((momentum) => follow(pendulumField, [0.2, momentum]));
  const short = evenTimes(10, 0.12);
  const starts = Array.from({ length: 300 }, (_, k) => [2 * Math.sin(7 * k), 1.2 * Math.sin(11 * k)] as const);
  const rounded = (value: number) => Math.round(value / 0.15) * 0.15;
  const trend = [1, 2, 3].map((speed) =>
    sampled(
      TIMES,
      (time) => speed * time,
      () => speed,
    ),
  );

  // Bounds of the relative error of ẋ are two to three times what was measured.
  test.each<[string, () => readonly Measured[], Partial<IdentificationOptions>, Field, number]>([
    ['1 % noise', () => withErrors(clean, 0.01, normal(1)), {}, pendulumField, 0.015],
    ['a window longer than every run', () => withErrors(clean, 0.01, normal(1)), { window: 50 }, pendulumField, 0.015],
    [
      'one trajectory of one period',
      () => withErrors([follow(pendulumField, [1, 0], evenTimes(64, 0.108))], 0.01, normal(1)),
      {},
      pendulumField,
      0.04,
    ],
    [
      '300 motions of ten samples',
      () =>
        withErrors(
          starts.map((start) => follow(pendulumField, start, short)),
          0.01,
          normal(1),
        ),
      {},
      pendulumField,
      0.01,
    ],
    [
      'an angle wrapped into one turn',
      () => withErrors(turns, 0.02, normal(1)).map((motion) => mapped(motion, (q, p) => [wrapped(q), p])),
      { periodic: [0] },
      pendulumField,
      0.01,
    ],
    [
      'values rounded to 14 % of their spread',
      () => clean.map((motion) => mapped(motion, (q, p) => [rounded(q), rounded(p)])),
      {},
      pendulumField,
      0.05,
    ],
    ['noise with heavy tails', () => withErrors(clean, 0.02, heavyTails(1)), {}, pendulumField, 0.02],
    [
      '1 % of samples ten standard deviations off',
      () => withErrors(clean, 0.02, outliers(1, 0.01)),
      {},
      pendulumField,
      0.025,
    ],
    [
      'momenta of the wrong sign, whose H is −H',
      () => withErrors(clean, 0.01, normal(1)).map((motion) => mapped(motion, (q, p) => [q, -p])),
      {},
      (q, p) => [-p, Math.sin(q)],
      0.02,
    ],
    [
      'p and q exchanged, which also turns the sign of H',
      () => withErrors(clean, 0.01, normal(1)).map((motion) => mapped(motion, (q, p) => [p, q])),
      {},
      (q, p) => [-Math.sin(p), q],
      0.02,
    ],
    [
      'momenta with a constant offset',
      () => withErrors(clean, 0.01, normal(1)).map((motion) => mapped(motion, (q, p) => [q, p + 100])),
      {},
      (q, p) => [p - 100, -Math.sin(q)],
      0.02,
    ],
    [
      'positions far from zero',
      () => withErrors(clean, 0.01, normal(1)).map((motion) => mapped(motion, (q, p) => [q + 1e6, p])),
      {},
      (q, p) => [p, -Math.sin(q - 1e6)],
      0.02,
    ],
    ['a straight motion without any force', () => withErrors(trend, 0.02, normal(1)), {}, (_q, p) => [p, 0], 0.003],
  ])('%s', (_, motions, options, field, most) => {
    const measured = motions();
    const identification = identifyAll(importedDataset(measured), options);
    expect(numbersIn(identification).filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(fieldError(identification, measured, field)).toBeLessThan(most);
    expect(identification.facts.misfit.grade).toBe('good');
  });
});
