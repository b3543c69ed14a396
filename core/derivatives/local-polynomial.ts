import { defaultWindow } from './choose-window.ts';
import type { DerivativeMethod } from './derivative-method.ts';
import { LOCAL_ORDER, createLocalFit } from './local-fit.ts';
import { estimateNoise } from './noise.ts';
import { checkSteps } from './steps.ts';

/** A window with fewer samples is widened: with as many samples as coefficients the cubic would pass through the noise. */
const LEAST_SAMPLES = LOCAL_ORDER + 3;
/** A widened window reaches a little beyond its last sample, whose weight would be 0 otherwise. */
const MARGIN = 1.05;

/**
 * Local cubic regression: around each sample a cubic is fitted to all samples within half a window by weighted least squares, with
 * tricube weights (1 − |u|³)³, u = (t − tᵢ)/(half window); value, slope and curvature are those of the cubic at tᵢ. Where fewer than six
 * samples are inside (ends, gaps) the window grows until they are. Solved by orthogonalisation of the weighted columns 1, u, u², u³.
 * Source: W. S. Cleveland, Journal of the American Statistical Association 74 (1979) 829.
 */
export const localPolynomial: DerivativeMethod = {
  id: 'local-polynomial',
  label: 'Local polynomial',
  summary:
    'Good for uneven steps and noise with a window of one’s own; flattens peaks when the window is longer than about half a period.',
  hasWindow: true,
  windowShare: 1 / 4,
  needsEvenSteps: false,
  minSamples: LEAST_SAMPLES,
  estimate(input) {
    const { times, values } = input;
    const { median: step } = checkSteps(times, localPolynomial);
    const n = times.length;
    const half = (input.window ?? defaultWindow([input], localPolynomial.windowShare)) / 2;
    const smooth = new Float64Array(n);
    const rates = new Float64Array(n);
    const curvatures = new Float64Array(n);
    const fit = createLocalFit(n);
    let [from, to] = [0, 0];
    for (let i = 0; i < n; i++) {
      const time = times[i]!;
      while (times[from]! <= time - half && from < i) from++;
      while (to < n && times[to]! < time + half) to++;
      let [first, end, reach] = [from, to, half];
      if (end - first < LEAST_SAMPLES) {
        [first, end] = nearest(times, i);
        reach = MARGIN * Math.max(time - times[first]!, times[end - 1]! - time);
      }
      const { value, slope, bend } = fit(times, values, { centre: i, first, end, reach });
      smooth[i] = value;
      rates[i] = slope;
      curvatures[i] = bend;
    }
    const inside = Math.round((2 * half) / step);
    return {
      ...{ smooth, rates, curvatures },
      endRows: Math.min(Math.max(2, Math.ceil(inside / 4)), n >> 2),
      windowSamples: Math.min(n, Math.max(LEAST_SAMPLES, inside)),
      polynomialOrder: LOCAL_ORDER,
      noise: estimateNoise(times, values),
    };
  },
};

/** Half-open range of the samples next to sample i in time, as few as a fit needs. */
function nearest(times: Float64Array, i: number): [first: number, end: number] {
  let [first, end] = [i, i + 1];
  while (end - first < LEAST_SAMPLES) {
    const before = first > 0 ? times[i]! - times[first - 1]! : Infinity;
    const after = end < times.length ? times[end]! - times[i]! : Infinity;
    if (before <= after) first--;
    else end++;
  }
  return [first, end];
}
