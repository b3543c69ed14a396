import type { FittedField } from './fit-field.ts';

/** A periodic force seen in what the fitted field leaves over. */
export interface DriveLine {
  /** Cycles per unit of time. */
  readonly frequency: number;
  /** Half width of a resolved line. */
  readonly resolution: number;
  /** Probability of a line as high or higher in any of the frequencies looked at, had the residual no line. */
  readonly falseAlarm: number;
  /** Share of the residual's variance. */
  readonly share: number;
  /** Height over the noise around it, in units of its mean, and that of the next highest line elsewhere. */
  readonly height: number;
  readonly nextHeight: number;
}

/** A track is looked at with so many bins per period of the motion: faster forces hardly move anything. */
const BINS_PER_PERIOD = 24;
/** Longer tracks are looked at from their start only, so that the cost stays linear. */
const MOST_BINS = 2048;
/** Shorter tracks do not resolve lines beside the motion's own. */
const LEAST_PERIODS = 6;
/** Bins of the spectrum on each side that tell the noise around a line, without those that the line itself fills. */
const NEIGHBOURS = 12;
const LINE_BINS = 3;
/** A Hann window makes neighbouring bins alike: so many count as one. */
const ALIKE = 1.5;
/** The motion's own multiples: what the polynomial does not describe of H has lines there. */
const MOST_MULTIPLE = 12;
/** Multiples are broad because the period changes with the amplitude. */
const MULTIPLE_WIDTH = 0.02;

/**
 * The highest line of the Hann-windowed spectrum of dp/dt minus the fitted one, summed over the degrees of freedom, relative to the noise
 * around it, beside the multiples of the motion's own frequency.
 * @param period the motion's own, in the unit of time
 * @returns one entry for each track that is long enough
 */
export function driveLines({ tracks }: FittedField, period: number): DriveLine[] {
  return tracks.flatMap(({ times, residuals }) => {
    const span = Math.min((times.at(-1) ?? 0) - (times[0] ?? 0), (MOST_BINS / BINS_PER_PERIOD) * period);
    if (!(span >= LEAST_PERIODS * period)) return [];
    const bins = Math.min(MOST_BINS, times.length, Math.floor((BINS_PER_PERIOD * span) / period));
    const spectrum = new Float64Array(bins >> 1);
    for (const residual of residuals) addSpectrum(spectrum, intoBins(times, residual, span, bins));
    return findLine(spectrum, span, period) ?? [];
  });
}

function findLine(spectrum: Float64Array, span: number, period: number): DriveLine | null {
  const heights = spectrum.map((power, k) => (isOwn(k, span, period) ? 0 : power / noiseAround(spectrum, k).mean));
  let best = 0;
  heights.forEach((height, k) => {
    if (height > heights[best]!) best = k;
  });
  const height = heights[best]!;
  if (!(height > 0)) return null;
  let [nextHeight, lookedAt, sum, line] = [0, 0, 0, 0];
  heights.forEach((other, k) => {
    sum += spectrum[k]!;
    if (other > 0) lookedAt++;
    if (Math.abs(k - best) <= LINE_BINS) line += spectrum[k]!;
    else nextHeight = Math.max(nextHeight, other);
  });
  return {
    ...{ frequency: best / span, resolution: 2 / span, height, nextHeight, share: line / sum },
    falseAlarm: atLeastOne(lookedAt, height, noiseAround(spectrum, best).independent),
  };
}

/**
 * Probability that one of `count` bins of normal noise is so many times the mean of m others: each is 1 − F of 2 and 2m degrees of freedom,
 * (1 + height/m)^−m.
 */
function atLeastOne(count: number, height: number, m: number): number {
  return -Math.expm1(count * Math.log1p(-((1 + height / m) ** -m)));
}

/** The slowest bins, where trends are, and those next to a multiple of the motion's frequency. */
function isOwn(k: number, span: number, period: number): boolean {
  if (k <= LINE_BINS) return true;
  const multiple = Math.min(MOST_MULTIPLE, Math.max(1, Math.round((k * period) / span)));
  const distance = Math.abs(k - (multiple * span) / period);
  return distance <= LINE_BINS + (MULTIPLE_WIDTH * multiple * span) / period;
}

/** Mean power of the bins around, which are as many independent values as `independent`. */
function noiseAround(spectrum: Float64Array, at: number): { readonly mean: number; readonly independent: number } {
  let [sum, count] = [0, 0];
  for (let k = Math.max(1, at - NEIGHBOURS); k <= Math.min(spectrum.length - 1, at + NEIGHBOURS); k++) {
    if (Math.abs(k - at) <= LINE_BINS) continue;
    sum += spectrum[k]!;
    count++;
  }
  return { mean: sum / count, independent: count / ALIKE };
}

/** Means over bins of equal time; empty ones are 0. */
function intoBins(times: Float64Array, values: Float64Array, span: number, bins: number): Float64Array {
  const sums = new Float64Array(bins);
  const counts = new Float64Array(bins);
  for (let i = 0; i < times.length; i++) {
    const bin = Math.min(bins - 1, Math.floor(((times[i]! - times[0]!) / span) * bins));
    if (times[i]! - times[0]! > span) break;
    sums[bin]! += values[i]!;
    counts[bin]!++;
  }
  return sums.map((sum, k) => (counts[k]! > 0 ? sum / counts[k]! : 0));
}

/** Adds |Σ hann · value · e^{−2πi jk/n}|² for k = 0 … n/2 − 1. */
function addSpectrum(spectrum: Float64Array, values: Float64Array): void {
  const n = values.length;
  const windowed = values.map((value, j) => value * Math.sin((Math.PI * (j + 0.5)) / n) ** 2);
  const cosines = Float64Array.from({ length: n }, (_, j) => Math.cos((2 * Math.PI * j) / n));
  const sines = Float64Array.from({ length: n }, (_, j) => Math.sin((2 * Math.PI * j) / n));
  for (let k = 0; k < spectrum.length; k++) {
    let [real, imaginary] = [0, 0];
    for (let j = 0; j < n; j++) {
      const turn = (j * k) % n;
      real += windowed[j]! * cosines[turn]!;
      imaginary += windowed[j]! * sines[turn]!;
    }
    spectrum[k] = spectrum[k]! + real * real + imaginary * imaginary;
  }
}
