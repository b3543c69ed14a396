/** Degree of the local polynomials. */
const DEGREE = 3;
/** A window holds at least so many samples, otherwise it grows: with as many as coefficients the cubic would pass through the noise. */
const LEAST_SAMPLES = DEGREE + 3;
/** A grown window reaches a little beyond its last sample, whose weight would be 0 otherwise. */
const MARGIN = 1.05;
/** Times are even when none is further off the even grid, in steps: the smoothed value then moves by less than a ten millionth of the signal. */
const EVEN = 1e-6;
/** Below this share of the largest, what is left of a power of u on the samples is rounding: there are fewer samples than coefficients. */
const VANISHED = 1e-14;

/** More than the rows of any piece: one number then tells how many samples lie before and after a row. */
const KEY_STRIDE = 2 ** 26;

/** The times of a piece; its step where they are even, as then equal windows have equal weights. */
export interface TimeGrid {
  /** (n) increasing */
  readonly times: Float64Array;
  readonly step: number | null;
}

/** Weights of one local fit: its value is Σ value[j] y[first + j] and its slope Σ slope[j] y[first + j], both over j < count. */
export interface LocalWeights {
  readonly count: number;
  /** Place of the centre among the samples: value[centre] is Sᵢᵢ. */
  readonly centre: number;
  /** (≥ count) */
  readonly value: Float64Array;
  /** (≥ count) */
  readonly slope: Float64Array;
}

/** Visits the rows of a grid one after the other, or one in `every`. */
export type LocalSmoother = (grid: TimeGrid, visit: VisitFit, every?: number) => void;

/** What happens at each row. The weights are valid during the call. */
export type VisitFit = (row: number, first: number, weights: LocalWeights) => void;

/** Grids of pieces; steps that are equal up to rounding get one value. */
export function timeGrids(pieces: readonly { readonly times: Float64Array }[]): TimeGrid[] {
  const steps: number[] = [];
  return pieces.map(({ times }) => {
    const step = evenStep(times);
    if (step === null) return { times, step };
    const known = steps.find((other) => Math.abs(other - step) * times.length <= EVEN * step);
    if (known === undefined) steps.push(step);
    return { times, step: known ?? step };
  });
}

function evenStep(times: Float64Array): number | null {
  const last = times.length - 1;
  if (last < 1) return null;
  const step = (times[last]! - times[0]!) / last;
  for (let i = 1; i < last; i++) {
    if (Math.abs(times[i]! - times[0]! - i * step) > EVEN * step) return null;
  }
  return step;
}

/**
 * Local cubic regression as a linear map of the samples: weighted least squares over the samples within `halfWidth` of each row, with
 * tricube weights (1 − |u|³)³, u = (t − tᵢ)/halfWidth. Where fewer than six samples are inside (ends, gaps) the window grows until they
 * are. Weights are computed once for windows of equal shape.
 * Source: W. S. Cleveland, Journal of the American Statistical Association 74 (1979) 829.
 */
export function createLocalSmoother(halfWidth: number): LocalSmoother {
  const weigh = createWeigher();
  const known = new Map<number, Map<number, LocalWeights>>();
  return (grid, visit, every = 1) => {
    const { times, step } = grid;
    if (step === null) {
      visitUneven(times, halfWidth, weigh, visit, every);
      return;
    }
    const shapes = known.get(step) ?? new Map<number, LocalWeights>();
    known.set(step, shapes);
    const reach = Math.ceil(halfWidth / step) - 1;
    const last = times.length - 1;
    for (let i = 0; i <= last; i += every) {
      let [before, after] = [Math.min(i, reach), Math.min(last - i, reach)];
      const isGrown = before + after + 1 < LEAST_SAMPLES;
      while (before + after + 1 < Math.min(LEAST_SAMPLES, last + 1)) {
        if (before < i && (before <= after || after === last - i)) before++;
        else after++;
      }
      const key = before * KEY_STRIDE + after;
      let weights = shapes.get(key);
      if (weights === undefined) {
        const places = Float64Array.from({ length: before + after + 1 }, (_, j) => j - before);
        const width = isGrown ? MARGIN * Math.max(before, after, 1) : halfWidth / step;
        const { value, slope } = weigh(places, 0, 0, places.length, width);
        weights = {
          ...{ count: places.length, centre: before },
          value: value.slice(0, places.length),
          slope: slope.slice(0, places.length).map((entry) => entry / step),
        };
        shapes.set(key, weights);
      }
      visit(i, i - before, weights);
    }
  };
}

function visitUneven(times: Float64Array, halfWidth: number, weigh: Weigher, visit: VisitFit, every: number): void {
  const n = times.length;
  let [from, to] = [0, 0];
  for (let i = 0; i < n; i += every) {
    const time = times[i]!;
    while (from < i && time - times[from]! >= halfWidth) from++;
    while (to < n && times[to]! - time < halfWidth) to++;
    let [first, end] = [from, to];
    let width = halfWidth;
    if (end - first < LEAST_SAMPLES) {
      while (end - first < Math.min(LEAST_SAMPLES, n)) {
        const before = first > 0 ? time - times[first - 1]! : Infinity;
        const after = end < n ? times[end]! - time : Infinity;
        if (before <= after) first--;
        else end++;
      }
      width = Math.max(halfWidth, MARGIN * Math.max(time - times[first]!, times[end - 1]! - time));
    }
    const { value, slope } = weigh(times, time, first, end, width);
    visit(i, first, { count: end - first, centre: i - first, value, slope });
  }
}

type Weigher = (
  times: Float64Array,
  time: number,
  first: number,
  end: number,
  width: number,
) => Pick<LocalWeights, 'value' | 'slope'>;

/**
 * Weights of value and slope of the local cubic at `time`, by polynomials Pₖ that are orthogonal over the weighted samples: with
 * w the tricube weights, Σₖ Pₖ(0) w Pₖ(u)/Σ w Pₖ² and the same with Pₖ′(0). Pₖ₊₁ = (u − aₖ) Pₖ − bₖ Pₖ₋₁ needs no normal equations.
 * Source: G. E. Forsythe, Journal of the Society for Industrial and Applied Mathematics 5 (1957) 74.
 */
function createWeigher(): Weigher {
  let size = 0;
  let [u, weight, value, slope, current, previous] = buffers(size);
  return (times, time, first, end, width) => {
    const count = end - first;
    if (count > size) {
      size = 2 * count;
      [u, weight, value, slope, current, previous] = buffers(size);
    }
    for (let j = 0; j < count; j++) {
      const place = (times[first + j]! - time) / width;
      const cube = Math.max(0, 1 - Math.abs(place * place * place));
      u[j] = place;
      weight[j] = cube * cube * cube;
      value[j] = 0;
      slope[j] = 0;
      current[j] = 1;
      previous[j] = 0;
    }
    // Pₖ(0), Pₖ′(0) and those of Pₖ₋₁.
    let [at, rate, atBefore, rateBefore] = [1, 0, 0, 0];
    let [largest, before] = [0, Infinity];
    for (let k = 0; k <= DEGREE && k < count; k++) {
      let [norm, moment] = [0, 0];
      for (let j = 0; j < count; j++) {
        const part = weight[j]! * current[j]! * current[j]!;
        norm += part;
        moment += part * u[j]!;
      }
      largest = Math.max(largest, norm);
      if (!(norm > VANISHED * largest)) break;
      const a = moment / norm;
      const b = norm / before;
      const [toValue, toSlope] = [at / norm, rate / norm];
      for (let j = 0; j < count; j++) {
        const entry = current[j]!;
        const weighted = weight[j]! * entry;
        value[j] = value[j]! + toValue * weighted;
        slope[j] = slope[j]! + toSlope * weighted;
        current[j] = (u[j]! - a) * entry - b * previous[j]!;
        previous[j] = entry;
      }
      [at, atBefore, rate, rateBefore] = [-a * at - b * atBefore, at, at - a * rate - b * rateBefore, rate];
      before = norm;
    }
    for (let j = 0; j < count; j++) slope[j] = slope[j]! / width;
    return { value, slope };
  };
}

type Buffers = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function buffers(size: number): Buffers {
  const make = () => new Float64Array(size);
  return [make(), make(), make(), make(), make(), make()];
}
