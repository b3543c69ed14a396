import type { DerivativeMethod } from './derivative-method.ts';
import { estimateNoise } from './noise.ts';
import { checkSteps } from './steps.ts';

/**
 * Central differences: slope and curvature of the parabola through a sample and its two neighbours; at the ends of the parabola through
 * the first or last three. With steps a before and b after, dx/dt = (s₁ b + s₂ a)/(a + b) and d²x/dt² = 2 (s₂ − s₁)/(a + b), where s₁
 * and s₂ are the slopes of the two chords. The slope is of second order, the curvature of second order for even steps and first for others.
 */
export const central: DerivativeMethod = {
  id: 'central',
  label: 'Central difference',
  summary: 'Good for clean, dense data, in any steps; noise is magnified by one over the step.',
  hasWindow: false,
  windowShare: 0,
  needsEvenSteps: false,
  minSamples: 3,
  estimate({ times, values }) {
    checkSteps(times, central);
    const n = times.length;
    const rates = new Float64Array(n);
    const curvatures = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const middle = Math.min(Math.max(i, 1), n - 2);
      const before = times[middle]! - times[middle - 1]!;
      const after = times[middle + 1]! - times[middle]!;
      const arriving = (values[middle]! - values[middle - 1]!) / before;
      const leaving = (values[middle + 1]! - values[middle]!) / after;
      const curvature = (2 * (leaving - arriving)) / (before + after);
      const slope = (arriving * after + leaving * before) / (before + after);
      rates[i] = slope + curvature * (times[i]! - times[middle]!);
      curvatures[i] = curvature;
    }
    return {
      ...{ smooth: Float64Array.from(values), rates, curvatures },
      ...{ endRows: 1, windowSamples: 0, polynomialOrder: 0 },
      noise: estimateNoise(times, values),
    };
  },
};
