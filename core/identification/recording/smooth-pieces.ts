import { median } from '../../derivatives/median.ts';
import { gridNoise } from '../../derivatives/noise.ts';
import { CoreError } from '../../errors.ts';
import type { Piece, SmoothedPiece } from '../../fit/rows/row-type.ts';
import { columnOf } from './columns.ts';
import { createLocalSmoother, timeGrids } from './local-weights.ts';
import type { TimeGrid, VisitFit } from './local-weights.ts';

/** Half widths that are tried. */
const WIDTHS = 16;
/** The smallest of them in median steps: just beyond the fourth neighbour. */
const NARROWEST = 4.01;
/** The largest of them in median steps, and as a share of the shortest piece. */
const WIDEST = 120;
const WIDEST_SHARE = 0.35;
/** Shorter pieces do not limit the width: their windows grow anyway. */
const COUNTED_SAMPLES = 20;
/** Rows at each end that do not count in the choice: their fits are one-sided. */
const ENDS = 2;
/** Sᵢᵢ is capped there: a fit that passes through its sample says nothing about it. */
const MOST_LEVERAGE = 0.98;
/** Rows that are left out in turn to choose the width, about; of more rows one in so many is. */
const ROWS_LEFT_OUT = 4000;
/** Noise is at least this share of the standard deviation of the channel, as rows are divided by it. */
const LEAST_NOISE = 1e-9;

/** Smoothed pieces with the noise about their curves. */
export interface SmoothedRecording {
  readonly pieces: readonly SmoothedPiece[];
  /** Half width of the window, in the unit of time. */
  readonly halfWidth: number;
  /** (D) standard deviation of the noise of each channel, positive. */
  readonly noise: Float64Array;
  /** False when the noise was given. */
  readonly isNoiseFound: boolean;
}

/** What is known beforehand. */
export interface SmoothingOptions {
  /** Half width of the window in the unit of time; null: chosen by leaving out one sample at a time. */
  readonly halfWidth: number | null;
  /** (D) null: found from the residuals. */
  readonly noise: readonly number[] | null;
  /** (D) standard deviation of each channel. */
  readonly deviations: Float64Array;
}

/**
 * Local cubics with tricube weights through all pieces and channels, with one half width h: the one of 16 that minimises
 * Σ_channels mean[((y − Sy)ᵢ/(1 − Sᵢᵢ))²]/variance, the error of predicting each sample from the others.
 * Noise per channel: σ² = Σ (y − Sy)² / Σᵢ (1 − 2Sᵢᵢ + Σⱼ Sᵢⱼ²), at least that of a coarse grid of values and 10⁻⁹ of the standard deviation.
 * @throws CoreError `bad-argument` for a width that is not positive, or a noise that is negative or not given for every channel
 */
export function smoothPieces(pieces: readonly Piece[], options: SmoothingOptions): SmoothedRecording {
  const { deviations, noise: given } = options;
  checkOptions(options);
  const channels = deviations.length;
  const grids = timeGrids(pieces);
  const columns = pieces.map(({ measured }) =>
    Array.from({ length: channels }, (_, k) => columnOf(measured, channels, k)),
  );
  const halfWidth = options.halfWidth ?? chooseWidth(grids, columns, deviations);
  const visit = createLocalSmoother(halfWidth);
  const squares = new Float64Array(channels);
  let freedom = 0;
  const smoothed = pieces.map((piece, index) => {
    const smooth = new Float64Array(piece.measured.length);
    const rates = new Float64Array(piece.measured.length);
    visit(grids[index]!, (row, first, { count, centre, value, slope }) => {
      let square = 0;
      for (let j = 0; j < count; j++) square += value[j]! * value[j]!;
      freedom += 1 - 2 * value[centre]! + square;
      for (let k = 0; k < channels; k++) {
        const column = columns[index]![k]!;
        const own = column[row]!;
        let [level, rate] = [0, 0];
        // Differences from the sample itself, so that a large offset costs no digits.
        for (let j = 0; j < count; j++) {
          const difference = column[first + j]! - own;
          level += value[j]! * difference;
          rate += slope[j]! * difference;
        }
        smooth[channels * row + k] = own + level;
        rates[channels * row + k] = rate;
        squares[k] = squares[k]! + level * level;
      }
    });
    return { ...piece, smooth, rates };
  });
  const noise = deviations.map((deviation, k) =>
    Math.max(given?.[k] ?? foundNoise(columns, k, squares[k]!, freedom), LEAST_NOISE * deviation),
  );
  return { pieces: smoothed, halfWidth, noise, isNoiseFound: given === null };
}

function foundNoise(columns: readonly Float64Array[][], k: number, squares: number, freedom: number): number {
  let grid = 0;
  for (const column of columns) grid = Math.max(grid, gridNoise(column[k]!));
  return Math.max(grid, freedom > 0 ? Math.sqrt(squares / freedom) : 0);
}

/** The half width that predicts left-out samples best. */
function chooseWidth(grids: readonly TimeGrid[], columns: readonly Float64Array[][], deviations: Float64Array): number {
  let best = { error: Infinity, width: 0 };
  for (const width of widthsFor(grids)) {
    const error = leftOutError(width, grids, columns, deviations);
    if (error < best.error || best.width === 0) best = { error, width };
  }
  return best.width;
}

/** Evenly spaced in the logarithm. */
function widthsFor(grids: readonly TimeGrid[]): Float64Array {
  const steps = grids.flatMap(({ times }) => Array.from(times.subarray(1), (time, i) => time - times[i]!));
  const step = median(steps);
  const spanOf = ({ times }: TimeGrid) => times.at(-1)! - times[0]!;
  const counted = grids.filter(({ times }) => times.length >= COUNTED_SAMPLES).map(spanOf);
  const shortest = counted.length > 0 ? Math.min(...counted) : Math.max(...grids.map(spanOf));
  const widest = Math.max(NARROWEST + 2, Math.min((WIDEST_SHARE * shortest) / step, WIDEST));
  return Float64Array.from({ length: WIDTHS }, (_, i) => step * NARROWEST * (widest / NARROWEST) ** (i / (WIDTHS - 1)));
}

/** Mean square error of predicting samples from their neighbours, in variances of the channel, summed over the channels. */
function leftOutError(
  width: number,
  grids: readonly TimeGrid[],
  columns: readonly Float64Array[][],
  deviations: Float64Array,
): number {
  const visit = createLocalSmoother(width);
  const errors = new Float64Array(deviations.length);
  const total = grids.reduce((sum, { times }) => sum + times.length, 0);
  let rows = 0;
  grids.forEach((grid, index) => {
    const last = grid.times.length - 1;
    const leaveOut: VisitFit = (row, first, { count, centre, value }) => {
      if (row < ENDS || row > last - ENDS) return;
      rows++;
      const left = 1 - Math.min(value[centre]!, MOST_LEVERAGE);
      for (let k = 0; k < errors.length; k++) {
        const column = columns[index]![k]!;
        const own = column[row]!;
        let level = 0;
        for (let j = 0; j < count; j++) level += value[j]! * (column[first + j]! - own);
        errors[k] = errors[k]! + (level / left) ** 2;
      }
    };
    visit(grid, leaveOut, Math.ceil(total / ROWS_LEFT_OUT));
  });
  let sum = 0;
  for (let k = 0; k < errors.length; k++) sum += errors[k]! / rows / deviations[k]! ** 2;
  return sum;
}

function checkOptions({ halfWidth, noise, deviations }: SmoothingOptions): void {
  if (halfWidth !== null && !(halfWidth > 0 && Number.isFinite(halfWidth))) {
    throw new CoreError('bad-argument', `The smoothing half width is ${halfWidth}.`, {
      hint: 'Give a positive time, or leave it to be found.',
      context: { halfWidth },
    });
  }
  if (noise === null) return;
  if (noise.length !== deviations.length) {
    throw new CoreError(
      'bad-argument',
      `The noise is given for ${noise.length} columns, but ${deviations.length} are learned from.`,
      { hint: 'Give one level for each column, q first, or leave it to be found.', context: { levels: noise.length } },
    );
  }
  const wrong = noise.find((level) => !(level >= 0 && Number.isFinite(level)));
  if (wrong === undefined) return;
  throw new CoreError('bad-argument', `A noise level is ${wrong}.`, {
    hint: 'Give finite numbers from 0, or leave it to be found.',
    context: { level: wrong },
  });
}
