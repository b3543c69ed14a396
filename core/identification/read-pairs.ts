import { median } from '../derivatives/index.ts';
import { CoreError } from '../errors.ts';
import { exactPieces } from './exact-pieces.ts';
import { deviationsOf } from './recording/read-tracks.ts';
import type { TrackSource } from './recording/read-tracks.ts';
import type { Recording } from './recording/index.ts';

/**
 * Trajectories as they are, however short: pairs of rows say nothing about a period, which is taken from the speed, 2π · sd(q)/sd(q̇).
 * @throws CoreError `too-few-rows` without two rows in one trajectory, `nothing-to-learn` for a channel that does not move
 */
export function readPairs({
  dataset,
  train,
  periodic,
}: Pick<TrackSource, 'dataset' | 'train' | 'periodic'>): Recording {
  const channels = [...dataset.labels.q, ...dataset.labels.p];
  const pieces = exactPieces(train, dataset.trajectories, true).filter(({ times }) => times.length > 1);
  if (pieces.length === 0) {
    throw new CoreError('too-few-rows', 'No trajectory has two rows: there is no pair to learn from.', {
      hint: 'Import rows that follow each other in time.',
    });
  }
  const deviations = deviationsOf(pieces, channels, periodic);
  const steps = pieces.flatMap(({ times }) => Array.from(times.subarray(1), (time, i) => time - times[i]!));
  const [rates, size] = [new Float64Array(dataset.dof), channels.length];
  for (const { times, measured } of pieces) {
    for (let i = 1; i < times.length; i++) {
      for (let k = 0; k < dataset.dof; k++) {
        const rate = (measured[i * size + k]! - measured[(i - 1) * size + k]!) / (times[i]! - times[i - 1]!);
        rates[k]! += rate ** 2 / steps.length;
      }
    }
  }
  const periods = Array.from(rates, (square, k) => (2 * Math.PI * deviations[k]!) / Math.sqrt(square));
  const period = median(periods);
  const rows = pieces.reduce((sum, { times }) => sum + times.length, 0);
  return {
    ...{ pieces, period, deviations, channels },
    bin: 1,
    samplesPerPeriod: period / median(steps),
    periods: steps.reduce((sum, step) => sum + step, 0) / period,
    samples: { read: rows, used: rows },
    notes: [
      'The rows are differences of neighbours: what is learned is the energy of that step, off from H by a term of first order in the time between rows.',
    ],
  };
}
