import type { Dataset, Trajectory } from '../../datasets/dataset.ts';
import type { TrajectoryPiece } from '../../datasets/split.ts';
import { CoreError } from '../../errors.ts';
import type { Piece } from '../../fit/rows/row-type.ts';
import { columnOf } from './columns.ts';

/** A cap on the deviation of an angle: that of one spread evenly over a full turn. */
const EVEN_TURN = Math.PI / Math.sqrt(3);
/** A column moves when its deviation is above this share of its largest value; below is rounding. */
const LEAST_MOTION = 1e-12;
/** A clock that runs on by less than this share of its time stands still, but for rounding. */
const ROUNDING = 4 * Number.EPSILON;

/** The rows of each trajectory that may be learned from, in order of time; what repeats another one is left out. */
export interface Tracks {
  readonly tracks: readonly Piece[];
  /** Rows that were found, those left out included. */
  readonly read: number;
  readonly notes: readonly string[];
}

/** What to read. */
export interface TrackSource {
  readonly dataset: Dataset;
  /** The rows that may be learned from. */
  readonly train: readonly TrajectoryPiece[];
  readonly isPositionsOnly: boolean;
  /** Degrees of freedom (counted from 0) whose q is an angle of full turns. */
  readonly periodic: readonly number[];
}

/**
 * Gathers the rows of each trajectory, with its angles made continuous: where neighbours differ by more than π, full turns are added.
 * @throws CoreError `uneven-steps` for a clock that stops, `not-finite` for a value that is no number
 */
export function readTracks({ dataset, train, isPositionsOnly, periodic }: TrackSource): Tracks {
  const channels = (isPositionsOnly ? 1 : 2) * dataset.dof;
  const parts = new Map<Trajectory, TrajectoryPiece[]>();
  for (const part of train) parts.set(part.trajectory, [...(parts.get(part.trajectory) ?? []), part]);
  const all = Array.from(parts, ([trajectory, pieces]) => {
    const rows = pieces
      .toSorted((a, b) => a.from - b.from)
      .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
    const width = 2 * dataset.dof;
    const inputs = dataset.labels.inputs?.length ?? 0;
    const track: Piece = {
      trajectory: dataset.trajectories.indexOf(trajectory),
      times: Float64Array.from(rows, (row) => trajectory.times[row]!),
      measured: pick(trajectory.states, rows, width, channels),
      inputs: pick(trajectory.inputs ?? new Float64Array(0), rows, inputs, inputs),
    };
    checkTrack(track, trajectory.id);
    for (const axis of periodic) unwrap(track.measured, channels, axis);
    return { id: trajectory.id, track };
  }).filter(({ track }) => track.times.length > 0);
  return { ...leaveOutCopies(all), read: all.reduce((sum, { track }) => sum + track.times.length, 0) };
}

/** The first `taken` of `width` columns, at some rows. */
function pick(values: Float64Array, rows: readonly number[], width: number, taken: number): Float64Array {
  const out = new Float64Array(rows.length * taken);
  rows.forEach((row, i) => {
    out.set(values.subarray(row * width, row * width + taken), i * taken);
  });
  return out;
}

function checkTrack({ times, measured, inputs }: Piece, id: string): void {
  for (let i = 1; i < times.length; i++) {
    if (times[i]! - times[i - 1]! > ROUNDING * Math.abs(times[i]!)) continue;
    throw new CoreError(
      'uneven-steps',
      `The clock of trajectory '${id}' does not run on after t = ${times[i - 1]!}: the next row has t = ${times[i]!}.`,
      { hint: 'Correct the times in the file, or leave these rows out.', context: { trajectory: id, time: times[i]! } },
    );
  }
  for (const values of [times, measured, inputs]) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    const row = Math.floor((at * times.length) / values.length);
    throw new CoreError(
      'not-finite',
      `Trajectory '${id}' has the value ${values[at]!} at t = ${times[row]!}, which is no number.`,
      { hint: 'Correct the file, or leave this row out.', context: { trajectory: id, row } },
    );
  }
}

/** Adds full turns to an angle so that no step is larger than half a turn. Modifies `values`. */
export function unwrap(values: Float64Array, width: number, column: number): void {
  let turns = 0;
  for (let i = column + width; i < values.length; i += width) {
    values[i] = values[i]! + 2 * Math.PI * turns;
    const added = -Math.round((values[i]! - values[i - width]!) / (2 * Math.PI));
    turns += added;
    values[i] = values[i]! + 2 * Math.PI * added;
  }
}

function leaveOutCopies(all: readonly { readonly id: string; readonly track: Piece }[]): Omit<Tracks, 'read'> {
  const kept: { id: string; track: Piece; copies: string[] }[] = [];
  for (const { id, track } of all) {
    const original = kept.find((other) => areEqual(other.track, track));
    if (original === undefined) kept.push({ id, track, copies: [] });
    else original.copies.push(id);
  }
  const notes = kept
    .filter(({ copies }) => copies.length > 0)
    .map(({ id, copies }) =>
      copies.length === 1
        ? `Trajectory '${copies[0]!}' is the same as '${id}' in every digit; it counts once.`
        : `${copies.length} trajectories are the same as '${id}' in every digit; they count once.`,
    );
  return { tracks: kept.map(({ track }) => track), notes };
}

function areEqual(a: Piece, b: Piece): boolean {
  return (
    a.times.length === b.times.length &&
    areSame(a.measured, b.measured) &&
    areSame(a.times, b.times) &&
    areSame(a.inputs, b.inputs)
  );
}

function areSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/**
 * Standard deviation of each channel over all rows of all pieces; of an angle at most π/√3.
 * @throws CoreError `nothing-to-learn` for a channel that does not move
 */
export function deviationsOf(
  pieces: readonly Piece[],
  channels: readonly string[],
  periodic: readonly number[],
): Float64Array {
  return Float64Array.from(channels, (name, k) => {
    const columns = pieces.map(({ measured }) => columnOf(measured, channels.length, k));
    let [count, sum, largest] = [0, 0, 0];
    for (const column of columns) {
      count += column.length;
      for (const value of column) {
        sum += value;
        largest = Math.max(largest, Math.abs(value));
      }
    }
    const mean = sum / count;
    let square = 0;
    for (const column of columns) for (const value of column) square += (value - mean) ** 2;
    const deviation = Math.sqrt(square / count);
    if (!(deviation > LEAST_MOTION * largest)) {
      throw new CoreError('nothing-to-learn', `${name} does not move: it is ${short(mean)} in all ${count} rows.`, {
        hint: 'Choose another column for it, or leave this degree of freedom out.',
        context: { column: name, value: mean },
      });
    }
    return periodic.includes(k) ? Math.min(deviation, EVEN_TURN) : deviation;
  });
}

/** A number for a sentence. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
