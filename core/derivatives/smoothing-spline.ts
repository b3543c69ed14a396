import type { DerivativeMethod } from './derivative-method.ts';
import { LOCAL_ORDER, createLocalFit } from './local-fit.ts';
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

/** With fewer samples the score means nothing, and the spline interpolates. */
export const LEAST_TO_JUDGE = 8;
/** The bend at an end comes from samples within so many widths of the averaging, λ^¼ steps: of 4, 6, 8 and 10 the best on noisy swings. */
const END_WIDTHS = 8;

/**
 * Cubic smoothing spline with the weight of its bending by generalised cross-validation (Craven, Wahba, Numerische Mathematik 31 (1979)
 * 377), see `createSplineSystem`. Time is counted in median steps, so the unit of time does not matter. Any steps; O(n).
 *
 * A natural spline is straight at its ends, and a motion let go from rest is not: its slope was 10 to 50 % off there. So a cubic with the
 * second derivatives of local cubics at both ends is subtracted before and added after, which changes nothing farther inside.
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
  minSamples: 3,
  estimate({ times, values }) {
    const { median: step } = checkSteps(times, smoothingSpline);
    const n = times.length;
    let mean = 0;
    for (const value of values) mean += value / n;
    const knots = times.map((time) => (time - times[0]!) / step);
    const centred = values.map((value) => value - mean);
    const lambda =
      n < LEAST_TO_JUDGE ? 10 ** LEAST : chooseLambda(createSplineSystem(knots, centred), gridNoise(values) ** 2);
    const cubic = endCubic(knots, centred, lambda);
    const system = createSplineSystem(
      knots,
      centred.map((value, i) => value - cubic.value(knots[i]!)),
    );
    system.solve(lambda);
    const { values: smooth, slopes, bends } = system.curve();
    for (let i = 0; i < n; i++) {
      smooth[i] = smooth[i]! + cubic.value(knots[i]!) + mean;
      slopes[i] = (slopes[i]! + cubic.slope(knots[i]!)) / step;
      bends[i] = (bends[i]! + cubic.bend(knots[i]!)) / step ** 2;
    }
    return {
      ...{ smooth, rates: slopes, curvatures: bends },
      endRows: Math.min(Math.max(3, Math.ceil(2 * lambda ** 0.25)), n >> 3),
      ...{ windowSamples: 0, polynomialOrder: 0 },
      noise: estimateNoise(times, values),
    };
  },
};

/** The cubic without value and slope at the first knot that bends at both ends as the samples do. */
function endCubic(knots: Float64Array, samples: Float64Array, lambda: number) {
  const n = knots.length;
  const end = knots.at(-1)!;
  const reach = Math.max(END_WIDTHS * lambda ** 0.25, LOCAL_ORDER + 3);
  const fit = createLocalFit(n);
  const bendAt = (centre: number, first: number, last: number) =>
    last - first < LOCAL_ORDER + 2 ? 0 : fit(knots, samples, { centre, first, end: last, reach }).bend;
  const inReach = knots.findIndex((knot) => knot >= reach);
  const left = bendAt(0, 0, inReach === -1 ? n : inReach);
  const right = bendAt(
    n - 1,
    knots.findIndex((knot) => knot > end - reach),
    n,
  );
  const change = (right - left) / end;
  return {
    value: (u: number) => u * u * (left / 2 + (change * u) / 6),
    slope: (u: number) => u * (left + (change * u) / 2),
    bend: (u: number) => left + change * u,
  };
}

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
