import { BAND_SHARES, quantile } from '../posterior/index.ts';
import type { BandedCurve } from '../report.ts';
import type { AxisPlane, PlanePoint } from './axis-plane.ts';
import { enough } from './robust-estimate.ts';
import type { Slice } from './slice.ts';
import { swingFrom } from './swing.ts';
import type { Swing } from './swing.ts';

const AMPLITUDES = 9;

const STEPS = 80;

/** Of a sample; what so few steps err by is the same for the model and drops out. */
const STEPS_OF_SAMPLE = 20;

/** Just below the height of a barrier periods are without bound. */
const BELOW_BARRIER = 0.97;

/** What swings. */
export interface SwingingInput {
  readonly plane: AxisPlane;
  readonly slice: Slice & { readonly equilibrium: PlanePoint };
  /** (points of the slice) V, 0 at the equilibrium */
  readonly potential: Float64Array;
  readonly smallPeriod: number;
  /** Number of samples of the posterior; 0 without one. */
  readonly samples: number;
  /** Puts a sample into the plane; null: the model itself. */
  use(sample: number | null): void;
}

/** Amplitudes and periods of some starts. */
type Swings = readonly (Swing | null)[];

/**
 * Period of the learned H against half of the way between the ends of a swing, for amplitudes whose swing stays in the covered q and in the well about the
 * equilibrium. Band: 5 % and 95 % quantiles of the samples, brought to the same amplitude. Ends where 5 % of the samples do not swing; null when that is at
 * once.
 */
export function periodByAmplitude(input: SwingingInput): BandedCurve | null {
  const { plane, slice, smallPeriod } = input;
  const { equilibrium } = slice;
  const largest = largestStart(input) - equilibrium.q;
  if (!(largest > 0)) return null;

  input.use(null);
  const starts: PlanePoint[] = [];
  const swings: Swing[] = [];
  for (let i = 1; i <= AMPLITUDES; i++) {
    const start = restAt(plane, slice, equilibrium.q + (largest * i) / AMPLITUDES);
    const swing = start && swingFrom(plane, start, swings.at(-1)?.period ?? smallPeriod, STEPS);
    if (start === null || swing === null) break;
    starts.push(start);
    swings.push(swing);
  }
  const x = Float64Array.from(swings, ({ amplitude }) => amplitude);
  const value = Float64Array.from(swings, ({ period }) => period);
  if (input.samples === 0) {
    return swings.length === 0 ? null : { x, value, low: new Float64Array(0), high: new Float64Array(0) };
  }

  const coarse = swingsOf(plane, starts, value);
  const ofSamples = Array.from({ length: input.samples }, (_, s) => {
    input.use(s);
    return swingsOf(plane, starts, value);
  });
  input.use(null);
  const low: number[] = [];
  const high: number[] = [];
  for (let i = 0; i < swings.length; i++) {
    const slope = slopeAt(x, value, i);
    const reference = coarse[i];
    const periods = enough(
      ofSamples.map((sample) => {
        const swing = sample[i];
        if (!swing || !reference) return null;
        return value[i]! + swing.period - reference.period - slope * (swing.amplitude - reference.amplitude);
      }),
    );
    if (periods === null) break;
    low.push(quantile(periods, BAND_SHARES[0]));
    high.push(quantile(periods, BAND_SHARES[1]));
  }
  const count = low.length;
  if (count === 0) return null;
  return {
    x: x.slice(0, count),
    value: value.slice(0, count),
    low: Float64Array.from(low),
    high: Float64Array.from(high),
  };
}

function swingsOf(plane: AxisPlane, starts: readonly PlanePoint[], expected: Float64Array): Swings {
  return starts.map(({ q, p }, i) => {
    const momentum = plane.restMomentum(q, p);
    return momentum === null ? null : swingFrom(plane, { q, p: momentum }, expected[i]!, STEPS_OF_SAMPLE);
  });
}

/** The largest q from which a swing reaches neither an end of what is covered nor a barrier, on either side. */
function largestStart({ slice, potential }: SwingingInput): number {
  const { points, force, equilibrium } = slice;
  const first = points.findIndex(({ q }) => q > equilibrium.q);
  if (first < 0) return equilibrium.q;
  let right = first;
  while (right + 1 < points.length && force[right + 1]! > 0) right++;
  let left = first - 1;
  while (left > 0 && force[left - 1]! < 0) left--;
  const isFree = left === 0 && right === points.length - 1;
  const top = Math.min(potential[left] ?? 0, potential[right]!) * (isFree ? 1 : BELOW_BARRIER);
  if (potential[right]! <= top) return points[right]!.q;
  let below = first;
  while (below + 1 <= right && potential[below + 1]! <= top) below++;
  if (potential[below]! > top) return equilibrium.q;
  const share = (top - potential[below]!) / (potential[below + 1]! - potential[below]!);
  return points[below]!.q + share * (points[below + 1]!.q - points[below]!.q);
}

/** The point of the slice at q, or null. */
function restAt(plane: AxisPlane, { points }: Slice, q: number): PlanePoint | null {
  const nearest = points.reduce((best, point) => (Math.abs(point.q - q) < Math.abs(best.q - q) ? point : best));
  const p = plane.restMomentum(q, nearest.p);
  return p === null ? null : { q, p };
}

/** dT/dA of the parabola through a point and its two nearest ones; 0 for fewer than three points. */
function slopeAt(x: Float64Array, value: Float64Array, i: number): number {
  if (x.length < 3) return 0;
  const k = Math.min(Math.max(i, 1), x.length - 2);
  const before = (value[k]! - value[k - 1]!) / (x[k]! - x[k - 1]!);
  const after = (value[k + 1]! - value[k]!) / (x[k + 1]! - x[k]!);
  const bend = (after - before) / (x[k + 1]! - x[k - 1]!);
  return before + bend * (2 * x[i]! - x[k]! - x[k - 1]!);
}
