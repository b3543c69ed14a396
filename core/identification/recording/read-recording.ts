import { median } from '../../derivatives/median.ts';
import { CoreError } from '../../errors.ts';
import type { Piece } from '../../fit/rows/row-type.ts';
import { average, chunk, cutAtGaps } from './cut-tracks.ts';
import { findPeriod } from './find-period.ts';
import { deviationsOf, readTracks, short } from './read-tracks.ts';
import type { TrackSource } from './read-tracks.ts';

/** A step is a gap when it is longer than this share of the period, */
const GAP_PERIODS = 0.3;
/** and longer than ordinary irregular steps, in median steps, */
const GAP_STEPS = 8;
/** unless it is so long, in periods, that nothing can be said about the motion in between. */
const SURE_GAP_PERIODS = 0.6;
/** Fewer samples per period do not show the shape of the motion. */
const LEAST_PER_PERIOD = 6;
/** From twice as many samples per period on, bins of at least so many are averaged: nothing is lost, and the cost falls. */
const BINNED_PER_PERIOD = 60;
/** Longer pieces are cut into parts of 3 to 6 periods. */
const LONGEST_PERIODS = 6;
/** Numbers that are learned from, samples times channels: more would hardly change the result, and take minutes. */
const MOST_NUMBERS = 40_000;
/** Fewer samples do not determine a cubic with an error. */
const LEAST_SAMPLES = 6;

/** Measured motion, ready to be learned from, in the units of the data. */
export interface Recording {
  /** Without gaps, at most about 6 periods long; D = 2d channels, or d for positions only. */
  readonly pieces: readonly Piece[];
  /** Dominant period P, in the unit of time. */
  readonly period: number;
  /** Median over the steps of the pieces. */
  readonly samplesPerPeriod: number;
  /** Total length of the recording in periods, without its gaps. */
  readonly periods: number;
  /** (D) standard deviation of each channel over all samples; of an angle of full turns at most π/√3. */
  readonly deviations: Float64Array;
  /** (D) names. */
  readonly channels: readonly string[];
  /** Rows that were found, and samples in the pieces: fewer when rows are averaged, repeat others, or stand alone between gaps. */
  readonly samples: { readonly read: number; readonly used: number };
  /** Rows that are averaged to one sample; 1 for none. The noise of a sample is that of a row divided by its root. */
  readonly bin: number;
  /** What was left out or joined, one sentence each, for the user. */
  readonly notes: readonly string[];
}

/**
 * Prepares measured motion: the rows of each trajectory are cut at gaps, averaged in bins where they are denser than 120 per dominant
 * period (to 60–90), and cut into parts of at most 6 periods. Angles of full turns are made continuous.
 * @throws CoreError `too-few-rows` below 6 rows per period or one period in total, `nothing-to-learn` when a column does not move,
 * `uneven-steps` for a clock that stops
 */
export function readRecording(source: TrackSource): Recording {
  const { dataset, isPositionsOnly, periodic } = source;
  const { q, p } = dataset.labels;
  const channels = isPositionsOnly ? [...q] : [...q, ...p];
  const { tracks, read, notes } = readTracks(source);
  const isAlone = (piece: Piece) => piece.times.length < LEAST_SAMPLES;
  if (tracks.every(isAlone)) {
    throw new CoreError(
      'too-few-rows',
      `There ${read === 1 ? 'is 1 row' : `are ${read} rows`} to learn from, no ${LEAST_SAMPLES} of them in one motion.`,
      {
        hint: 'Record for longer, or hold out less.',
        context: { rows: read },
      },
    );
  }
  const step = medianStep(tracks);
  const deviations = deviationsOf(tracks, channels, periodic);
  const unbroken = tracks.flatMap((track) => cutAtGaps(track, GAP_STEPS * step)).filter((piece) => !isAlone(piece));
  const period = findPeriod(unbroken.length > 0 ? unbroken : tracks.filter((piece) => !isAlone(piece)), {
    dof: dataset.dof,
    ...{ periodic, deviations },
  });
  checkDensity(period, step);
  const gap = Math.max(GAP_PERIODS * period, Math.min(GAP_STEPS * step, SURE_GAP_PERIODS * period));
  const parts = tracks.flatMap((track) => cutAtGaps(track, gap));
  const bin = Math.max(1, Math.floor(period / step / BINNED_PER_PERIOD));
  const whole = parts.map((part) => average(part, bin)).filter((part) => !isAlone(part));
  const periods = whole.reduce((sum, { times }) => sum + times.at(-1)! - times[0]!, 0) / period;
  checkLength(periods, period);
  const all = whole.flatMap((part) => chunk(part, LONGEST_PERIODS * period));
  const pieces = evenlySpread(all, MOST_NUMBERS / channels.length);
  return {
    ...{ pieces, period, periods, channels, bin },
    samplesPerPeriod: period / medianStep(pieces),
    deviations: deviationsOf(pieces, channels, periodic),
    samples: { read, used: pieces.reduce((sum, { times }) => sum + times.length, 0) },
    notes: [
      ...notes,
      ...describe(
        parts.filter((part) => part.times.length < LEAST_SAMPLES * bin),
        bin,
      ),
      ...(pieces.length < all.length
        ? [
            `The recording is long: ${pieces.length} of its ${all.length} parts of up to ${LONGEST_PERIODS} periods, evenly spread, were learned from.`,
          ]
        : []),
    ],
  };
}

/** Pieces evenly spread over all, with at most so many samples but one piece at least. */
function evenlySpread(pieces: readonly Piece[], most: number): readonly Piece[] {
  const total = pieces.reduce((sum, { times }) => sum + times.length, 0);
  if (total <= most) return pieces;
  const count = Math.max(1, Math.floor((pieces.length * most) / total));
  return Array.from({ length: count }, (_, k) => pieces[Math.floor((k * pieces.length) / count)]!);
}

function medianStep(pieces: readonly Piece[]): number {
  return median(pieces.flatMap(({ times }) => Array.from(times.subarray(1), (time, i) => time - times[i]!)));
}

function describe(alone: readonly Piece[], bin: number): string[] {
  const rows = alone.reduce((sum, { times }) => sum + times.length, 0);
  return [
    ...(bin > 1 ? [`The rows are dense: means of ${bin} of them were learned from.`] : []),
    ...(rows > 0 ? [`${rows} rows stand alone between gaps and were left out.`] : []),
  ];
}

function checkDensity(period: number, step: number): void {
  if (!Number.isFinite(period)) {
    throw new CoreError('nothing-to-learn', 'No position changes within any of the motions.', {
      hint: 'Record a motion, or choose other columns for the positions.',
    });
  }
  const found = period / step;
  if (found >= LEAST_PER_PERIOD) return;
  throw new CoreError(
    'too-few-rows',
    `The motion repeats after about ${short(period)} (in the unit of time), and there are only ${short(found)} rows in that time; at least ${LEAST_PER_PERIOD} are needed.`,
    { hint: 'Record more often, or keep more rows when importing.', context: { period, rowsPerPeriod: found } },
  );
}

function checkLength(periods: number, period: number): void {
  if (periods >= 1) return;
  throw new CoreError(
    'too-few-rows',
    `All motions together last ${short(periods)} of a period, which is about ${short(period)} (in the unit of time); at least one period is needed.`,
    { hint: 'Record for longer, or add more motions.', context: { periods, period } },
  );
}
