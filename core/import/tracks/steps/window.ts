import { REASONS } from '../reasons.ts';
import { keepSamples, type PrepareStepKindEntry } from './prepare-step.ts';

/** Keeps the rows with from ≤ t ≤ to. */
export const window: PrepareStepKindEntry<'window'> = {
  kind: 'window',
  apply: (tracks, { from, to }) =>
    keepSamples(
      tracks,
      ({ times }) =>
        (i) =>
          times[i]! >= (from ?? -Infinity) && times[i]! <= (to ?? Infinity),
      REASONS.window,
    ),
};
