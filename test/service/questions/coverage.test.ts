import { describe, expect, test } from 'vitest';
import { planeCoverage } from '../../../service/questions/coverage.ts';
import { createRandom } from '../../../core/random.ts';

const box = [
  [0, 10],
  [-1, 1],
] as const;

describe('what is covered by data', () => {
  test('points within 4 % of the box around a training state are covered, farther ones are not', () => {
    const isCovered = planeCoverage(Float64Array.of(5, 0), box, 0);
    expect(isCovered(5, 0)).toBe(true);
    expect(isCovered(5.38, 0)).toBe(true);
    expect(isCovered(5, 0.076)).toBe(true);
    expect(isCovered(5.45, 0)).toBe(false);
    expect(isCovered(5, -0.09)).toBe(false);
    expect(isCovered(1e9, NaN)).toBe(false);
  });

  test('agrees with the distance to the nearest state, up to the resolution of the map', () => {
    const random = createRandom(7, 'coverage');
    const states = Float64Array.from({ length: 60 }, (_, i) => random.uniformIn(box[i % 2]![0], box[i % 2]![1]));
    const isCovered = planeCoverage(states, box, 0);
    for (let trial = 0; trial < 2000; trial++) {
      const [q, p] = [random.uniformIn(-1, 11), random.uniformIn(-1.2, 1.2)];
      let nearest = Infinity;
      for (let i = 0; i < 60; i += 2)
        nearest = Math.min(nearest, Math.hypot((q - states[i]!) / 10, (p - states[i + 1]!) / 2));
      // Rounding both ends to cells of 0.5 % moves a point by at most 0.0071.
      if (nearest < 0.04 - 0.0071) expect(isCovered(q, p), `trial ${trial}`).toBe(true);
      if (nearest > 0.04 + 0.0071) expect(isCovered(q, p), `trial ${trial}`).toBe(false);
    }
  });

  test('with two degrees of freedom the plane of the axis counts', () => {
    const states = Float64Array.of(0, 1, 0, 1);
    const wide = [box[0], box[0], box[1], box[1]] as const;
    expect(planeCoverage(states, wide, 0)(0, 0)).toBe(true);
    expect(planeCoverage(states, wide, 1)(0, 0)).toBe(false);
    expect(planeCoverage(states, wide, 1)(1, 1)).toBe(true);
  });

  test('a coordinate that never varied does not break the map', () => {
    expect(
      planeCoverage(
        Float64Array.of(1, 0),
        [
          [0, 10],
          [0, 0],
        ],
        0,
      )(1, 0),
    ).toBe(true);
  });
});
