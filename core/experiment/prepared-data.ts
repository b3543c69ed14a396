import type { CoordinateLabels, Dataset, Samples } from '../datasets/dataset.ts';
import type { TrajectoryPiece } from '../datasets/split.ts';
import type { Anchor } from '../fit/design-matrix.ts';
import type { Limits } from '../integrators/integrate.ts';
import type { HamiltonianFunction } from '../phase-space.ts';
import type { SplitSummary } from './run-result.ts';

/** A trajectory that the learned model's own motion is compared with. */
export interface ReferenceTrajectory {
  /** Unique within a run. */
  readonly id: string;
  readonly split: 'train' | 'held-out';
  readonly isMeasured: boolean;
  /** (n), n ≥ 2 */
  readonly times: Float64Array<ArrayBuffer>;
  /** (n, 2d) */
  readonly states: Float64Array<ArrayBuffer>;
  /** (n, m) known inputs; absent when there are none */
  readonly inputs?: Float64Array<ArrayBuffer>;
  /** (2d) where a prediction starts instead of the first state, which may be noisy. */
  readonly start?: Float64Array<ArrayBuffer>;
}

/** Motion in time that was learned from and held out. */
export interface Recording {
  readonly dataset: Dataset;
  readonly train: readonly TrajectoryPiece[];
  readonly heldOut: readonly TrajectoryPiece[];
}

/** Everything a run needs from its data, wherever the data came from. */
export interface PreparedData {
  readonly labels: CoordinateLabels;
  /** Null for points that belong to no motion. */
  readonly recording: Recording | null;
  readonly train: Samples;
  /** (K) true H at the training states of a known system; null for measured data only. */
  readonly trueValues: Float64Array | null;
  /** Time between the two states of a snapshot pair; null for other data. */
  readonly snapshotInterval: number | null;
  /** null when nothing is held out */
  readonly heldOut: Samples | null;
  /** True when derivatives were estimated from the measured states, so that errors of the field hold against an estimate. */
  readonly hasEstimatedDerivatives: boolean;
  /** What the derivatives of the training samples of a known system are. */
  readonly trainDerivatives: 'exact' | 'noisy' | 'pairs';
  /** Smallest box that holds the training states. */
  readonly box: Limits;
  /** The region a sampler may take as known: the domain of a known system, otherwise `box`. */
  readonly samplerBox: Limits;
  readonly anchor: Anchor;
  readonly split: SplitSummary;
  /** The true H of a known system. */
  readonly truth: HamiltonianFunction | null;
  readonly references: readonly ReferenceTrajectory[];
  /** Trajectories of each split, those that are not compared included. */
  readonly referenceTotals: Readonly<Record<ReferenceTrajectory['split'], number>>;
  readonly notes: readonly string[];
}

/** Smallest and largest value of each coordinate. @param states (count, size) row-major */
export function boundingBox(states: Float64Array, size: number): Limits {
  return Array.from({ length: size }, (_, k) => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = k; i < states.length; i += size) {
      low = Math.min(low, states[i]!);
      high = Math.max(high, states[i]!);
    }
    return [low, high] as const;
  });
}

/**
 * Time in which a typical sample crosses the box: the median over the samples of min_k (width_k / |ẋ_k|).
 * Positive and finite whenever something moves inside a box that has a width.
 */
export function characteristicTime({ dof, count, derivatives }: Samples, box: Limits): number {
  const size = 2 * dof;
  const crossings: number[] = [];
  for (let i = 0; i < count; i++) {
    let rate = 0;
    for (let k = 0; k < size; k++) {
      const [low, high] = box[k]!;
      if (high > low) rate = Math.max(rate, Math.abs(derivatives[i * size + k]!) / (high - low));
    }
    if (rate > 0) crossings.push(1 / rate);
  }
  crossings.sort((a, b) => a - b);
  return crossings[Math.floor(crossings.length / 2)] ?? 1;
}
