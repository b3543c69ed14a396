import { median } from '../../../derivatives/index.ts';
import { REASONS } from '../reasons.ts';
import { keepSamples, type PrepareStepKindEntry } from './prepare-step.ts';

/** Samples on either side of the one that is judged. */
const HALF_WINDOW = 3;
/** Makes the median absolute deviation of normal noise its standard deviation. */
const TO_DEVIATION = 1.4826;

/**
 * Leaves out rows that lie too far from their neighbours: |x − m| > limit · 1.4826 · median |xₖ − m|, with m the median of the seven
 * samples around. Source: F. R. Hampel, Journal of the American Statistical Association 69 (1974) 383.
 */
export const outliers: PrepareStepKindEntry<'outliers'> = {
  kind: 'outliers',
  apply: (tracks, { columns, limit }) =>
    keepSamples(
      tracks,
      (track) => {
        const isOutlier = columns.map((column) => findOutliers(track.columns.get(column)!, limit));
        return (i) => isOutlier.every((flags) => flags[i] === 0);
      },
      REASONS.outlier,
    ),
};

function findOutliers(values: Float64Array, limit: number): Uint8Array {
  const n = values.length;
  const middles = new Float64Array(n);
  const spreads = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    // At the ends the window is shifted inwards, so that it always holds seven samples where there are as many.
    const from = Math.max(0, Math.min(i - HALF_WINDOW, n - 2 * HALF_WINDOW - 1));
    const around = values.subarray(from, from + 2 * HALF_WINDOW + 1);
    middles[i] = median(around);
    spreads[i] = TO_DEVIATION * median(around.map((value) => Math.abs(value - middles[i]!)));
  }
  // Where a quantised signal rests the spread is 0, and the last digit would count as an outlier.
  const usual = n === 0 ? 0 : median(spreads);
  return Uint8Array.from(values, (value, i) => {
    const spread = spreads[i]! > 0 ? spreads[i]! : usual;
    return spread > 0 && Math.abs(value - middles[i]!) > limit * spread ? 1 : 0;
  });
}
