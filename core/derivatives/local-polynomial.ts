import { defaultWindow } from './choose-window.ts';
import type { DerivativeMethod } from './derivative-method.ts';
import { estimateNoise } from './noise.ts';
import { checkSteps } from './steps.ts';

const POLYNOMIAL_ORDER = 3;
const COLUMNS = POLYNOMIAL_ORDER + 1;
/** A window with fewer samples is widened: with as many samples as coefficients the cubic would pass through the noise. */
const LEAST_SAMPLES = COLUMNS + 2;
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
      polynomialOrder: POLYNOMIAL_ORDER,
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

interface Neighbourhood {
  readonly centre: number;
  readonly first: number;
  readonly end: number;
  /** Half window, in the unit of time. */
  readonly reach: number;
}

/** Weighted least squares by modified Gram–Schmidt on [1, u, u², u³ | y − yᵢ] in reused memory. */
function createLocalFit(n: number) {
  const columns = Array.from({ length: COLUMNS + 1 }, () => new Float64Array(n));
  const upper = Array.from({ length: COLUMNS }, () => new Float64Array(COLUMNS + 1));
  return (times: Float64Array, values: Float64Array, { centre, first, end, reach }: Neighbourhood) => {
    const count = end - first;
    const offset = values[centre]!;
    for (let k = 0; k < count; k++) {
      const u = (times[first + k]! - times[centre]!) / reach;
      // √ of the weight, as it multiplies rows.
      let entry = Math.max(0, 1 - Math.abs(u) ** 3) ** 1.5;
      columns[COLUMNS]![k] = entry * (values[first + k]! - offset);
      for (let j = 0; j < COLUMNS; j++, entry *= u) columns[j]![k] = entry;
    }
    for (let j = 0; j < COLUMNS; j++) {
      const column = columns[j]!;
      let square = 0;
      for (let k = 0; k < count; k++) square += column[k]! * column[k]!;
      const norm = Math.sqrt(square);
      upper[j]![j] = norm;
      for (let m = j + 1; m <= COLUMNS; m++) {
        const other = columns[m]!;
        let product = 0;
        for (let k = 0; k < count; k++) product += column[k]! * other[k]!;
        product /= norm;
        upper[j]![m] = product;
        const share = product / norm;
        for (let k = 0; k < count; k++) other[k] = other[k]! - share * column[k]!;
      }
    }
    const coefficients = new Float64Array(COLUMNS);
    for (let j = COLUMNS - 1; j >= 0; j--) {
      let rest = upper[j]![COLUMNS]!;
      for (let m = j + 1; m < COLUMNS; m++) rest -= upper[j]![m]! * coefficients[m]!;
      coefficients[j] = rest / upper[j]![j]!;
    }
    return {
      value: offset + coefficients[0]!,
      slope: coefficients[1]! / reach,
      bend: (2 * coefficients[2]!) / reach ** 2,
    };
  };
}
