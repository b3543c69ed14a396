/** Why a row is left out although it can be read; the wish of a named option. */
export const REASONS = {
  leftOut: 'trajectory left out',
  window: 'outside the time window',
  ends: 'at an end of its trajectory',
  outlier: 'an outlier among its neighbours',
} as const;

/** Reasons that are no surprise to whoever made the recipe. */
export const LEFT_OUT_ON_PURPOSE: ReadonlySet<string> = new Set(Object.values(REASONS));

/** Reason of a row with a number that nothing can be computed with. */
export const TOO_LARGE = 'a value whose square is beyond the range of numbers';

/** What reading says of an empty cell. */
export const NO_VALUE = 'no value';

/** Reason of cells beyond the listed ones, in a column with cells of several kinds. */
export const SEVERAL_REASONS = 'no usable number, for several reasons';
