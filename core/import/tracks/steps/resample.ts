import { CoreError } from '../../../errors.ts';
import { stepFacts } from '../../../derivatives/index.ts';
import type { Track } from '../track.ts';
import type { PrepareStepKindEntry } from './prepare-step.ts';

/** A wrong step must not fill the memory: no more samples in all trajectories together than a data set may have. */
const MOST_SAMPLES = 5_000_000;

/**
 * Even steps by linear interpolation between neighbours. Steps longer than those of the data take the mean of the interpolated line
 * over one step around the moment, so that faster noise is not mistaken for motion; towards the ends the mean is taken over less.
 */
export const resample: PrepareStepKindEntry<'resample'> = {
  kind: 'resample',
  apply(tracks, { step }) {
    const before = tracks.reduce((sum, { times }) => sum + times.length, 0);
    const count = tracks.reduce((sum, { times }) => sum + countAt(times, step), 0);
    if (count > MOST_SAMPLES) {
      throw new CoreError('bad-argument', `A step of ${step} makes ${count} rows of ${before}.`, {
        hint: `Choose a longer step: at most ${MOST_SAMPLES} rows can be made.`,
        context: { rows: count, limit: MOST_SAMPLES },
      });
    }
    const resampled = tracks.map((track) => resampleTrack(track, step));
    const detail = `even steps of ${step} by linear interpolation: ${before} → ${count} rows`;
    const columns = [null, ...(tracks[0]?.columns.keys() ?? [])];
    return { tracks: resampled, changes: columns.map((column) => ({ column, count, detail })), leftOut: [] };
  },
};

/** Rounding must not cost the last sample of data that are even already. */
function countAt(times: Float64Array, step: number): number {
  return 1 + Math.floor((times.at(-1)! - times[0]!) / step + 1e-9);
}

function resampleTrack(track: Track, step: number): Track {
  const { times: before } = track;
  const [start, end] = [before[0]!, before.at(-1)!];
  const count = countAt(before, step);
  const times = Float64Array.from({ length: count }, (_, k) => Math.min(start + k * step, end));
  const isCoarser = before.length > 2 && step > stepFacts(before).median * (1 + 1e-9);
  const columns = [...track.columns].map(
    ([column, values]) =>
      [column, isCoarser ? averageAt(before, values, times, step) : interpolateAt(before, values, times)] as const,
  );
  const sampleOf = track.rows.map((_, k) => {
    const time = before[track.sampleOf?.[k] ?? k]!;
    return Math.min(count - 1, Math.round((time - start) / step));
  });
  return { ...track, times, columns: new Map(columns), sampleOf };
}

function interpolateAt(from: Float64Array, values: Float64Array, at: Float64Array): Float64Array<ArrayBuffer> {
  let k = 0;
  return Float64Array.from(at, (time) => {
    while (k < from.length - 2 && from[k + 1]! <= time) k++;
    return lineAt(from, values, k, time);
  });
}

/** The line through samples k and k + 1; exactly the sample where there is one. */
function lineAt(times: Float64Array, values: Float64Array, k: number, time: number): number {
  if (times.length === 1 || time === times[k]!) return values[k]!;
  if (time === times[k + 1]!) return values[k + 1]!;
  const share = (time - times[k]!) / (times[k + 1]! - times[k]!);
  return values[k]! + share * (values[k + 1]! - values[k]!);
}

function averageAt(
  from: Float64Array,
  values: Float64Array,
  at: Float64Array,
  step: number,
): Float64Array<ArrayBuffer> {
  // The integral of what is left of the mean: a large offset would cost digits in the differences below.
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const rest = Float64Array.from(values, (value) => value - mean);
  const integral = new Float64Array(from.length);
  for (let i = 1; i < from.length; i++) {
    integral[i] = integral[i - 1]! + ((rest[i]! + rest[i - 1]!) / 2) * (from[i]! - from[i - 1]!);
  }
  const [start, end] = [from[0]!, from.at(-1)!];
  const half = Float64Array.from(at, (time) => Math.min(step / 2, time - start, end - time));
  const low = integralAt(
    from,
    rest,
    integral,
    at.map((time, i) => time - half[i]!),
  );
  const high = integralAt(
    from,
    rest,
    integral,
    at.map((time, i) => time + half[i]!),
  );
  const exact = interpolateAt(from, values, at);
  return Float64Array.from(at, (_, i) => (half[i]! > 0 ? mean + (high[i]! - low[i]!) / (2 * half[i]!) : exact[i]!));
}

function integralAt(from: Float64Array, values: Float64Array, integral: Float64Array, at: Float64Array): Float64Array {
  let k = 0;
  return Float64Array.from(at, (time) => {
    while (k < from.length - 2 && from[k + 1]! <= time) k++;
    return integral[k]! + ((values[k]! + lineAt(from, values, k, time)) / 2) * (time - from[k]!);
  });
}
