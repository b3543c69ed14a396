import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { boxOf, stateOf } from './data-box.ts';
import { rowsOfSmoothed, spread } from './stretches.ts';

/** Something that can be let go from a state. */
export interface Mover {
  readonly dof: number;
  /** (d) masses that make momenta of the slopes of positions; null: its p is q̇ itself */
  readonly masses: readonly number[] | null;
  /** The motion from a state (2d) over the rows of a piece. @returns (n, 2d), or fewer rows when it runs away */
  follow(start: Float64Array, piece: SmoothedPiece): Float64Array;
}

/** How much of a motion tells where it starts. */
export interface StartOptions {
  /** (D) standard deviation of the noise of each channel */
  readonly noise: readonly number[];
  /** P, in the unit of time. */
  readonly period: number;
  /** Half width of the smoother. */
  readonly halfWidth: number;
}

/** A start that was fitted, and how well it is known. */
export interface FittedStart {
  /** (2d) */
  readonly start: Float64Array<ArrayBuffer>;
  /** (2d, 2d) row-major L: the covariance of the start is L Lᵀ */
  readonly factor: Float64Array<ArrayBuffer>;
  /** Rows of the piece, from its first, that it was fitted to. */
  readonly rows: number;
}

/** The start is fitted to so much of a motion, in periods, and to so many samples at least. */
const LEAST_PERIODS = 1 / 8;
const MOST_PERIODS = 1 / 2;
const LEAST_SAMPLES = 5;
/** Of more samples evenly spaced ones are taken: the others would be followed for nothing. */
const MOST_SAMPLES = 200;
/** Newton steps; from a smoothed state two are enough. A step that does not help is halved so often before it is given up. */
const MOST_STEPS = 4;
const MOST_HALVINGS = 3;
/** A step that promises to lower the sum of squares by less than this share of a variance changes nothing. */
const SETTLED = 1e-4;
/** Step of the differences that sensitivities are made of, as a share of the range of the coordinate. */
const DIFFERENCE = 1e-6;

/** So much of a motion, in the unit of time, says where it starts: as much as one window of the smoother, within limits. */
export function startSpan({ period, halfWidth }: Pick<StartOptions, 'period' | 'halfWidth'>): number {
  return Math.min(Math.max(2 * halfWidth, LEAST_PERIODS * period), MOST_PERIODS * period);
}

/**
 * The state from which the mover's own motion is nearest to the first measured samples of a piece, every channel in units of its noise: Gauss–Newton
 * from the smoothed state, sensitivities J by forward differences. The guess itself counts as one measurement that may be off by the whole range,
 * so that the start is found whatever the samples show. Covariance of the start: (JᵀJ)⁻¹ max(1, s²), s² what is left over per degree of freedom.
 * A guess that cannot be followed is kept.
 */
export function fitStart(mover: Mover, piece: SmoothedPiece, options: StartOptions): FittedStart {
  const { dof, masses } = mover;
  const guess = stateOf(piece, 0, dof, masses);
  const { low, high } = boxOf([piece], dof, masses);
  const ranges = Float64Array.from(low, (value, k) => high[k]! - value || 1);
  const span = startSpan(options) * (1 + 1e-9);
  const within = piece.times.findIndex((time) => time - piece.times[0]! > span);
  const rows = Math.max(Math.min(LEAST_SAMPLES, piece.times.length), within < 0 ? piece.times.length : within);
  const residuals = residualFunction(mover, thinned(rowsOfSmoothed(piece, 0, rows)), { guess, ranges, ...options });

  let start = guess;
  let left = residuals(start);
  let factor = Float64Array.from({ length: ranges.length ** 2 }, (_, at) =>
    at % (ranges.length + 1) === 0 ? ranges[at % ranges.length]! : 0,
  );
  for (let step = 0; left !== null; step++) {
    const here = left;
    const columns = Array.from(ranges, (range, k) => {
      const moved = start.slice();
      moved[k]! += DIFFERENCE * range;
      const there = residuals(moved);
      return there?.map((value, i) => (here[i]! - value) / DIFFERENCE) ?? null;
    });
    if (!isWhole(columns)) break;
    const { solution, inverse, gain } = leastSquares(columns, here);
    const variance = Math.max(1, (squareOf(here) - gain) / Math.max(1, here.length - 2 * ranges.length));
    factor = inverse.map((value, at) => value * ranges[Math.floor(at / ranges.length)]! * Math.sqrt(variance));
    if (step === MOST_STEPS || gain <= SETTLED * variance) break;
    const next = descend(residuals, start, { left: here, direction: solution.map((value, k) => value * ranges[k]!) });
    if (next === null) break;
    ({ start, left } = next);
  }
  return { start, factor, rows };
}

/** (measured − predicted)/noise of all samples, and (guess − start)/range; null when the motion does not reach the last sample. */
type ResidualFunction = (start: Float64Array<ArrayBuffer>) => Float64Array<ArrayBuffer> | null;

function residualFunction(
  mover: Mover,
  piece: SmoothedPiece,
  { guess, ranges, noise }: { readonly guess: Float64Array; readonly ranges: Float64Array } & StartOptions,
): ResidualFunction {
  const { times, measured } = piece;
  const size = guess.length;
  const channels = measured.length / times.length;
  return (start) => {
    const states = mover.follow(start, piece);
    if (states.length < times.length * size) return null;
    const out = new Float64Array(measured.length + size);
    for (let at = 0; at < measured.length; at++) {
      const [row, k] = [Math.floor(at / channels), at % channels];
      out[at] = (measured[at]! - states[row * size + k]!) / noise[k]!;
    }
    for (let k = 0; k < size; k++) out[measured.length + k] = (guess[k]! - start[k]!) / ranges[k]!;
    return out;
  };
}

/** Goes along a direction, halving the step until the sum of squares falls; null when it does not. */
function descend(
  residuals: ResidualFunction,
  start: Float64Array<ArrayBuffer>,
  { left, direction }: { readonly left: Float64Array; readonly direction: Float64Array },
): { readonly start: Float64Array<ArrayBuffer>; readonly left: Float64Array<ArrayBuffer> } | null {
  const before = squareOf(left);
  for (let halving = 0; halving <= MOST_HALVINGS; halving++) {
    const next = start.map((value, k) => value + direction[k]! / 2 ** halving);
    const found = residuals(next);
    if (found !== null && squareOf(found) < before) return { start: next, left: found };
  }
  return null;
}

/**
 * Least squares by orthogonal columns (modified Gram–Schmidt), A = Q R.
 * @param columns each (n), changed   @returns x, R⁻¹ row-major and ‖Qᵀb‖², by which the sum of squares falls
 */
function leastSquares(
  columns: readonly Float64Array[],
  right: Float64Array,
): { readonly solution: Float64Array; readonly inverse: Float64Array<ArrayBuffer>; readonly gain: number } {
  const n = columns.length;
  const rest = right.slice();
  const shares = new Float64Array(n);
  // What is done to the columns is done to those of the identity.
  const inverse = new Float64Array(n * n);
  columns.forEach((column, k) => {
    inverse[k * n + k] = 1;
    for (let j = 0; j < k; j++) {
      const overlap = dot(columns[j]!, column);
      subtract(column, columns[j]!, overlap);
      for (let i = 0; i < n; i++) inverse[i * n + k]! -= overlap * inverse[i * n + j]!;
    }
    const norm = Math.sqrt(dot(column, column));
    for (let i = 0; i < column.length; i++) column[i]! /= norm;
    for (let i = 0; i < n; i++) inverse[i * n + k]! /= norm;
    shares[k] = dot(column, rest);
    subtract(rest, column, shares[k]);
  });
  const solution = Float64Array.from({ length: n }, (_, i) => dot(inverse.subarray(i * n, (i + 1) * n), shares));
  return { solution, inverse, gain: squareOf(shares) };
}

function thinned(piece: SmoothedPiece): SmoothedPiece {
  const n = piece.times.length;
  const kept = spread(Array.from(piece.times.keys()), MOST_SAMPLES);
  if (kept.length === n) return piece;
  const pick = (values: Float64Array) =>
    Float64Array.from(
      kept.flatMap((row) => Array.from(values.subarray((row * values.length) / n, ((row + 1) * values.length) / n))),
    );
  const { trajectory, times, measured, inputs, smooth, rates } = piece;
  const picked = { times: pick(times), measured: pick(measured), inputs: pick(inputs) };
  return { trajectory, ...picked, smooth: pick(smooth), rates: pick(rates) };
}

function isWhole<T>(items: readonly (T | null)[]): items is readonly T[] {
  return !items.includes(null);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i++) from[i]! -= times * what[i]!;
}

function squareOf(values: Float64Array): number {
  return dot(values, values);
}
