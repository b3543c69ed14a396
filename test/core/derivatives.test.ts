import { describe, expect, test } from 'vitest';
import {
  DERIVATIVE_METHODS,
  chooseDerivative,
  compareDerivatives,
  defaultWindow,
  dominantPeriod,
  estimateNoise,
  stepFacts,
} from '../../core/derivatives/index.ts';
import { createRandom } from '../../core/random.ts';

/** Steps of 1 with every time moved by up to 9 % of a step: still even for those that need it. */
function jitteredTimes(count: number): Float64Array<ArrayBuffer> {
  const random = createRandom(1, 'jitter');
  return Float64Array.from({ length: count }, (_, i) => i + random.uniformIn(-0.09, 0.09));
}

/** Steps from 0.2 to 1.8. */
function unevenTimes(count: number): Float64Array<ArrayBuffer> {
  const random = createRandom(2, 'uneven');
  return Float64Array.from({ length: count }, (_, i) => i + random.uniformIn(-0.4, 0.4));
}

function timesFor(needsEvenSteps: boolean, count: number): Float64Array<ArrayBuffer> {
  return needsEvenSteps ? jitteredTimes(count) : unevenTimes(count);
}

function largest(errors: Iterable<number>): number {
  return Math.max(...Array.from(errors, Math.abs));
}

function rms(errors: Float64Array): number {
  return Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
}

function noisySine(count: number, sigma: number, seed = 1) {
  const random = createRandom(seed, 'noise');
  const times = Float64Array.from({ length: count }, (_, i) => i);
  const omega = (2 * Math.PI) / 80;
  return {
    ...{ times, omega, window: null },
    values: times.map((t) => Math.cos(omega * t) + sigma * random.normal()),
    rates: times.map((t) => -omega * Math.sin(omega * t)),
  };
}

describe.each(DERIVATIVE_METHODS.all)('$label', (method) => {
  test('is exact for a straight line on jittered or uneven steps, the ends included', () => {
    const times = timesFor(method.needsEvenSteps, 50);
    const { smooth, rates, curvatures } = method.estimate({ times, values: times.map((t) => 1e6 + 3 * t), window: 8 });
    // 1e6 has a rounding error of 1e-10.
    expect(largest(smooth.map((x, i) => x - 1e6 - 3 * times[i]!))).toBeLessThan(1e-8);
    expect(largest(rates.map((rate) => rate - 3))).toBeLessThan(1e-8);
    expect(largest(curvatures)).toBeLessThan(1e-8);
  });

  test('finds slope and curvature of a parabola', () => {
    const times = Float64Array.from({ length: 60 }, (_, i) => 5 + 0.1 * i);
    const { rates, curvatures, endRows } = method.estimate({ times, values: times.map((t) => 2 - t * t), window: 0.8 });
    const inner = (x: Float64Array) => x.subarray(endRows, -endRows);
    // The spline's penalty is not blind to parabolas, but finds nothing to smooth.
    expect(largest(inner(rates.map((rate, i) => rate + 2 * times[i]!)))).toBeLessThan(1e-5);
    expect(largest(inner(curvatures.map((curvature) => curvature + 2)))).toBeLessThan(1e-4);
  });

  test('follows a dense sine on uneven steps within 1 % inside the ends it declares', () => {
    const times = timesFor(method.needsEvenSteps, 400);
    const omega = (2 * Math.PI) / 80;
    const { rates, endRows } = method.estimate({ times, values: times.map((t) => Math.sin(omega * t)), window: 8 });
    const errors = rates.map((rate, i) => rate - omega * Math.cos(omega * times[i]!));
    expect(largest(errors.subarray(endRows, -endRows)) / omega).toBeLessThan(0.01);
  });

  test('does not depend on the unit of time, nor on when the clock started', () => {
    const { times, values } = noisySine(200, 0.05);
    const once = method.estimate({ times, values, window: 10 });
    const scaled = method.estimate({ times: times.map((t) => 2 ** 20 + t / 1024), values, window: 10 / 1024 });
    expect(largest(scaled.rates.map((rate, i) => rate / 1024 - once.rates[i]!))).toBeLessThan(1e-9);
    expect(largest(scaled.curvatures.map((c, i) => c / 1024 ** 2 - once.curvatures[i]!))).toBeLessThan(1e-9);
  });

  test('gives finite numbers for a constant, for the fewest samples, and refuses fewer', () => {
    const times = Float64Array.from({ length: method.minSamples }, (_, i) => i);
    const estimate = method.estimate({ times, values: times.map(() => 7), window: null });
    expect(Array.from(estimate.smooth, (x) => Math.round(1e9 * x) / 1e9)).toEqual(Array(method.minSamples).fill(7));
    expect(largest(estimate.rates)).toBeLessThan(1e-12);
    expect(() => method.estimate({ times: times.slice(1), values: times.slice(1), window: null })).toThrow(/at least/);
  });
});

/** Error of the rates of a sine in the middle, for two steps of which one is half the other. */
function observedOrder(id: string): number {
  const [coarse, fine] = [0.1, 0.05].map((step) => {
    const times = Float64Array.from({ length: Math.round(20 / step) + 1 }, (_, i) => i * step);
    const values = times.map((t) => Math.sin(t));
    // A window in samples: five, whatever the step.
    const { rates } = DERIVATIVE_METHODS.get(id).estimate({ times, values, window: 4 * step });
    return rms(rates.map((rate, i) => rate - Math.cos(times[i]!)).filter((_, i) => times[i]! >= 5 && times[i]! <= 15));
  }) as [number, number];
  return Math.log2(coarse / fine);
}

test('the error falls with the square of the step for central differences, with its fourth power for Savitzky–Golay', () => {
  expect(observedOrder('central')).toBeCloseTo(2, 1);
  expect(observedOrder('savitzky-golay')).toBeCloseTo(4, 1);
});

test('central differences are of second order on uneven steps: exact for parabolas, the ends included', () => {
  const times = unevenTimes(20);
  const { rates } = DERIVATIVE_METHODS.get('central').estimate({
    times,
    values: times.map((t) => t * t),
    window: null,
  });
  expect(largest(rates.map((rate, i) => rate - 2 * times[i]!))).toBeLessThan(1e-12);
});

test.each(['savitzky-golay', 'local-polynomial'])('%s reproduces cubics, noise or not', (id) => {
  const times = Float64Array.from({ length: 40 }, (_, i) => i / 10);
  const { smooth, rates, curvatures } = DERIVATIVE_METHODS.get(id).estimate({
    ...{ times, window: 1 },
    values: times.map((t) => t ** 3 - t),
  });
  expect(largest(smooth.map((x, i) => x - times[i]! ** 3 + times[i]!))).toBeLessThan(1e-11);
  expect(largest(rates.map((x, i) => x - 3 * times[i]! ** 2 + 1))).toBeLessThan(1e-10);
  expect(largest(curvatures.map((x, i) => x - 6 * times[i]!))).toBeLessThan(1e-9);
});

test('Savitzky–Golay refuses uneven steps and says where they begin', () => {
  const times = Float64Array.of(0, 1, 2, 3, 4.5, 5.5, 6.5);
  expect(() => DERIVATIVE_METHODS.get('savitzky-golay').estimate({ times, values: times, window: null })).toThrow(
    'uneven, from 1 to 1.5 (median 1), first after t = 3',
  );
});

test('a local polynomial bridges a gap wider than its window', () => {
  const times = Float64Array.from({ length: 60 }, (_, i) => (i < 30 ? i : i + 40));
  const { rates } = DERIVATIVE_METHODS.get('local-polynomial').estimate({
    ...{ times, window: 8 },
    values: times.map((t) => t ** 2),
  });
  expect(largest(rates.map((rate, i) => rate - 2 * times[i]!))).toBeLessThan(1e-9);
});

describe('the noise', () => {
  test.each([1e-4, 0.01, 0.05, 0.2])('of σ = %f on a swing is found within a fifth', (sigma) => {
    for (let seed = 1; seed <= 10; seed++) {
      const { times, values } = noisySine(400, sigma, seed);
      expect(estimateNoise(times, values) / sigma, `seed ${seed}`).toBeGreaterThan(0.8);
      expect(estimateNoise(times, values) / sigma, `seed ${seed}`).toBeLessThan(1.2);
    }
  });

  test('of uneven samples is found within 20 %', () => {
    const random = createRandom(3, 'noise');
    const times = unevenTimes(1000);
    const values = times.map((t) => Math.cos(t / 12) + 0.03 * random.normal());
    expect(estimateNoise(times, values) / 0.03).toBeGreaterThan(0.8);
    expect(estimateNoise(times, values) / 0.03).toBeLessThan(1.2);
  });

  test('of values on a coarse grid is at least that of the grid', () => {
    const { times, values } = noisySine(2000, 0);
    const grid = 0.1;
    const rounded = values.map((value) => grid * Math.round(value / grid));
    expect(estimateNoise(times, rounded)).toBeGreaterThan(0.99 * (grid / Math.sqrt(12)));
    expect(estimateNoise(times, rounded)).toBeLessThan(3 * (grid / Math.sqrt(12)));
  });

  test('of a noise-free motion is next to nothing', () => {
    const { times, values } = noisySine(400, 0);
    expect(estimateNoise(times, values)).toBeLessThan(1e-6);
  });
});

describe('the window', () => {
  test('is a share of the period, whatever the sampling', () => {
    const dense = Float64Array.from({ length: 4000 }, (_, i) => i / 100);
    const coarse = Float64Array.from({ length: 200 }, (_, i) => i / 5);
    const channels = [dense, coarse].map((times) => ({
      times,
      values: times.map((t) => Math.sin((2 * Math.PI * t) / 8)),
    }));
    // The trend line through five swings tilts the crossings by half a per cent.
    expect(defaultWindow(channels, 1 / 8)).toBeCloseTo(1, 1);
    expect(dominantPeriod(channels[1]!.times, channels[1]!.values)?.time).toBeCloseTo(8, 0);
  });

  test('spans at most 200 steps', () => {
    const times = Float64Array.from({ length: 20_000 }, (_, i) => i);
    expect(defaultWindow([{ times, values: times.map((t) => Math.sin(t / 1000)) }], 1 / 8)).toBe(200);
  });
});

test('step facts are the smallest, the median and the largest step', () => {
  expect(stepFacts(Float64Array.of(0, 1, 3, 4, 5.5))).toEqual({ min: 1, median: 1.25, max: 2 });
});

test('data too short to judge their noise get central differences, others the spline', () => {
  const short = Float64Array.from({ length: 7 }, (_, i) => i);
  const long = Float64Array.from({ length: 21 }, (_, i) => i);
  expect(chooseDerivative([{ times: short, values: short, window: null }]).method.id).toBe('central');
  expect(chooseDerivative([short, long].map((times) => ({ times, values: times, window: null }))).method.id).toBe(
    'smoothing-spline',
  );
});

test('the comparison tells the error of each rate within a quarter, without knowing the truth', () => {
  const { rates, ...input } = noisySine(800, 0.05);
  for (const { id, figures } of compareDerivatives([input], [rates])) {
    expect(figures!.rateError / figures!.givenError!, id).toBeGreaterThan(0.75);
    expect(figures!.rateError / figures!.givenError!, id).toBeLessThan(1.25);
  }
});

test('the comparison refuses a method for its reason and keeps the others', () => {
  const times = unevenTimes(100);
  const rows = compareDerivatives([{ times, values: times.map((t) => Math.sin(t / 9)), window: null }], null);
  expect(rows.map(({ id, refused }) => [id, refused === null])).toEqual([
    ['smoothing-spline', true],
    ['savitzky-golay', false],
    ['local-polynomial', true],
    ['central', true],
  ]);
  expect(rows.map(({ figures }) => figures?.givenError ?? null)).toEqual([null, null, null, null]);
});

test('noise that a filter has made alike from sample to sample is not followed', () => {
  const random = createRandom(3, 'noise');
  const white = Array.from({ length: 803 }, () => 0.01 * random.normal());
  const times = Float64Array.from({ length: 800 }, (_, i) => i / 80);
  // Neighbours alike, two apart opposite: as an encoder filters its velocity.
  const values = times.map(
    (t, i) => Math.sin(2 * Math.PI * t) + white[i]! + white[i + 1]! - white[i + 2]! - white[i + 3]!,
  );
  const input = { times, values, window: null };
  const { method, window } = chooseDerivative([input]);
  expect(method.id).toBe('local-polynomial');
  const errorOf = (rates: Float64Array) =>
    Math.hypot(
      ...rates.subarray(20, -20).map((rate, i) => rate - 2 * Math.PI * Math.cos(2 * Math.PI * times[i + 20]!)),
    );
  const spline = DERIVATIVE_METHODS.get('smoothing-spline').estimate(input);
  expect(errorOf(method.estimate({ ...input, window }).rates)).toBeLessThan(0.7 * errorOf(spline.rates));
});
