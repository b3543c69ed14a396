import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { channel } from './coverage.ts';

/** A swing counts when it goes so many standard deviations of the noise to both sides. */
const ABOVE_NOISE = 3;

/**
 * Single swings of the smoothed q about a value: from one upward crossing to the next, crossings by straight lines, ends by parabolas through three samples.
 * @returns (n, 2) half of the way between the two ends, and period
 */
export function measuredPeriods(
  pieces: readonly SmoothedPiece[],
  axis: number,
  middle: number,
  noise: number,
): Float64Array<ArrayBuffer> {
  const found: number[] = [];
  for (const piece of pieces) {
    const { times } = piece;
    const offsets = channel(piece, piece.smooth, axis).map((q) => q - middle);
    const crossings = upwardCrossings(offsets, ABOVE_NOISE * noise);
    const timeOf = (i: number) =>
      times[i]! - (offsets[i]! * (times[i + 1]! - times[i]!)) / (offsets[i + 1]! - offsets[i]!);
    for (let k = 1; k < crossings.length; k++) {
      const [from, to] = [crossings[k - 1]!, crossings[k]!];
      const top = extreme(times, offsets, from, to, 1);
      const bottom = extreme(times, offsets, from, to, -1);
      found.push((top - bottom) / 2, timeOf(to) - timeOf(from));
    }
  }
  return Float64Array.from(found);
}

/** Indices i with offsets[i] < 0 ≤ offsets[i + 1], each once the other side was `threshold` deep since the one before, and the same on this side. */
function upwardCrossings(offsets: Float64Array, threshold: number): number[] {
  const crossings: number[] = [];
  let side = 0;
  let crossed: number | null = null;
  for (let i = 0; i < offsets.length; i++) {
    if (i > 0 && offsets[i - 1]! < 0 && offsets[i]! >= 0) crossed = i - 1;
    if (offsets[i]! > threshold && side !== 1) {
      if (side === -1 && crossed !== null) crossings.push(crossed);
      side = 1;
    } else if (offsets[i]! < -threshold) side = -1;
  }
  return crossings;
}

/** The largest value times `sign` strictly between two samples, at the vertex of the parabola through it and its neighbours. */
function extreme(times: Float64Array, values: Float64Array, from: number, to: number, sign: 1 | -1): number {
  let best = from + 1;
  for (let i = from + 1; i <= to; i++) if (sign * values[i]! > sign * values[best]!) best = i;
  const [t0, t1, t2] = [times[best - 1]!, times[best]!, times[best + 1]!];
  const before = (values[best]! - values[best - 1]!) / (t1 - t0);
  const after = (values[best + 1]! - values[best]!) / (t2 - t1);
  const curvature = (after - before) / (t2 - t0);
  if (!(sign * curvature < 0)) return values[best]!;
  const slope = before + curvature * (t1 - t0);
  return values[best]! - slope ** 2 / (4 * curvature);
}
