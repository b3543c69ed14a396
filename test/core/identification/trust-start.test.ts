import { describe, expect, it } from 'vitest';
import type { SmoothedPiece } from '../../../core/fit/rows/row-type.ts';
import { fitStart, startSpan } from '../../../core/identification/trust/fit-start.ts';
import type { FittedStart } from '../../../core/identification/trust/fit-start.ts';
import { forecaster, modelMover } from '../../../core/identification/trust/forecasters.ts';
import { createRandom } from '../../../core/random.ts';
import { closedModel, product } from './closed-models.ts';

const PERIOD = 2 * Math.PI;
const STEP = 0.1;
const NOISE = 0.02;
const TRUTH = [0.8, -0.5] as const;
// Two half widths reach 16 samples: t = 0, 0.1 … 1.5.
const options = { noise: [NOISE], period: PERIOD, halfWidth: 0.75 };
const ROWS = 16;

/** H = p²/2 + k q²/2, which moves in circles for k = 1. */
function oscillator(stiffness = 1) {
  const model = closedModel([product(0, 0)], [stiffness]);
  return modelMover(model, {
    limits: [
      [-50, 50],
      [-50, 50],
    ],
    maxStep: STEP / 4,
  });
}

/** Three periods of q = q₀ cos t + p₀ sin t, with errors; what was smoothed is off by `slip`. */
function circle(errors: (row: number) => number, slip = 0.1): SmoothedPiece {
  const times = Float64Array.from({ length: 190 }, (_, i) => i * STEP);
  const [q, p] = TRUTH;
  const at = (time: number) => q * Math.cos(time) + p * Math.sin(time);
  return {
    ...{ trajectory: 0, times, inputs: new Float64Array(0) },
    measured: times.map((time, row) => at(time) + errors(row)),
    smooth: times.map((time) => at(time) + slip),
    rates: times.map((time) => p * Math.cos(time) - q * Math.sin(time) - slip),
  };
}

/** Σ [cos², cos sin; cos sin, sin²]/σ² over the rows: what positions of a circle tell about its start. */
function information(): readonly [number, number, number] {
  const times = Array.from({ length: ROWS }, (_, i) => i * STEP);
  const sum = (of: (time: number) => number) => times.reduce((total, time) => total + of(time) / NOISE ** 2, 0);
  return [
    sum((time) => Math.cos(time) ** 2),
    sum((time) => Math.cos(time) * Math.sin(time)),
    sum((time) => Math.sin(time) ** 2),
  ];
}

function covariance({ factor }: FittedStart): readonly number[] {
  const [a, b, c, d] = factor as unknown as readonly [number, number, number, number];
  return [a * a + b * b, a * c + b * d, c * c + d * d];
}

describe('the start of an oscillator measured by its positions', () => {
  it('is found from a guess that is off by five times the noise', () => {
    const { start, rows } = fitStart(
      oscillator(),
      circle(() => 0),
      options,
    );
    expect(rows).toBe(ROWS);
    // The guess counts as one measurement that is off by the range of 1.9: 0.1 (0.02/1.9)² over the 16 samples, and more for p.
    expect(start[0]).toBeCloseTo(TRUTH[0], 4);
    expect(start[1]).toBeCloseTo(TRUTH[1], 4);
  });

  it('has the covariance that the cosines and sines imply', () => {
    const fitted = covariance(
      fitStart(
        oscillator(),
        circle(() => 0),
        options,
      ),
    );
    const [a, b, c] = information();
    const determinant = a * c - b * b;
    // The guess adds a share of about 10⁻⁴ to what is known.
    expect(fitted[0]! / (c / determinant)).toBeCloseTo(1, 3);
    expect(fitted[1]! / (-b / determinant)).toBeCloseTo(1, 2);
    expect(fitted[2]! / (a / determinant)).toBeCloseTo(1, 2);
  });

  it('is off by as much as that covariance says', () => {
    const [a, b, c] = information();
    const random = createRandom(3, 'start');
    const distances = Array.from({ length: 200 }, () => {
      const noisy = circle(() => NOISE * random.normal());
      const { start } = fitStart(oscillator(), noisy, options);
      const [u, v] = [start[0]! - TRUTH[0], start[1]! - TRUTH[1]];
      return a * u * u + 2 * b * u * v + c * v * v;
    });
    // χ² of two degrees of freedom: mean 2, that of 200 scatters by 0.14.
    const mean = distances.reduce((sum, one) => sum + one / distances.length, 0);
    expect(Math.abs(mean - 2)).toBeLessThan(0.45);
  });

  it('is less sure when more than noise is left over', () => {
    const wrong = (row: number) => (row % 2 === 0 ? 3 : -3) * NOISE;
    const clean = covariance(
      fitStart(
        oscillator(),
        circle(() => 0),
        options,
      ),
    );
    const spoiled = covariance(fitStart(oscillator(), circle(wrong), options));
    // Nine times the variance at 16 samples, two of them spent; the alternation itself fits next to nothing.
    expect(spoiled[0]! / clean[0]!).toBeCloseTo((9 * 16) / 14, 0);
  });

  it('does not depend on what is measured later', () => {
    const later = fitStart(
      oscillator(),
      circle((row) => (row >= ROWS ? 5 : 0)),
      options,
    );
    const none = fitStart(
      oscillator(),
      circle(() => 0),
      options,
    );
    expect([...later.start]).toEqual([...none.start]);
  });

  it('stays at the guess when the motion from there runs away', () => {
    const unstable = oscillator(-1e4);
    const { start, factor } = fitStart(
      unstable,
      circle(() => 0),
      options,
    );
    expect([...start]).toEqual([TRUTH[0] + 0.1, TRUTH[1] - 0.1]);
    expect(factor.every(Number.isFinite)).toBe(true);
  });
});

describe('a forecast', () => {
  it('begins at the fitted start, or without a smoother at the state itself', () => {
    const piece = circle(() => 0);
    expect(forecaster(oscillator(), options)(piece)[0]).toBeCloseTo(TRUTH[0], 4);
    expect(forecaster(oscillator(), null)(piece)[0]).toBe(TRUTH[0] + 0.1);
  });
});

describe('the part of a motion that its start is fitted to', () => {
  it.each([
    [0.75, 1.5],
    [0.01, PERIOD / 8],
    [9, PERIOD / 2],
  ])('with smoothing by %d lasts %d', (halfWidth, span) => {
    expect(startSpan({ period: PERIOD, halfWidth })).toBe(span);
  });
});
