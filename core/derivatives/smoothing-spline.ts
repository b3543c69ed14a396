import type { DerivativeMethod } from './derivative-method.ts';
import { estimateNoise, gridNoise } from './noise.ts';
import { createSplineSystem } from './spline-system.ts';
import type { SplineSystem } from './spline-system.ts';
import { checkSteps } from './steps.ts';

/** log₁₀ λ with time in median steps. Below −6 the spline interpolates; above 12 it averages a thousand samples, and solves lose digits. */
const LEAST = -6;
const MOST = 12;
/** A decade of λ changes the width of the averaging by 1.8: the score of samples has no narrower minimum. */
const SPACING = 1;
/** Halvings of the spacing around the best of the grid. */
const REFINEMENTS = 4;
/**
 * Among λ whose score exceeds the least by no more than this the largest is taken. The score is flat there, its minimum is scattered
 * towards too small λ, and a slope needs more smoothing than a value: on measured swings with 0.002 to 0.2 rad of noise the error of the
 * rate is 1.00 to 1.18 times that of the best λ, without the slack 1.0 to 1.4 times.
 */
const SLACK = 0.05;

/**
 * Natural cubic smoothing spline with the weight of its bending by generalised cross-validation (Craven, Wahba, Numerische Mathematik
 * 31 (1979) 377), see `createSplineSystem`. Time is counted in median steps, so the unit of time does not matter. Any steps; O(n).
 * On values that stand on a coarse grid the residual is not allowed to be smaller than the rounding error (`gridNoise`): neighbours are
 * rounded alike there, which cross-validation takes for motion.
 */
export const smoothingSpline: DerivativeMethod = {
  id: 'smoothing-spline',
  label: 'Smoothing spline',
  summary:
    'Good for noise, few points and uneven steps; finds its smoothing by itself, and smooths too little where neighbouring errors are alike.',
  hasWindow: false,
  windowShare: 0,
  needsEvenSteps: false,
  minSamples: 8,
  estimate({ times, values }) {
    const { median: step } = checkSteps(times, smoothingSpline);
    const n = times.length;
    let mean = 0;
    for (const value of values) mean += value / n;
    const system = createSplineSystem(
      times.map((time) => (time - times[0]!) / step),
      values.map((value) => value - mean),
    );
    const lambda = chooseLambda(system, gridNoise(values) ** 2);
    system.solve(lambda);
    const { values: smooth, slopes, bends } = system.curve();
    return {
      smooth: smooth.map((value) => value + mean),
      rates: slopes.map((slope) => slope / step),
      curvatures: bends.map((bend) => bend / step ** 2),
      endRows: endRows(lambda, n),
      ...{ windowSamples: 0, polynomialOrder: 0 },
      noise: estimateNoise(times, values),
    };
  },
};

/**
 * λ of the least score over all decades, so that no local minimum is taken for it; then the largest that is as good; then larger ones
 * until the variance of the residual is the least that it can be.
 */
function chooseLambda(system: SplineSystem, leastVariance: number): number {
  let best = system.solve(10 ** LEAST);
  for (let exponent = LEAST + SPACING; exponent <= MOST; exponent += SPACING) {
    const fit = system.solve(10 ** exponent);
    if (fit.score <= best.score) best = fit;
  }
  let spacing = SPACING;
  for (let k = 0; k < REFINEMENTS; k++) {
    spacing /= 2;
    const centre = best.lambda;
    for (const factor of [10 ** -spacing, 10 ** spacing]) {
      const fit = system.solve(centre * factor);
      if (fit.score < best.score) best = fit;
    }
  }
  const limit = best.score * (1 + SLACK);
  let { lambda } = best;
  for (;;) {
    const next = system.solve(lambda * 10 ** (2 * spacing));
    const isAsGood = next.score <= limit || next.residual <= leastVariance * next.freedom;
    if (!isAsGood || next.lambda > 10 ** MOST) return lambda;
    lambda = next.lambda;
  }
}

/** The curve is one-sided within about the width of its averaging, λ^¼ steps, of an end. */
function endRows(lambda: number, n: number): number {
  return Math.min(Math.max(3, Math.ceil(2 * lambda ** 0.25)), n >> 3);
}
