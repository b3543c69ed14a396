import { expect } from 'vitest';
import { DERIVATIVE_METHODS, chooseDerivative, deviation } from '../../core/derivatives/index.ts';
import type { DerivativeMethod } from '../../core/derivatives/index.ts';
import { createRandom } from '../../core/random.ts';
import { readSharedText, testWithSharedData } from '../support/shared-data.ts';

/** One second of samples: a quarter is more than any method's ends. */
const LEFT_OUT = 0.25;

/** Angle with added noise, and the encoder's ω, of the first of four recordings: the one that the survey of methods measured. */
function firstRun(sigma: number, every: number) {
  const random = createRandom(1, 'noise');
  const rows = readSharedText('real/multiarm-single-pendulum/single_pendulum_id.csv')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map(Number))
    .filter(([run]) => run === 1)
    .filter((_, i) => i % every === 0);
  return {
    times: Float64Array.from(rows, (row) => row[1]!),
    values: Float64Array.from(rows, (row) => row[2]! + sigma * random.normal()),
    omega: Float64Array.from(rows, (row) => row[3]!),
    window: null,
  };
}

/** Error of the rate in per cent of the standard deviation of ω, without the ends. */
function percentError(method: DerivativeMethod, run: ReturnType<typeof firstRun>, window: number | null): number {
  const { rates } = method.estimate({ ...run, window });
  const isInner = (t: number) => t >= run.times[0]! + LEFT_OUT && t <= run.times.at(-1)! - LEFT_OUT;
  const errors = rates.map((rate, i) => rate - run.omega[i]!).filter((_, i) => isInner(run.times[i]!));
  return (100 * Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)) / deviation(run.omega);
}

/** The methods with every window from 0.05 to 0.5 s. */
function bestError(run: ReturnType<typeof firstRun>): number {
  const windows = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5];
  return Math.min(
    ...DERIVATIVE_METHODS.all.flatMap((method) =>
      (method.hasWindow ? windows : [null]).map((window) => percentError(method, run, window)),
    ),
  );
}

testWithSharedData(
  'measured pendulum with added noise: the best method is as good as the survey says, the default next to it',
  () => {
    // The survey's 0.6, 0.7, 1.4 and 3.6 % are rounded to one digit; the encoder's own ω is 0.63 % off.
    for (const [sigma, demand] of [
      [0, 0.65],
      [0.002, 0.75],
      [0.01, 1.4],
      [0.05, 3.6],
    ] as const) {
      const run = firstRun(sigma, 1);
      const best = bestError(run);
      const { method, window } = chooseDerivative([run]);
      expect(best, `σ = ${sigma}`).toBeLessThan(demand);
      expect(percentError(method, run, window), `σ = ${sigma}`).toBeLessThan(1.5 * best);
    }
  },
);

testWithSharedData('measured pendulum at 20 and 10 Hz: the default needs no window in samples', () => {
  // Survey: at 20 Hz central differences 2.2 %, Savitzky–Golay with 5 samples 0.6 %; at 10 Hz 8.2 % and 1.7 %.
  const errorAt = (every: number) => {
    const run = firstRun(0, every);
    const { method, window } = chooseDerivative([run]);
    return percentError(method, run, window);
  };
  expect(errorAt(5)).toBeLessThan(0.7);
  expect(errorAt(10)).toBeLessThan(1);
});
