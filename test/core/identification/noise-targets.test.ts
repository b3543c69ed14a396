import { describe, expect, test } from 'vitest';
import { force, identifySet } from '../../bench/noise/cells.ts';
import { fieldErrors, potentialErrors, rolloutErrors } from '../../bench/noise/errors.ts';
import { fitPublished } from '../../bench/noise/published.ts';
import { measureSet, SHAPES } from '../../bench/noise/sets.ts';
import { pendulum } from '../../bench/noise/systems.ts';
import { coveredStates } from '../../bench/noise/test-points.ts';

// The bench holds medians over five seeds to the promises (`npm run bench -- noise`); here one seed has half as much again.
const system = pendulum;

describe('a pendulum measured with 5 % noise, ten motions of three periods', () => {
  const set = measureSet({ system, shape: SHAPES.A, noise: 0.05, seed: 1 });
  const { identification, learned } = identifySet(set);
  const states = coveredStates(set);
  const errors = fieldErrors(learned, system, states);

  test('is learned to about a per cent', () => {
    expect(errors.energy).toBeLessThan(1.5e-2);
    expect(errors.gradient).toBeLessThan(3e-2);
  });

  test('is learned several times better than by central differences and a ridge at rounding', () => {
    const published = fieldErrors(fitPublished(set), system, states);
    expect(published.energy / errors.energy).toBeGreaterThan(2.5);
    expect(published.gradient / errors.gradient).toBeGreaterThan(10);
  });

  test('is predicted for many periods with its energy', () => {
    const rollout = rolloutErrors(learned, system);
    expect(rollout.validPeriods).toBeGreaterThan(7);
    expect(rollout.energy).toBeLessThan(7.5e-3);
  });

  test('leaves residuals of the size of the noise, and shows no friction', () => {
    expect(identification.facts.misfit.value).toBeGreaterThan(0.85);
    expect(identification.facts.misfit.value).toBeLessThan(1.1);
    expect(identification.facts.friction).toBeNull();
  });
});

test('irregular steps cost nothing: a pendulum with 1 % noise is learned as well as with even ones', () => {
  const set = measureSet({ system, shape: SHAPES.D, noise: 0.01, seed: 1 });
  expect(fieldErrors(identifySet(set).learned, system, coveredStates(set)).energy).toBeLessThan(1.3 * 1.5 * 2.5e-3);
});

describe('a pendulum with friction 0.05, measured with 1 % noise', () => {
  const set = measureSet({ system, shape: SHAPES.detection, noise: 0.01, seed: 1, friction: 0.05 });

  test('shows its friction to two per cent', () => {
    const found = force(identifySet(set).identification, 'viscous')!;
    expect(Math.abs(found.value / 0.05 - 1)).toBeLessThan(0.02);
  });

  test('does not pass for one without', () => {
    expect(identifySet(set, { friction: 'off' }).identification.facts.misfit.value).toBeGreaterThan(5);
  });
});

test('the potential of a pendulum comes from positions with 5 % noise alone', () => {
  const set = measureSet({ system, shape: SHAPES.A, noise: 0.05, seed: 1, isPositionsOnly: true });
  expect(potentialErrors(identifySet(set).learned, set).energy).toBeLessThan(9e-3);
});
