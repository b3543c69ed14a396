import type { Dataset, Trajectory } from '../../../../core/datasets/dataset.ts';
import type { TrajectoryPiece } from '../../../../core/datasets/index.ts';
import { chooseDerivative } from '../../../../core/derivatives/index.ts';
import { assess } from '../../../../core/identification/assess.ts';
import { identify } from '../../../../core/identification/identify.ts';
import type { Identification, IdentificationInput } from '../../../../core/identification/identification.ts';
import { IDENTIFICATION_DEFAULTS } from '../../../../core/identification/options.ts';
import type { IdentificationOptions } from '../../../../core/identification/options.ts';
import type { IdentificationReport } from '../../../../core/identification/report.ts';

/** Rows of measured values at given times. */
export interface Measured {
  readonly times: Float64Array<ArrayBuffer>;
  /** (n, 2d) */
  readonly states: Float64Array<ArrayBuffer>;
}

/** `count` times from 0 on. */
export function evenTimes(count: number, step: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, i) => i * step);
}

/** One degree of freedom: q(t) and p(t) at given times. */
export function sampled(
  times: Float64Array<ArrayBuffer>,
  q: (time: number) => number,
  p: (time: number) => number,
): Measured {
  return { times, states: Float64Array.from(Array.from(times).flatMap((time) => [q(time), p(time)])) };
}

/** The motions with the derivatives that an import estimates. @param dof degrees of freedom, 1 unless told */
export function importedDataset(motions: readonly Measured[], dof = 1): Dataset {
  const names = (letter: string) => Array.from({ length: dof }, (_, k) => `${letter}${k + 1}`);
  return {
    dof,
    labels: { time: 't', q: names('q'), p: names('p') },
    trajectories: motions.map(({ times, states }, index) => ({
      id: `${index + 1}`,
      ...{ times, states },
      ...estimatedRates(times, states, 2 * dof),
    })),
  };
}

/** The same data set when nothing but positions was measured. */
export function positionsOf(dataset: Dataset): Dataset {
  return { ...dataset, derivedMomenta: { masses: dataset.labels.q.map(() => 1) } };
}

function estimatedRates(
  times: Float64Array,
  states: Float64Array,
  size: number,
): Pick<Trajectory, 'derivatives' | 'fitRange'> {
  const columns = Array.from({ length: size }, (_, k) => {
    const values = times.map((_time, i) => states[i * size + k]!);
    const { method, window } = chooseDerivative([{ times, values, window: null }]);
    return method.estimate({ times, values, window });
  });
  const ends = Math.max(...columns.map(({ endRows }) => endRows));
  return {
    derivatives: Float64Array.from(states, (_, at) => columns[at % size]!.rates[Math.floor(at / size)]!),
    fitRange: [ends, Math.max(ends, times.length - ends)],
  };
}

/** All rows of a trajectory. */
export function whole(trajectory: Trajectory): TrajectoryPiece {
  return { trajectory, from: 0, to: trajectory.times.length };
}

/** What to identify a data set with, but for its trajectories from `heldOut` on. */
export function inputOf(
  dataset: Dataset,
  options: Partial<IdentificationOptions> = {},
  { width = 30, heldOut = dataset.trajectories.length }: { readonly width?: number; readonly heldOut?: number } = {},
): IdentificationInput {
  return {
    dataset,
    train: dataset.trajectories.slice(0, heldOut).map(whole),
    options: { ...IDENTIFICATION_DEFAULTS, ...options },
    ...{ width, seed: 1 },
  };
}

/** Identifies all trajectories. */
export function identifyAll(
  dataset: Dataset,
  options: Partial<IdentificationOptions> = {},
  width = 30,
): Identification {
  return identify(inputOf(dataset, options, { width }));
}

/** Identifies all trajectories but the last one, on which the report is made. */
export function reportOn(dataset: Dataset, options: Partial<IdentificationOptions> = {}): IdentificationReport {
  const last = Math.max(1, dataset.trajectories.length - 1);
  const input = inputOf(dataset, options, { heldOut: last });
  const heldOut = dataset.trajectories.slice(last).map(whole);
  return assess(identify(input), { input, heldOut, seed: 1 });
}
