import { Matrix, inverse, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { smoothingSpline } from '../../core/derivatives/smoothing-spline.ts';
import { createSplineSystem } from '../../core/derivatives/spline-system.ts';
import { createRandom } from '../../core/random.ts';

const COUNT = 25;

function unevenSamples() {
  const random = createRandom(4, 'spline');
  const knots = Float64Array.from({ length: COUNT }, (_, i) => i + random.uniformIn(-0.4, 0.4));
  return { knots, samples: knots.map((u) => Math.sin(u / 3) + 0.1 * random.normal()) };
}

/**
 * The same least-squares problem in another basis: 1, u and the truncated cubes (u − uₖ)₊³, with ∫g″² = θᵀPθ where g″ is piecewise linear, so
 * that Simpson's rule between knots is exact; the natural conditions follow from the minimum. Solved densely: (XᵀX + λP)θ = Xᵀy.
 */
function denseSpline(knots: Float64Array, samples: Float64Array, lambda: number) {
  const basis = [() => 1, (u: number) => u, (u: number) => u ** 2, (u: number) => u ** 3];
  const bend = [() => 0, () => 0, () => 2, (u: number) => 6 * u];
  const slope = [() => 0, () => 1, (u: number) => 2 * u, (u: number) => 3 * u ** 2];
  for (const knot of knots.subarray(1, -1)) {
    const over = (u: number) => Math.max(0, u - knot);
    basis.push((u) => over(u) ** 3);
    slope.push((u) => 3 * over(u) ** 2);
    bend.push((u) => 6 * over(u));
  }
  const design = new Matrix(Array.from(knots, (u) => basis.map((f) => f(u))));
  const penalty = Matrix.zeros(basis.length, basis.length);
  for (let k = 0; k + 1 < knots.length; k++) {
    const [a, b] = [knots[k]!, knots[k + 1]!];
    for (const [u, weight] of [
      [a, (b - a) / 6],
      [(a + b) / 2, (4 * (b - a)) / 6],
      [b, (b - a) / 6],
    ] as const) {
      const row = Matrix.rowVector(bend.map((f) => f(u)));
      penalty.add(row.transpose().mmul(row).mul(weight));
    }
  }
  const normal = design.transpose().mmul(design).add(penalty.mul(lambda));
  const theta = solve(normal, design.transpose().mmul(Matrix.columnVector(samples)));
  const hat = design.mmul(inverse(normal)).mmul(design.transpose());
  return {
    values: design.mmul(theta).to1DArray(),
    slopes: Array.from(knots, (u) => slope.reduce((sum, f, k) => sum + f(u) * theta.get(k, 0), 0)),
    trace: hat.trace(),
  };
}

describe.each([0.01, 1, 100])('the spline of weight λ = %f', (lambda) => {
  const { knots, samples } = unevenSamples();
  const system = createSplineSystem(knots, samples);
  const { residual, freedom, score } = system.solve(lambda);
  const { values, slopes, bends } = system.curve();
  const dense = denseSpline(knots, samples, lambda);

  test('has the values and slopes of the dense solution', () => {
    // Truncated cubes over 25 knots have a condition number near 1e10.
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(dense.values[i]!, 5);
    });
    slopes.forEach((slope, i) => {
      expect(slope).toBeCloseTo(dense.slopes[i]!, 5);
    });
    expect(bends[0]).toBe(0);
    expect(bends.at(-1)).toBe(0);
  });

  test('has its trace, and the score that follows from it', () => {
    expect(COUNT - freedom).toBeCloseTo(dense.trace, 5);
    const square = dense.values.reduce((sum, value, i) => sum + (samples[i]! - value) ** 2, 0);
    expect(residual).toBeCloseTo(square, 6);
    expect(score).toBeCloseTo((COUNT * square) / (COUNT - dense.trace) ** 2, 6);
  });
});

test('a motion let go from rest keeps its curvature at the ends', () => {
  const random = createRandom(5, 'ends');
  const times = Float64Array.from({ length: 600 }, (_, i) => i / 60);
  const values = times.map((t) => Math.cos(2 * t) + 0.01 * random.normal());
  const { rates, curvatures, endRows } = smoothingSpline.estimate({ times, values, window: null });
  // A natural spline is 26 % off at the end, and has no curvature there.
  expect(Math.abs(rates[0]!) / 2).toBeLessThan(0.15);
  expect(curvatures[0]! / -4).toBeGreaterThan(0.7);
  expect(Math.abs(rates[endRows]! + 2 * Math.sin(2 * times[endRows]!)) / 2).toBeLessThan(0.02);
});

test('rounding to a coarse grid is not taken for motion', () => {
  const times = Float64Array.from({ length: 3600 }, (_, i) => i / 400);
  const values = times.map((t) => 0.4 * Math.round((1.5 * Math.sin(8 * t)) / 0.4));
  const { rates, endRows } = smoothingSpline.estimate({ times, values, window: null });
  const errors = rates.map((rate, i) => rate - 12 * Math.cos(8 * times[i]!)).subarray(endRows, -endRows);
  // 8 % with the guard; without it the curve follows the stairs and is 206 % off.
  expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length) / 8.5).toBeLessThan(0.2);
});
