import type { RowType } from './row-type.ts';
import { strongRows } from './strong-rows.ts';

/** Samples at each end whose slope is one-sided. */
const ENDS = 3;

/** (D y)ᵢ = J∇Ĥ((S y)ᵢ) with the smoothed curve S y and its slope D y; the ends are left out. Neighbouring residuals are correlated. */
export const smoothedRows: RowType = {
  id: 'smoothed',
  label: 'Smoothed derivatives',
  summary: 'Hamilton’s equations on the smoothed curve: needs no earlier fit, but its error bars are too small.',
  channels: 'states',
  minSamples: 2 * ENDS + 1,
  points: ({ smooth }) => smooth,
  write: (input) => {
    const { times, rates } = input.piece;
    return strongRows(input, [ENDS, times.length - ENDS], (i, a) => rates[i * input.noise.length + a]!);
  },
};
