import type { PrepareStep, PrepareStepKind } from '../../recipe.ts';
import type { MeasuredTable } from '../measured-table.ts';
import { filterTrack, type Track } from '../track.ts';

/** A step of one kind with its settings. */
export type StepOf<K extends PrepareStepKind> = Extract<PrepareStep, { readonly kind: K }>;

/** What a step did. */
export interface StepOutcome {
  readonly tracks: readonly Track[];
  /** Numbers that are others than before, by column of the recipe; null for time. */
  readonly changes: readonly { readonly column: number | null; readonly count: number; readonly detail: string }[];
  readonly leftOut: readonly { readonly table: MeasuredTable; readonly row: number; readonly reason: string }[];
}

/** What a step may ask about the data. */
export interface StepContext {
  /** Unit of a column as it is now, '' when unknown. */
  readonly unitOf: (column: number) => string;
}

/** One thing that can be done to trajectories. One kind per file. */
export interface PrepareStepKindEntry<K extends PrepareStepKind> {
  readonly kind: K;
  apply(tracks: readonly Track[], step: StepOf<K>, context: StepContext): StepOutcome;
}

/** Replaces columns of every track, counting the numbers that differ afterwards. */
export function changeColumns(
  tracks: readonly Track[],
  columns: readonly number[],
  change: (values: Float64Array, track: Track, column: number) => Float64Array<ArrayBuffer>,
  detail: (column: number) => string,
): StepOutcome {
  const counts = new Map<number, number>();
  const changed = tracks.map((track) => {
    const replaced = new Map(track.columns);
    for (const column of columns) {
      const before = track.columns.get(column)!;
      const after = change(before, track, column);
      replaced.set(column, after);
      counts.set(column, (counts.get(column) ?? 0) + countDifferent(before, after));
    }
    return { ...track, columns: replaced };
  });
  return {
    tracks: changed,
    changes: [...counts].flatMap(([column, count]) => (count === 0 ? [] : [{ column, count, detail: detail(column) }])),
    leftOut: [],
  };
}

/** Leaves out the samples for which `isKept` does not hold; a track without any, or without a row of the file, is gone. */
export function keepSamples(
  tracks: readonly Track[],
  isKept: (track: Track) => (sample: number) => boolean,
  reason: string,
): StepOutcome {
  const filtered = tracks.map((track) => filterTrack(track, isKept(track)));
  return {
    tracks: filtered.map(({ track }) => track).filter(({ times, rows }) => times.length > 0 && rows.length > 0),
    changes: [],
    leftOut: filtered.flatMap(({ track, leftOut }) => leftOut.map((row) => ({ table: track.table, row, reason }))),
  };
}

/** Positions at which two columns of the same length hold different numbers. */
export function countDifferent(before: Float64Array, after: Float64Array): number {
  return before.reduce((count, value, i) => (value === after[i] ? count : count + 1), 0);
}
