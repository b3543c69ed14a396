import type { TrainingConfig } from '../baselines/training-config.ts';
import type { DataDesign } from '../datasets/data-design.ts';
import type { NoiseSpec } from '../datasets/noise.ts';
import type { IdentificationOptions } from '../identification/options.ts';
import type { SystemChoice } from '../systems/resolve-system.ts';

/** A known system, or a formula of one's own, and what is drawn from it. */
export interface SystemSource extends SystemChoice {
  readonly kind: 'system';
  /** Training points. */
  readonly samples: number;
  /** Test points, drawn after the training points from the same stream. */
  readonly testSamples: number;
  /** How the training points are obtained; absent: uniform in the domain, with exact derivatives. */
  readonly design?: DataDesign;
  /** Measurement noise on the training data; absent: none. Test points stay exact. */
  readonly noise?: NoiseSpec;
}

/** Where the training points come from. */
export type DataSource = { readonly kind: 'dataset'; readonly datasetId: string } | SystemSource;

/**
 * What is held out of trajectories. `fraction` holds out whole trajectories when there are at least three, otherwise the last part in time of each
 * one; `time` always the last part in time of each one; `points` single rows drawn by the seed, whose neighbours in time are trained on.
 * A share of 0 holds out nothing. Uniform samples of a known system draw their own test points instead.
 */
export type Split =
  | { readonly kind: 'trajectories'; readonly heldOut: readonly string[] }
  | { readonly kind: 'fraction' | 'time' | 'points'; readonly fraction: number };

/** How the last layer is solved; the method `measured` chooses its ridge itself and heeds none of it. `ridge` is relative: μ = ridge · ‖A‖_F. `rcond` cuts singular values ≤ rcond · largest. */
export type SolverConfig =
  | { readonly id: 'sketched-qr'; readonly ridge: number }
  | { readonly id: 'ridge-qr'; readonly ridge: number }
  | { readonly id: 'lsqr'; readonly ridge: number }
  | { readonly id: 'truncated-svd'; readonly rcond: number };

/**
 * Everything that decides a run's digits, together with the data's hash. Same config, same data: same bits.
 * Plain data; stored with the run and sent to the thread as it is.
 */
export interface RunConfig {
  readonly data: DataSource;
  /** `measured`, or an id from the sampler registry (`elm`, `u-swim`, `a-swim`, `swim`) or the baseline registry (`adam-hnn`, `ode-net`, `sampled-ode-net`). */
  readonly method: string;
  /** N, neurons. */
  readonly width: number;
  readonly seed: number;
  readonly split: Split;
  readonly solver: SolverConfig;
  /** Id from the integrator registry, used for predicted trajectories. */
  readonly integrator: string;
  /** Length in time of the energy test of the learned model; null chooses ten times the longest compared trajectory. */
  readonly horizon: number | null;
  /** Distance in q at which a prediction counts as lost; null chooses 10 % of the range of q. */
  readonly tolerance: number | null;
  /** For methods trained by gradient descent; absent: that method's defaults. */
  readonly training?: TrainingConfig;
  /** For the method `measured`; absent: everything is found from the data. */
  readonly identification?: IdentificationOptions;
}
