import { expect, test } from 'vitest';
import {
  energyDeviations,
  gradientDeviations,
  quantile,
  rolloutBand,
  sampleCoefficients,
  timeUntilWide,
} from '../../../core/identification/posterior/index.ts';
import { box, closedModel, evenTimes, independent, product } from './closed-models.ts';

/** H = p²/2 + k q²/2 with k = 1 ± 0.1. */
const spring = closedModel([product(0, 0)], [1]);
const springError = independent([0.1]);
const start = Float64Array.of(1, 0);
const common = { start, box: box(), maxStep: 0.05, seed: 1 };

test('samples have the mean and the covariance L Lᵀ of the posterior', () => {
  const model = closedModel([product(0, 0), { kind: 'cosine', coordinate: 0, scale: 1 }], [2, -1]);
  // Covariance [[0.09, 0.06], [0.06, 0.2]]; Lᵀ L would have 0.25 and 0.04 on its diagonal.
  const samples = sampleCoefficients(model, { factor: Float64Array.of(0.3, 0, 0.2, 0.4) }, 20_000, 3);
  const at = (j: number) => samples.filter((_, i) => i % 2 === j);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [first, second] = [at(0), at(1)];
  // Standard errors of 20 000 samples: 0.002 to 0.003 for the means, 0.001 to 0.002 for the covariances.
  expect(mean(first)).toBeCloseTo(2, 1.9);
  expect(mean(second)).toBeCloseTo(-1, 1.9);
  expect(mean(first.map((value) => (value - 2) ** 2))).toBeCloseTo(0.09, 2);
  expect(mean(second.map((value) => (value + 1) ** 2))).toBeCloseTo(0.2, 2);
  expect(mean(first.map((value, i) => (value - 2) * (second[i]! + 1)))).toBeCloseTo(0.06, 2);
});

test('the same seed draws the same samples, another seed others', () => {
  const draw = (count: number, seed: number) => sampleCoefficients(spring, springError, count, seed);
  expect(draw(100, 5)).toEqual(draw(100, 5));
  expect(draw(100, 5).subarray(0, 10)).toEqual(draw(10, 5));
  expect(draw(1, 6)).not.toEqual(draw(1, 5));
});

test('a posterior of another model is refused', () => {
  expect(() => sampleCoefficients(spring, independent([1, 1]), 1, 1)).toThrow('expected a factor of 1 × 1 numbers');
  expect(() => energyDeviations(spring, independent([1, 1]), start, 1, start)).toThrow('got 4');
});

test('a quantile lies on straight lines between the order statistics', () => {
  const sorted = Float64Array.of(0, 1, 4);
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share))).toEqual([0, 0.5, 1, 2.5, 4]);
});

test('deviations of energy and gradient are those of Gaussian coefficients in closed form', () => {
  const model = closedModel([product(0, 0), { kind: 'cosine', coordinate: 0, scale: 1 }], [2, -1]);
  const posterior = { factor: Float64Array.of(0.3, 0, 0.2, 0.4) };
  const states = Float64Array.of(0.5, 0.7, 1, 0, 1.5, -3);
  const energies = energyDeviations(model, posterior, states, 3, Float64Array.of(0.5, 0));
  const gradients = gradientDeviations(model, posterior, states, 3);
  // Covariance [[0.09, 0.06], [0.06, 0.2]] between the columns a and b.
  const deviation = (a: number, b: number) => Math.sqrt(0.09 * a * a + 0.12 * a * b + 0.2 * b * b);
  expect(energies[0]).toBe(0);
  expect(energies[1]).toBeCloseTo(deviation(0.5 - 0.125, Math.cos(1) - Math.cos(0.5)), 14);
  expect(energies[2]).toBeCloseTo(deviation(1.125 - 0.125, Math.cos(1.5) - Math.cos(0.5)), 14);
  expect(gradients[0]).toBeCloseTo(deviation(0.5, -Math.sin(0.5)), 14);
  expect(gradients[2]).toBeCloseTo(deviation(1, -Math.sin(1)), 14);
  // The kinetic energy is known.
  expect([gradients[1], gradients[3], gradients[5]]).toEqual([0, 0, 0]);
});

test('deviations do not depend on how many states are asked for', () => {
  const states = Float64Array.from({ length: 2 * 600 }, (_, i) => Math.sin(i));
  const all = energyDeviations(spring, springError, states, 600, start);
  expect(energyDeviations(spring, springError, states.subarray(2 * 300), 300, start)).toEqual(all.subarray(300));
});

test('nine of ten true energies lie in the band of a toy Gaussian', () => {
  const model = closedModel([product(0, 0), { kind: 'cosine', coordinate: 0, scale: 1 }], [2, -1]);
  const posterior = { factor: Float64Array.of(0.3, 0, 0.2, 0.4) };
  const deviation = energyDeviations(model, posterior, Float64Array.of(1.5, 0), 1, Float64Array.of(0, 0))[0]!;
  const energy = (a: number, b: number) => (a * 1.5 ** 2) / 2 + b * (Math.cos(1.5) - 1);
  const truths = sampleCoefficients(model, posterior, 4000, 9);
  const errors = Array.from({ length: 4000 }, (_, s) => energy(truths[2 * s]!, truths[2 * s + 1]!) - energy(2, -1));
  const covered = errors.filter((error) => Math.abs(error) < 1.645 * deviation).length / 4000;
  // Standard error 0.005.
  expect(Math.abs(covered - 0.9)).toBeLessThan(0.015);
});

test('the band of a spring is that of cos √k t over the drawn k', () => {
  const times = evenTimes(12, 40);
  const band = rolloutBand({ ...common, model: spring, posterior: springError, times, inputs: null });
  const stiffness = sampleCoefficients(spring, springError, 120, 1);
  // Runge–Kutta 4 with steps of at most 0.05 errs by about t h⁴/120 = 6e-7.
  [3, 17, 40].forEach((i) => {
    const sorted = stiffness.map((k) => Math.cos(Math.sqrt(k) * times[i]!)).sort();
    expect(band.low[2 * i]).toBeCloseTo(quantile(sorted, 0.05), 5);
    expect(band.high[2 * i]).toBeCloseTo(quantile(sorted, 0.95), 5);
  });
  expect([...band.low.subarray(0, 2), ...band.high.subarray(0, 2)]).toEqual([1, 0, 1, 0]);
});

test('the band of one parameter has the exact quantiles of a normal distribution', () => {
  const times = evenTimes(2, 2);
  const band = rolloutBand({
    ...common,
    model: spring,
    posterior: springError,
    times,
    inputs: null,
    samples: 4000,
  });
  // q falls with k until √k t = π. The quantile of 4000 samples errs by 0.034 deviations of k, that is 0.003 of q.
  expect(Math.abs(band.low[4]! - Math.cos(2 * Math.sqrt(1.1645)))).toBeLessThan(0.01);
  expect(Math.abs(band.high[4]! - Math.cos(2 * Math.sqrt(0.8355)))).toBeLessThan(0.01);
});

test('the same seed gives the same band, bit for bit', () => {
  const input = { ...common, model: spring, posterior: springError, times: evenTimes(3, 5), inputs: null };
  expect(rolloutBand(input)).toEqual(rolloutBand(input));
  expect(rolloutBand({ ...input, seed: 2 })).not.toEqual(rolloutBand(input));
});

test('friction, torque, a drive and an input move the samples', () => {
  const forces = [
    { kind: 'viscous', axis: 0 },
    { kind: 'torque', axis: 1 },
    { kind: 'harmonic', axis: 2, frequency: 0.25, phase: 'sin' },
    { kind: 'input', axis: 3, input: 1, name: 'push' },
  ] as const;
  const model = closedModel([], [0.5, 3, 2, 1], { masses: [1, 1, 1, 2], forces });
  const times = evenTimes(2, 4);
  // Two inputs, of which the second is the time itself.
  const inputs = Float64Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 99 : (i - 1) / 4));
  const { low, high } = rolloutBand({
    ...common,
    model,
    posterior: independent([0, 0, 0, 0]),
    start: Float64Array.of(0, 0, 0, 0, 1, 0, 0, 0),
    box: box(8),
    times,
    inputs,
  });
  const w = Math.PI / 2;
  const exact = [(1 - Math.exp(-1)) / 0.5, 6, (2 / w) * (2 - Math.sin(2 * w) / w), 8 / 6 / 2];
  // Runge–Kutta 4 with h = 0.05: below 1e-6 for these.
  exact.forEach((q, k) => {
    expect(low[4 * 8 + k]).toBeCloseTo(q, 5);
    expect(high[4 * 8 + k]).toBeCloseTo(q, 5);
  });
});

test('a rollout without the input that pushes the model is refused', () => {
  const model = closedModel([], [1], { forces: [{ kind: 'input', axis: 0, input: 0, name: 'push' }] });
  const input = { ...common, model, posterior: independent([0]), times: evenTimes(1, 1), inputs: null };
  expect(() => rolloutBand(input)).toThrow("the input 'push', which is not given");
});

test('samples that run away widen the band to a finite distance on their side', () => {
  // V = c q²/2 with c of either sign: about half of the samples grow like exp(√−c t).
  const model = closedModel([product(0, 0)], [0]);
  const times = evenTimes(400, 20);
  const { low, high } = rolloutBand({ ...common, model, posterior: independent([4]), times, inputs: null });
  expect([...low, ...high].every(Number.isFinite)).toBe(true);
  // The box reaches 2 to both sides.
  expect(high.slice(-2)).toEqual(Float64Array.of(2000, 2000));
  expect(low.at(-2)).toBeGreaterThan(-10);
  const left = { ...common, start: Float64Array.of(-1, 0), model, posterior: independent([4]), times, inputs: null };
  expect(rolloutBand(left).low.slice(-2)).toEqual(Float64Array.of(-2000, -2000));
});

test('the time until a band is wide is where its width passes the tolerance', () => {
  // A torque τ = 0 ± 0.2 on a free mass: q = τ t²/2.
  const model = closedModel([], [0], { forces: [{ kind: 'torque', axis: 0 }] });
  const posterior = independent([0.2]);
  const spread = 2 * 1.645 * 0.2;
  const input = { ...common, start: Float64Array.of(0, 0), model, posterior, inputs: null };
  const times = evenTimes(4, 400).map((t) => t + 7);
  // Straight lines between times 0.01 apart: (0.01)²/(8 t) of an error in time.
  expect(timeUntilWide({ ...input, times }, [0.5])).toBeCloseTo(Math.sqrt(1 / spread), 4);
  expect(timeUntilWide({ ...input, times }, [8 * spread + 0.01])).toBeNull();
});

test('the time until a band is wide follows the motion of the model: a spring whose stiffness is known to 1 %', () => {
  // q = cos ωt, ω = √k: ∂q/∂k = −t sin(t)/2 at k = 1, first as large as the tolerance where t sin t = 8.
  const posterior = independent([0.01]);
  const input = { ...common, model: spring, posterior, inputs: null, times: evenTimes(20, 4000) };
  const found = timeUntilWide(input, [2 * 1.645 * 0.01 * 4])!;
  expect(found * Math.abs(Math.sin(found))).toBeCloseTo(8, 3);
  expect(found).toBeLessThan(10.5);
});

test('a motion that runs away has no band from there on', () => {
  const model = closedModel([{ kind: 'exponential', coordinate: 0, scale: 0.01 }], [-1]);
  const input = { ...common, model, posterior: independent([0]), inputs: null, times: evenTimes(4, 4) };
  expect(timeUntilWide(input, [1])).toBe(0);
});
