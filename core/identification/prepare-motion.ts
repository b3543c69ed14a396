import { CoreError } from '../errors.ts';
import type { TrajectoryPiece } from '../datasets/split.ts';
import type { SmoothedPiece } from '../fit/rows/index.ts';
import { checkOptions } from './check-options.ts';
import { areDerivativesExact, exactPieces } from './exact-pieces.ts';
import { readPairs } from './read-pairs.ts';
import type { IdentificationInput } from './identification.ts';
import { dropOutliers, readRecording, smoothPieces } from './recording/index.ts';
import type { Recording } from './recording/index.ts';
import { chooseScale, scalePiece } from './scale.ts';
import type { Scale } from './scale.ts';

/** From this share of the spread of a channel on, what is measured is mostly noise. */
const MOST_NOISE = 0.6;
/** Products of a few numbers of this size, or of one over it, can be computed with. */
const LARGEST = 1e50;

/** Measured motion ready to be fitted. */
export interface PreparedMotion {
  readonly recording: Recording;
  /** In the units of the data. */
  readonly pieces: readonly SmoothedPiece[];
  /** The same in those of the scale. */
  readonly scaled: readonly SmoothedPiece[];
  readonly scale: Scale;
  /** (D) noise in the units of the data */
  readonly noise: readonly number[];
  /** (D) the same as a share of the spread */
  readonly noiseShare: readonly number[];
  /** (D) noise in the units of the scale, which rows are divided by; 1 for exact rows */
  readonly weights: Float64Array;
  readonly halfWidth: number;
  readonly outliers: number;
  readonly isPositionsOnly: boolean;
  /** What is fitted as it stands, without smoothing and noise: derivatives that are exact, or are taken so because that was asked for, or pairs. */
  readonly rawRows: 'exact' | 'taken-as-exact' | 'pairs' | null;
}

/**
 * Reads, smooths and scales the motion. Trajectories are brought into an order of their own first, so that the order in the data changes not one bit.
 * @throws CoreError of `readRecording`; `nothing-to-learn` when noise is most of what a channel shows; `bad-argument` for numbers beyond 10^±50
 */
export function prepareMotion({ dataset, train: given, options }: IdentificationInput): PreparedMotion {
  const { dof } = dataset;
  const train = given.toSorted(inOwnOrder);
  const isPositionsOnly =
    options.positionsOnly === 'auto' ? dataset.derivedMomenta !== undefined : options.positionsOnly;
  checkOptions(options, { dof, isPositionsOnly });
  const { q, p } = dataset.labels;
  checkSizes(train, isPositionsOnly ? q : [...q, ...p], 2 * dof);
  const arePairs = options.rows === 'snapshot-pairs';
  const recording = arePairs
    ? readPairs({ dataset, train, periodic: options.periodic })
    : readRecording({ dataset, train, isPositionsOnly, periodic: options.periodic });
  const { deviations, period, bin } = recording;
  // Noise is given per row; that of a mean of rows is smaller.
  const sampleNoise = options.noise?.map((value) => value / Math.sqrt(bin)) ?? null;
  const smoothing = { halfWidth: options.smoothing, noise: sampleNoise, deviations };
  const first = smoothPieces(recording.pieces, smoothing);
  const asksExact = options.rows === 'exact' || (options.rows === 'auto' && options.noise === null && !isPositionsOnly);
  const areExact = asksExact && areDerivativesExact(train, deviations);
  const rawRows = arePairs ? 'pairs' : areExact ? 'exact' : options.rows === 'exact' ? 'taken-as-exact' : null;
  const cleaned = rawRows !== null ? { pieces: first.pieces, dropped: 0 } : dropOutliers(first.pieces, deviations);
  const smoothed = cleaned.dropped === 0 ? first : smoothPieces(cleaned.pieces, smoothing);
  const noise = Array.from(smoothed.noise);
  const noiseShare = noise.map((value, k) => value / deviations[k]!);
  if (rawRows === null) checkNoise(noiseShare, recording.channels);
  const pieces = rawRows === null ? smoothed.pieces : exactPieces(train, dataset.trajectories, arePairs);
  const inputCount = dataset.labels.inputs?.length ?? 0;
  const scale = chooseScale({
    ...{ period, deviations, dof, periodic: options.periodic },
    masses: isPositionsOnly ? (options.masses ?? dataset.derivedMomenta?.masses ?? unitMasses(dof)) : null,
    inputDeviations: Array.from({ length: inputCount }, (_, k) => inputDeviation(pieces, inputCount, k)),
  });
  return {
    ...{ recording, pieces, scale, noise, noiseShare, isPositionsOnly, rawRows },
    scaled: pieces.map((piece) => scalePiece(piece, scale)),
    weights: Float64Array.from(noise, (value, k) => (rawRows === null ? value / scale.units[k]! : 1)),
    halfWidth: smoothed.halfWidth,
    outliers: cleaned.dropped,
  };
}

function unitMasses(dof: number): number[] {
  return Array.from({ length: dof }, () => 1);
}

/** By number of rows, then by the first numbers that differ. */
function inOwnOrder(a: TrajectoryPiece, b: TrajectoryPiece): number {
  const rows = b.to - b.from - (a.to - a.from);
  if (rows !== 0) return rows;
  return (
    firstDifference(a.trajectory.states, b.trajectory.states) ||
    firstDifference(a.trajectory.times, b.trajectory.times) ||
    firstDifference(a.trajectory.inputs ?? [], b.trajectory.inputs ?? []) ||
    a.from - b.from
  );
}

/** Below 0 when the first of two lists comes first, 0 when they are equal. */
function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  }
  return a.length - b.length;
}

function inputDeviation(pieces: readonly SmoothedPiece[], count: number, input: number): number {
  const values = pieces.flatMap(({ inputs }) => Array.from(inputs).filter((_, i) => i % count === input));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function checkSizes(train: readonly TrajectoryPiece[], channels: readonly string[], width: number): void {
  channels.forEach((name, k) => {
    let largest = 0;
    for (const { trajectory, from, to } of train) {
      for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(trajectory.states[i * width + k]!));
    }
    if (largest === 0 || !Number.isFinite(largest) || (largest <= LARGEST && largest >= 1 / LARGEST)) return;
    throw new CoreError(
      'bad-argument',
      `The largest value of ${name} is ${largest.toPrecision(3)}, which is too ${largest > 1 ? 'large' : 'small'} to be computed with.`,
      { hint: 'Choose another unit for this column when importing.', context: { column: name, largest } },
    );
  });
}

function checkNoise(shares: readonly number[], channels: readonly string[]): void {
  const at = shares.findIndex((share) => share > MOST_NOISE);
  if (at < 0) return;
  throw new CoreError(
    'nothing-to-learn',
    `The noise of '${channels[at]!}' is ${Math.round(100 * shares[at]!)} % of its spread: what is left of the motion is too little to learn from.`,
    {
      hint: 'Record with less noise, or more slowly changing motion; check that this column is the right one.',
      context: { channel: channels[at]!, share: shares[at]! },
    },
  );
}
