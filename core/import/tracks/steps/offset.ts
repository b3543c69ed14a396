import { changeColumns, type PrepareStepKindEntry } from './prepare-step.ts';

/** Subtracts a number from a column: the given one, or the mean over all trajectories. */
export const offset: PrepareStepKindEntry<'offset'> = {
  kind: 'offset',
  apply(tracks, { column, by }) {
    const subtracted = by === 'mean' ? meanOf(tracks.map(({ columns }) => columns.get(column)!)) : by;
    return changeColumns(
      tracks,
      [column],
      (values) => Float64Array.from(values, (value) => value - subtracted),
      () => `− ${subtracted}${by === 'mean' ? ' (the mean)' : ''}`,
    );
  },
};

function meanOf(columns: readonly Float64Array[]): number {
  let sum = 0;
  let count = 0;
  for (const column of columns) {
    for (const value of column) sum += value;
    count += column.length;
  }
  return sum / count;
}
