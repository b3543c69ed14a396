import type { RowType } from './row-type.ts';
import { strongRows } from './strong-rows.ts';

/** ẋ = J∇Ĥ(x) at the measured states with the derivatives that were given: the paper's rows. */
export const exactRows: RowType = {
  id: 'exact',
  label: 'Exact derivatives',
  summary: 'For derivatives without noise: Hamilton’s equations at every sample.',
  channels: 'states',
  minSamples: 1,
  points: ({ measured }) => measured,
  write: (input) => {
    const { times, rates } = input.piece;
    return strongRows(input, [0, times.length], (i, a) => rates[i * input.noise.length + a]!);
  },
};
