import { median } from '../../derivatives/index.ts';
import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { average, cutAtGaps } from '../recording/cut-tracks.ts';
import { readTracks } from '../recording/read-tracks.ts';
import type { TrackSource } from '../recording/read-tracks.ts';
import { smoothPieces } from '../recording/index.ts';

/** A step longer than this share of the period is a gap. */
const GAP_PERIODS = 0.3;
/** A start needs a smoothed slope: with fewer samples there is none worth the name. */
const LEAST_SAMPLES = 6;
/** Length of a stretch in periods. */
const STRETCH_PERIODS = 3;
/** A stretch shorter than one period by more than a part of a step says nothing about one period. */
const LEAST_PERIODS = 0.97;
/** More stretches would not change the errors. */
const MOST_STRETCHES = 60;

/** How motions that were not learned from are made comparable with those that were. */
export interface StretchOptions {
  /** P, in the unit of time. */
  readonly period: number;
  /** Samples per period that were learned from, after averaging. */
  readonly samplesPerPeriod: number;
  /** Half width of the smoother; null: found anew, as when rows are exact. */
  readonly halfWidth: number | null;
  /** (D) standard deviation of each channel. */
  readonly deviations: Float64Array;
}

/** Cuts, averages and smooths motions as those that were learned from, with the same half width; what is too short is left out. */
export function smoothHeldOut(source: TrackSource, options: StretchOptions): readonly SmoothedPiece[] {
  const { period, samplesPerPeriod, halfWidth, deviations } = options;
  const { tracks } = readTracks(source);
  const pieces = tracks
    .filter(({ times }) => times.length >= LEAST_SAMPLES)
    .flatMap((track) => {
      const step = median(track.times.subarray(1).map((time, i) => time - track.times[i]!));
      const bin = Math.max(1, Math.round(period / step / samplesPerPeriod));
      return cutAtGaps(track, Math.max(GAP_PERIODS * period, 2 * step)).map((part) => average(part, bin));
    })
    .filter(({ times }) => times.length >= LEAST_SAMPLES);
  return pieces.length === 0 ? [] : smoothPieces(pieces, { halfWidth, deviations, noise: null }).pieces;
}

/**
 * Cuts pieces into stretches of three periods, each of which starts a prediction; the rest of a piece counts when it lasts one period. Of many
 * stretches evenly spaced ones are kept.
 */
export function cutStretches(pieces: readonly SmoothedPiece[], period: number): readonly SmoothedPiece[] {
  const stretches = pieces.flatMap((piece) => {
    const { times } = piece;
    const end = times.at(-1)!;
    const found: SmoothedPiece[] = [];
    let from = 0;
    while (from < times.length && end - times[from]! >= LEAST_PERIODS * period) {
      const last = lastUpTo(times, times[from]! + STRETCH_PERIODS * period);
      found.push(rowsOfSmoothed(piece, from, last + 1));
      from = Math.max(from + 1, last);
    }
    return found;
  });
  return spread(stretches, MOST_STRETCHES);
}

/** True when a stretch lasts so many periods, or ends less than one step before. */
export function lasts({ times }: SmoothedPiece, periods: number, period: number): boolean {
  const span = times.at(-1)! - times[0]!;
  const step = periods > 1 ? span / Math.max(1, times.length - 1) : 0;
  return span + Math.max(step, (1 - LEAST_PERIODS) * period) >= periods * period * (1 - 1e-9);
}

/** Half-open range of rows of a smoothed piece. */
export function rowsOfSmoothed(piece: SmoothedPiece, from: number, to: number): SmoothedPiece {
  const n = piece.times.length;
  const cut = (values: Float64Array) => values.slice((from * values.length) / n, (to * values.length) / n);
  return {
    trajectory: piece.trajectory,
    times: piece.times.slice(from, to),
    measured: cut(piece.measured),
    inputs: cut(piece.inputs),
    smooth: cut(piece.smooth),
    rates: cut(piece.rates),
  };
}

/** At most `count` of some items, evenly spaced. */
export function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}

/** Index of the last time that is not later, up to rounding. */
function lastUpTo(times: Float64Array, time: number): number {
  const after = times.findIndex((other) => other > time + 1e-9 * Math.abs(time - times[0]!));
  return after < 0 ? times.length - 1 : after - 1;
}
