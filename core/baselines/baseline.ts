import type { Samples } from '../datasets/dataset.ts';
import type { SolverConfig } from '../experiment/run-config.ts';
import type { FitDiagnostics, RunProgress, Timing } from '../experiment/run-result.ts';
import type { Anchor } from '../fit/design-matrix.ts';
import type { Team } from '../kernels/index.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import type { TrainingConfig } from './training-config.ts';

/** What a baseline is given: the same samples, anchor, seed and clock as the sampled network. */
export interface BaselineInput {
  readonly samples: Samples;
  /** N, neurons of each hidden layer. */
  readonly width: number;
  readonly seed: number;
  readonly anchor: Anchor;
  /** Limits of the training region, [low, high] per coordinate. */
  readonly box: readonly (readonly [low: number, high: number])[];
  /** For baselines trained by gradient descent. */
  readonly training: TrainingConfig;
  /** For the sampled baseline, as is the team; absent: the calling thread alone. */
  readonly solver: SolverConfig;
  readonly team?: Team | undefined;
  readonly report: (progress: RunProgress) => void;
  /** Milliseconds of any monotonic clock; differences give timings and the time budget. */
  readonly now: () => number;
}

/** The loss while training, at the looks that were taken; all arrays (n). */
export interface LossHistory {
  /** Steps done at each look. */
  readonly steps: Float64Array<ArrayBuffer>;
  /** Wall-clock time since the training began, s. */
  readonly seconds: Float64Array<ArrayBuffer>;
  /** Mean of (ẋ − ẋ̂)² over the components of the batches since the last look. */
  readonly train: Float64Array<ArrayBuffer>;
  /** The same over the points kept aside; empty when none are. */
  readonly validation: Float64Array<ArrayBuffer>;
  /** Steps done in all. */
  readonly stepsDone: number;
  readonly end: 'all-steps' | 'no-improvement' | 'time-budget';
}

/** What a baseline gives. */
export interface BaselineOutcome {
  readonly model: TrainedModel;
  /** null for the baseline that is solved, not trained */
  readonly history: LossHistory | null;
  /** null for those that are trained, not solved */
  readonly diagnostics: FitDiagnostics | null;
  readonly timings: readonly Timing[];
  /** Things the user should know, in plain words. */
  readonly notes: readonly string[];
}

/** A method that the sampled network is compared with. */
export interface Baseline {
  readonly id: string;
  readonly label: string;
  /** One or two plain sentences. */
  readonly summary: string;
  readonly formula: string;
  readonly isTrained: boolean;
  /** False for a learned field without an energy. */
  readonly hasHamiltonian: boolean;
  /** @throws CoreError `no-convergence` when the training diverges, `bad-argument` for settings out of range */
  fit(input: BaselineInput): BaselineOutcome;
}
