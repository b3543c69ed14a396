import { describe, expect, test } from 'vitest';
import { assess } from '../../../core/identification/assess.ts';
import { identify } from '../../../core/identification/identify.ts';
import { IDENTIFICATION_DEFAULTS } from '../../../core/identification/options.ts';
import { fixedOptions } from '../../../core/identification/trust/leave-one-out.ts';
import { measureSet } from '../../bench/noise/sets.ts';
import { pendulum } from '../../bench/noise/systems.ts';

const shape = { id: 'short', motions: 5, samples: 260, step: 0.1, isIrregular: false };

describe('a pendulum measured with 1 % noise, one of five motions held out', () => {
  const { dataset } = measureSet({ system: pendulum, shape, noise: 0.01, seed: 1 });
  const pieces = dataset.trajectories.map((trajectory) => ({ trajectory, from: 0, to: trajectory.times.length }));
  const input = { dataset, train: pieces.slice(1), options: IDENTIFICATION_DEFAULTS, width: 30, seed: 1 };
  const identification = identify(input);
  const fractions: (number | null)[] = [];
  const report = assess(identification, {
    ...{ input, heldOut: pieces.slice(0, 1), seed: 1 },
    report: (fraction) => fractions.push(fraction),
  });

  test('is predicted to a few times the noise, much better than by a linear oscillator', () => {
    const { holdOut, rivals, isCalibratedOnHeldOut } = report.trust;
    expect(isCalibratedOnHeldOut).toBe(true);
    expect(holdOut.afterThreePeriods).toBeLessThan(0.05);
    expect(rivals[0]!.afterThreePeriods).toBeGreaterThan(5 * holdOut.afterThreePeriods!);
  });

  test('is predicted as well when any one motion is left out', () => {
    expect(report.trust.leaveOneOut.map(({ id }) => id)).toEqual(['2', '3', '4', '5']);
    expect(Math.max(...report.trust.leaveOneOut.map(({ afterOnePeriod }) => afterOnePeriod!))).toBeLessThan(0.1);
  });

  test('has a horizon of many periods, and shares of values in its bands', () => {
    expect(report.trust.horizon!.periods).toBeGreaterThan(5);
    expect(report.trust.calibration.map(({ nominal }) => nominal)).toEqual([0.5, 0.8, 0.9, 0.95]);
    expect(report.trust.calibration.at(-1)!.observed).toBeGreaterThan(0.5);
  });

  test('gets a good verdict that says it rests on one motion', () => {
    expect(report.verdicts.forecast.grade).toBe('good');
    expect(report.verdicts.forecast.sentence).toMatch(/One held-out motion is a single test/);
    expect(report.verdicts.identifiability.grade).toBe('good');
  });

  test('reports progress that only grows', () => {
    expect(fractions).toEqual(fractions.toSorted((a, b) => a! - b!));
    expect(fractions.at(-1)).toBe(1);
  });

  test('is left out with every knob as it was found', () => {
    const fixed = fixedOptions(identification, IDENTIFICATION_DEFAULTS);
    const { knobs, noise } = identification.facts;
    const window = knobs.find(({ id }) => id === 'window')!.values[0];
    expect(fixed).toMatchObject({ rows: 'whitened', friction: 'off', window, noise });
  });
});
