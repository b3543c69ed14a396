import { countDifferent, type PrepareStepKindEntry } from './prepare-step.ts';

/** Shifts time so that each trajectory starts at 0. */
export const startAtZero: PrepareStepKindEntry<'start-at-zero'> = {
  kind: 'start-at-zero',
  apply(tracks) {
    let count = 0;
    const shifted = tracks.map((track) => {
      const times = Float64Array.from(track.times, (time) => time - track.times[0]!);
      count += countDifferent(track.times, times);
      return { ...track, times };
    });
    const detail = 'the start of each trajectory subtracted';
    return { tracks: shifted, changes: count === 0 ? [] : [{ column: null, count, detail }], leftOut: [] };
  },
};
