import { Matrix, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { chooseWindow } from '../../../core/import/derivatives/choose-window.ts';
import { dominantPeriod } from '../../../core/import/derivatives/dominant-period.ts';
import { savitzkyGolay, slopePerSample } from '../../../core/import/derivatives/savitzky-golay.ts';

const grid = (count: number, step: number, start = 0) =>
  Float64Array.from({ length: count }, (_, i) => start + i * step);

function largestDifference(a: Float64Array, b: Float64Array, from = 0, to = a.length): number {
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

describe('Savitzky–Golay slopes', () => {
  test.each([5, 7, 25, 101])('are those of the least-squares cubic for a window of %i, ends included', (window) => {
    const random = createRandom(1, 'noise');
    const values = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i / 9) + 0.1 * random.normal());
    const slopes = slopePerSample(values, window);
    for (const sample of [0, 1, 2, 50, 150, 297, 299]) {
      expect(Math.abs(slopes[sample]! - slopeOfCubic(values, sample, window)), `sample ${sample}`).toBeLessThan(1e-9);
    }
  });

  test('are exact for a cubic, ends included', () => {
    const times = grid(40, 0.25, -3);
    const values = times.map((t) => 2 - t + 0.5 * t * t - 0.3 * t ** 3);
    const slopes = savitzkyGolay.differentiate({ times, values, windowSamples: 9 });
    expect(
      largestDifference(
        slopes,
        times.map((t) => -1 + t - 0.9 * t * t),
      ),
    ).toBeLessThan(1e-10);
  });

  test('converge to cos for sin: fourth order inside, third order at the ends', () => {
    const errors = (step: number) => {
      const times = grid(Math.round(20 / step) + 1, step);
      const slopes = savitzkyGolay.differentiate({ times, values: times.map(Math.sin), windowSamples: 7 });
      const truth = times.map(Math.cos);
      return [largestDifference(slopes, truth, 3, times.length - 3), largestDifference(slopes, truth)];
    };
    const [coarseInside, coarseEnds] = errors(0.1);
    const [fineInside, fineEnds] = errors(0.05);
    expect(Math.log2(coarseInside! / fineInside!)).toBeCloseTo(4, 1);
    expect(Math.log2(coarseEnds! / fineEnds!)).toBeCloseTo(3, 0);
    expect(coarseInside).toBeLessThan(1e-4);
  });

  test('keep their digits for a wide window and a large offset in time and value', () => {
    const times = grid(5_000, 0.001, 2_457_944.5);
    const values = times.map((t) => 1e6 + Math.sin(t));
    const slopes = savitzkyGolay.differentiate({ times, values, windowSamples: 201 });
    // The times themselves are rounded to 4.7e-10 here, and sin of them with it.
    expect(largestDifference(slopes, times.map(Math.cos), 100, 4_900)).toBeLessThan(1e-4);
  });

  test('jitter in the times does not become noise in the slope', () => {
    const random = createRandom(2, 'jitter');
    const times = grid(500, 0.05).map((t) => t + 0.05 * random.uniformIn(-0.1, 0.1));
    const slopes = savitzkyGolay.differentiate({ times, values: times.map((t) => 3 * t), windowSamples: 5 });
    expect(
      largestDifference(
        slopes,
        times.map(() => 3),
      ),
    ).toBeLessThan(1e-9);
    const sine = savitzkyGolay.differentiate({ times, values: times.map(Math.sin), windowSamples: 9 });
    expect(largestDifference(sine, times.map(Math.cos), 4, 496)).toBeLessThan(0.02);
  });

  test.each([4, 3, 6.5, 41])('a window of %d samples for 40 values is refused', (window) => {
    expect(() => slopePerSample(new Float64Array(40), window)).toThrow(
      expect.objectContaining({ code: 'bad-argument' }),
    );
  });
});

/** The slope at a sample of the cubic fitted by linear least squares to its window (at the ends: to the first or last window). */
function slopeOfCubic(values: Float64Array, sample: number, window: number): number {
  const m = (window - 1) / 2;
  const centre = Math.min(Math.max(sample, m), values.length - 1 - m);
  const rows = Array.from({ length: window }, (_, k) => {
    const u = (k - m) / m;
    return [1, u, u ** 2, u ** 3];
  });
  const cubic = solve(new Matrix(rows), Matrix.columnVector([...values.subarray(centre - m, centre + m + 1)]), true);
  const [, linear = NaN, quadratic = NaN, third = NaN] = cubic.to1DArray();
  const u = (sample - centre) / m;
  return (linear + 2 * quadratic * u + 3 * third * u * u) / m;
}

describe('the dominant period', () => {
  const times = grid(2000, 0.01);

  test('of a sine with offset, drift and noise is found to 2 %', () => {
    const random = createRandom(3, 'noise');
    const values = times.map((t) => 100 + 0.3 * t + Math.sin((2 * Math.PI * t) / 0.8) + 0.1 * random.normal());
    const period = dominantPeriod(times, values)!;
    expect(period.isLowerBound).toBe(false);
    expect(Math.abs(period.time - 0.8)).toBeLessThan(0.016);
  });

  test('of less than one oscillation is at least the duration', () => {
    expect(dominantPeriod(grid(50, 0.5), grid(50, 0.5).map(Math.exp))).toEqual({ time: 24.5, isLowerBound: true });
    expect(dominantPeriod(grid(50, 0.1), grid(50, 0.1).map(Math.sin))).toEqual({ time: 4.9, isLowerBound: true });
  });

  test.each([
    ['constant', () => 5],
    ['a straight line', (t: number) => 3 * t + 1e6],
  ])('of a signal that is %s is none', (_, signal) => {
    expect(dominantPeriod(times, times.map(signal))).toBeNull();
  });
});

test('a window is chosen for more trajectories than a call can take arguments', () => {
  const track = { times: grid(3, 0.5), columns: [] };
  const tracks = Array.from({ length: 200_000 }, () => track);
  expect(chooseWindow(tracks, 0.25).time).toBe(0.25);
});
