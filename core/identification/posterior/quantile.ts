/** The quantile of sorted values at a share in [0, 1], by straight lines between the order statistics (n − 1 spaces for 0 … 1). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return below + 1 < sorted.length ? low + (at - below) * (sorted[below + 1]! - low) : low;
}

/** Half width of the 90 % interval of a normal distribution, in standard deviations. */
export const HALF_WIDTH_90 = 1.645;

/** Shares of a distribution between which its middle 90 % lie. */
export const BAND_SHARES = [0.05, 0.95] as const;
