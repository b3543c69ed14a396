import type { Piece } from '../../fit/rows/row-type.ts';
import { dominantPeriod } from '../../derivatives/dominant-period.ts';
import { median } from '../../derivatives/median.ts';
import { columnOf } from './columns.ts';
import { strongestLine } from './spectrum.ts';

/** Samples per period that a spectrum looks at, where there are more, and periods per section: enough for a sharp line, quick on long records. */
const SECTION_SAMPLES = 32;
const SECTION_PERIODS = 64;
/** A line of fewer periods than this in the longest section is as wide as its frequency. */
const LEAST_PERIODS = 3;

/** A degree of freedom along one track, without gaps. */
interface Signal {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * Dominant period of a motion, pooled over tracks and degrees of freedom: the strongest line of the spectrum of q. Of an angle that makes
 * full turns, cos q and sin q take its place. Where no section holds three periods, the median time between crossings of the mean; where no
 * track shows a whole period, 2π · deviation of q/deviation of q̇, exact for a harmonic motion seen at all phases.
 * @param tracks without gaps; angles continuous   @param deviations (≥ d) of the channels
 */
export function findPeriod(
  tracks: readonly Piece[],
  { dof, periodic, deviations }: { dof: number; periodic: readonly number[]; deviations: Float64Array },
): number {
  const signals: Signal[] = [];
  const positions: Signal[][] = [];
  for (let k = 0; k < dof; k++) {
    const own = tracks.map(({ times, measured }) => ({
      times,
      values: columnOf(measured, measured.length / times.length, k),
    }));
    positions.push(own);
    for (const { times, values } of own) {
      if (periodic.includes(k) && makesFullTurn(values)) {
        signals.push({ times, values: values.map(Math.cos) }, { times, values: values.map(Math.sin) });
      } else signals.push({ times, values: values.map((value) => value / deviations[k]!) });
    }
  }
  const found = signals.flatMap(({ times, values }) => dominantPeriod(times, values) ?? []);
  const crossings = found.filter(({ isLowerBound }) => !isLowerBound).map(({ time }) => time);
  const rough = crossings.length > 0 ? median(crossings) : Math.max(...found.map(({ time }) => time), 0);
  const line = rough > 0 ? lineOf(signals, rough) : null;
  if (line !== null) return line;
  return crossings.length > 0 ? rough : periodOfSpeeds(positions, deviations);
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
function lineOf(signals: readonly Signal[], rough: number): number | null {
  const steps = signals.map(({ times }) => median(times.subarray(1).map((time, i) => time - times[i]!)));
  const step = Math.max(Math.min(...steps), rough / SECTION_SAMPLES);
  const most = Math.ceil((SECTION_PERIODS * rough) / step);
  const sections = signals.flatMap((signal) => cut(resample(signal, step), most));
  const longest = Math.max(...sections.map((section) => section.length));
  const period = strongestLine(sections, longest) * step;
  return longest * step >= LEAST_PERIODS * period ? period : null;
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

/** Near-equal parts of at most `most` samples. */
function cut(values: Float64Array, most: number): Float64Array[] {
  const count = Math.ceil(values.length / most);
  return Array.from({ length: count }, (_, i) =>
    values.subarray(Math.round((i * values.length) / count), Math.round(((i + 1) * values.length) / count)),
  );
}

/** The degree of freedom with the most motion per deviation counts; speeds are those between neighbours. */
function periodOfSpeeds(positions: readonly (readonly Signal[])[], deviations: Float64Array): number {
  let fastest = 0;
  positions.forEach((signals, k) => {
    let [square, time] = [0, 0];
    for (const { times, values } of signals) {
      for (let i = 1; i < times.length; i++) {
        const step = times[i]! - times[i - 1]!;
        square += (values[i]! - values[i - 1]!) ** 2 / step;
        time += step;
      }
    }
    if (time > 0) fastest = Math.max(fastest, Math.sqrt(square / time) / deviations[k]!);
  });
  return (2 * Math.PI) / fastest;
}
