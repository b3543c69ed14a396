import { REASONS } from '../reasons.ts';
import { keepSamples, type PrepareStepKindEntry } from './prepare-step.ts';

/** Leaves out so many rows at both ends of each trajectory. */
export const dropEnds: PrepareStepKindEntry<'drop-ends'> = {
  kind: 'drop-ends',
  apply: (tracks, { rows }) =>
    keepSamples(
      tracks,
      ({ times }) =>
        (i) =>
          i >= rows && i < times.length - rows,
      REASONS.ends,
    ),
};
