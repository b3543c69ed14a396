import type { Piece } from '../../fit/rows/row-type.ts';
import { dominantPeriod } from '../../derivatives/dominant-period.ts';
import { median } from '../../derivatives/median.ts';
import { columnOf } from './columns.ts';
import { strongestLine } from './spectrum.ts';

/** A spectrum looks at so many samples per period where there are more, in sections of at most so many. */
const SPECTRUM_PER_PERIOD = 32;
const SECTION_SAMPLES = 4096;
/** With fewer periods in a section the line is as wide as its frequency, and a few per cent off. */
const LEAST_PERIODS = 2;
/** Samples of the longest track for finding crossings or speeds, where there are more: fewer than two periods need no more, and noise falls. */
const CROSSING_SAMPLES = 128;
const SPEED_SAMPLES = 32;

/** A degree of freedom along one track, without gaps. */
interface Signal {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * Dominant period of a motion, pooled over tracks and degrees of freedom: the strongest line of the spectrum of q. Of an angle that makes
 * full turns, cos q and sin q take its place. Where no section holds two periods: the median time between crossings of the trend, or
 * 2π · deviation of q/deviation of q̇ where that is longer. The latter is exact for a harmonic motion seen at all phases, and never longer
 * than the period of a closed motion; the former takes what a trend leaves of a short arc for a period.
 * @param tracks at least two rows each, without gaps; angles continuous   @param deviations (≥ d) of the channels
 * @returns Infinity when nothing moves within any track
 */
export function findPeriod(
  tracks: readonly Piece[],
  { dof, periodic, deviations }: { dof: number; periodic: readonly number[]; deviations: Float64Array },
): number {
  const positions = Array.from({ length: dof }, (_, k) =>
    tracks.map(({ times, measured }) => ({
      times,
      values: columnOf(measured, measured.length / times.length, k).map((value) => value / deviations[k]!),
    })),
  );
  const signals = positions.flatMap((own, k) =>
    own.flatMap(({ times, values }) => {
      const angles = values.map((value) => value * deviations[k]!);
      return periodic.includes(k) && makesFullTurn(angles)
        ? [Math.cos, Math.sin].map((turn) => ({ times, values: angles.map(turn) }))
        : [{ times, values }];
    }),
  );
  return lineOf(signals) ?? Math.max(crossingsOf(signals), periodOfSpeeds(positions));
}

function makesFullTurn(values: Float64Array): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low > 2 * Math.PI;
}

/** @returns null when no section holds enough periods of the line */
function lineOf(signals: readonly Signal[]): number | null {
  const rough = signals.flatMap(({ times, values }) => dominantPeriod(times, values)?.time ?? []);
  if (rough.length === 0) return null;
  const step = Math.max(usualStep(signals), median(rough) / SPECTRUM_PER_PERIOD);
  const sections = signals.flatMap((signal) => cut(resample(signal, step)));
  const longest = Math.max(...sections.map((section) => section.length));
  const period = strongestLine(sections, longest) * step;
  return longest * step >= LEAST_PERIODS * period ? period : null;
}

/** @returns 0 when no signal shows a whole period */
function crossingsOf(signals: readonly Signal[]): number {
  const found = atMost(CROSSING_SAMPLES, signals).flatMap(({ times, values }) => dominantPeriod(times, values) ?? []);
  const seen = found.filter(({ isLowerBound }) => !isLowerBound);
  return seen.length > 0 ? median(seen.map(({ time }) => time)) : 0;
}

/** The degree of freedom with the most speed per deviation counts. */
function periodOfSpeeds(positions: readonly (readonly Signal[])[]): number {
  const fastest = positions.map((signals) => {
    let [square, time] = [0, 0];
    for (const { times, values } of atMost(SPEED_SAMPLES, signals)) {
      for (let i = 1; i < times.length; i++) {
        const step = times[i]! - times[i - 1]!;
        square += (values[i]! - values[i - 1]!) ** 2 / step;
        time += step;
      }
    }
    return Math.sqrt(square / time);
  });
  return (2 * Math.PI) / Math.max(...fastest);
}

function usualStep(signals: readonly Signal[]): number {
  return median(signals.map(({ times }) => median(times.subarray(1).map((time, i) => time - times[i]!))));
}

/** The signals with at most `count` samples on the longest one, in equal steps. */
function atMost(count: number, signals: readonly Signal[]): Signal[] {
  const longest = Math.max(...signals.map(({ times }) => times.at(-1)! - times[0]!));
  const step = Math.max(usualStep(signals), longest / count);
  return signals.map((signal) => {
    const values = resample(signal, step);
    return { times: values.map((_, i) => (i + 0.5) * step), values };
  });
}

/** Means over cells of one step of the straight lines through the samples: nothing faster than the step folds into the spectrum. */
function resample({ times, values }: Signal, step: number): Float64Array {
  const start = times[0]!;
  const out = new Float64Array(Math.max(1, Math.floor((times.at(-1)! - start) / step)));
  let at = 0;
  for (let i = 0; i < out.length; i++) {
    const [from, to] = [start + i * step, start + (i + 1) * step];
    let area = 0;
    for (let time = from; time < to;) {
      while (at < times.length - 2 && times[at + 1]! <= time) at++;
      const end = at < times.length - 2 ? Math.min(to, times[at + 1]!) : to;
      const middle = ((time + end) / 2 - times[at]!) / (times[at + 1]! - times[at]!);
      area += (end - time) * (values[at]! + middle * (values[at + 1]! - values[at]!));
      time = end;
    }
    out[i] = area / (to - from);
  }
  return out;
}

/** Near-equal sections. */
function cut(values: Float64Array): Float64Array[] {
  const count = Math.ceil(values.length / SECTION_SAMPLES);
  const bound = (i: number) => Math.round((i * values.length) / count);
  return Array.from({ length: count }, (_, i) => values.subarray(bound(i), bound(i + 1)));
}
