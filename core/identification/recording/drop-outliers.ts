import { median } from '../../derivatives/median.ts';
import type { Piece, SmoothedPiece } from '../../fit/rows/row-type.ts';
import { columnOf } from './columns.ts';

/** A sample is an outlier from so many standard deviations on. */
const LIMIT = 4;
/** With more outliers than this share the noise is of another kind, and nothing is dropped. */
const MOST_DROPPED = 0.05;
/** Median absolute deviation to standard deviation for a normal distribution. */
const FROM_MEDIAN = 1.4826;
/** Outliers cannot have made the noise that was found more than so many times too large. */
const MOST_INFLATED = 30;

/**
 * Drops samples that are more than 4 σ off the smoothed curve on any channel, and further off than the samples next to them: what a curve
 * that bends sharply is off by, it shares with its neighbours. σ comes from the median, so that outliers do not hide themselves.
 * When more than 5 % were to go, none goes.
 * @param noise (D) of each channel, as found or given
 */
export function dropOutliers(
  pieces: readonly SmoothedPiece[],
  noise: Float64Array,
): { readonly pieces: readonly Piece[]; readonly dropped: number } {
  const channels = noise.length;
  const isDropped = pieces.map(({ times }) => new Uint8Array(times.length));
  for (let k = 0; k < channels; k++) {
    const residuals = pieces.map(({ measured, smooth }) =>
      columnOf(measured, channels, k).map((value, i) => value - smooth[channels * i + k]!),
    );
    const sizes = residuals.flatMap((residual) => Array.from(residual, Math.abs));
    const limit = LIMIT * Math.max(FROM_MEDIAN * median(sizes), noise[k]! / MOST_INFLATED);
    residuals.forEach((residual, index) => {
      residual.forEach((off, i) => {
        if (Math.abs(off) > limit && Math.abs(off - sharedOff(residual, i)) > limit) isDropped[index]![i] = 1;
      });
    });
  }
  const total = isDropped.reduce((sum, flags) => sum + flags.length, 0);
  const dropped = isDropped.reduce((sum, flags) => sum + flags.reduce((count, flag) => count + flag, 0), 0);
  if (dropped === 0 || dropped > MOST_DROPPED * total) return { pieces, dropped: 0 };
  return { pieces: pieces.map((piece, index) => without(piece, isDropped[index]!)), dropped };
}

/** Median residual of the two samples on either side. */
function sharedOff(residual: Float64Array, i: number): number {
  const before = residual.subarray(Math.max(0, i - 2), i);
  return median([...before, ...residual.subarray(i + 1, i + 3)]);
}

function without(piece: Piece, isDropped: Uint8Array): Piece {
  const keep = (values: Float64Array) => {
    const width = values.length / isDropped.length;
    return values.filter((_, i) => isDropped[Math.floor(i / width)] === 0);
  };
  const { trajectory, times, measured, inputs } = piece;
  return { trajectory, times: keep(times), measured: keep(measured), inputs: keep(inputs) };
}
