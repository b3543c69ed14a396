import { median } from '../../derivatives/median.ts';
import type { Piece, SmoothedPiece } from '../../fit/rows/row-type.ts';
import { columnOf } from './columns.ts';

/** A sample is an outlier from so many standard deviations on. */
const LIMIT = 4;
/** With more outliers than this share the noise is of another kind, and nothing is dropped. */
const MOST_DROPPED = 0.03;
/** Median absolute deviation to standard deviation for a normal distribution. */
const FROM_MEDIAN = 1.4826;
/** A sample that is off by less than this share of the standard deviation of the channel does no harm. */
const LEAST_OFF = 1e-3;

/** It also stands out by this factor among so many samples on each side: fewer would be too few for a median, more do not show a bend. */
const LIMIT_AROUND = 3;
const NEIGHBOURS = 4;

/**
 * Drops samples that are more than 4 σ off the smoothed curve on any channel. σ comes from the median of the residuals, so that outliers do
 * not hide themselves: of all, and of those around the sample, as a curve that bends sharply is off by more there without any outlier.
 * When more than 3 % were to go, none goes.
 * @param deviations (D) standard deviation of each channel
 */
export function dropOutliers(
  pieces: readonly SmoothedPiece[],
  deviations: Float64Array,
): { readonly pieces: readonly Piece[]; readonly dropped: number } {
  const channels = deviations.length;
  const isDropped = pieces.map(({ times }) => new Uint8Array(times.length));
  for (let k = 0; k < channels; k++) {
    const sizes = pieces.map(({ measured, smooth }) =>
      columnOf(measured, channels, k).map((value, i) => Math.abs(value - smooth[channels * i + k]!)),
    );
    const usual = FROM_MEDIAN * median(sizes.flatMap((size) => Array.from(size)));
    const least = Math.max(LIMIT * usual, LEAST_OFF * deviations[k]!);
    sizes.forEach((size, index) => {
      size.forEach((off, i) => {
        if (off <= least) return;
        const around = FROM_MEDIAN * median(size.subarray(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1));
        if (off > LIMIT_AROUND * around) isDropped[index]![i] = 1;
      });
    });
  }
  const total = isDropped.reduce((sum, flags) => sum + flags.length, 0);
  const dropped = isDropped.reduce((sum, flags) => sum + flags.reduce((count, flag) => count + flag, 0), 0);
  if (dropped === 0 || dropped > MOST_DROPPED * total) return { pieces, dropped: 0 };
  return { pieces: pieces.map((piece, index) => without(piece, isDropped[index]!)), dropped };
}

function without(piece: Piece, isDropped: Uint8Array): Piece {
  const keep = (values: Float64Array) => {
    const width = values.length / isDropped.length;
    return values.filter((_, i) => isDropped[Math.floor(i / width)] === 0);
  };
  const { trajectory, times, measured, inputs } = piece;
  return { trajectory, times: keep(times), measured: keep(measured), inputs: keep(inputs) };
}
