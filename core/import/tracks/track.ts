import type { MeasuredTable } from './measured-table.ts';

/** One stretch of one trajectory in the order of time: what the steps and the derivatives work on. Never changed, only replaced. */
export interface Track {
  readonly id: string;
  /** What it is a part of; null for a whole trajectory. */
  readonly partOf: string | null;
  readonly table: MeasuredTable;
  /** Rows of the table that it is made of. */
  readonly rows: Uint32Array;
  /** Sample that each of these rows went into; null: row k is sample k. Only resampling makes a difference. */
  readonly sampleOf: Uint32Array | null;
  /** (n) strictly increasing */
  readonly times: Float64Array<ArrayBuffer>;
  /** Column of the recipe → (n) values */
  readonly columns: ReadonlyMap<number, Float64Array<ArrayBuffer>>;
}

/** Line of the file that a sample stands in, or the first of those it was made of. */
export function lineOf({ table, rows, sampleOf }: Track, sample: number): number {
  let k = sample;
  if (sampleOf !== null) {
    k = sampleOf.findIndex((into) => into >= sample);
    if (k === -1) k = rows.length - 1;
  }
  return table.raw.lines[rows[k]!]!;
}

/** The samples for which `isKept` holds, and the rows that are not kept with them. */
export function filterTrack(
  track: Track,
  isKept: (sample: number) => boolean,
): { readonly track: Track; readonly leftOut: readonly number[] } {
  const n = track.times.length;
  const newIndex = new Int32Array(n).fill(-1);
  const samples: number[] = [];
  for (let i = 0; i < n; i++) {
    if (!isKept(i)) continue;
    newIndex[i] = samples.length;
    samples.push(i);
  }
  if (samples.length === n) return { track, leftOut: [] };
  const rows: number[] = [];
  const sampleOf: number[] = [];
  const leftOut: number[] = [];
  track.rows.forEach((row, k) => {
    const sample = newIndex[track.sampleOf?.[k] ?? k]!;
    if (sample === -1) leftOut.push(row);
    else {
      rows.push(row);
      sampleOf.push(sample);
    }
  });
  const take = (values: Float64Array) => Float64Array.from(samples, (sample) => values[sample]!);
  return {
    track: {
      ...track,
      rows: Uint32Array.from(rows),
      sampleOf: track.sampleOf === null ? null : Uint32Array.from(sampleOf),
      times: take(track.times),
      columns: new Map([...track.columns].map(([column, values]) => [column, take(values)])),
    },
    leftOut,
  };
}
