import type { ParamValues } from '../systems/hamiltonian-system.ts';

/** Where the training points come from. */
export type DataSource =
  | { readonly kind: 'dataset'; readonly datasetId: string }
  | {
      readonly kind: 'system';
      readonly systemId: string;
      readonly params: ParamValues;
      /** Training points, uniform in the system's domain. */
      readonly samples: number;
      /** Test points from the same stream. */
      readonly testSamples: number;
    };

/**
 * What is held out of a data set. A fraction holds out whole trajectories when there are at least three, otherwise the last part in time of each one;
 * 0 holds out nothing. A known system draws its own test points instead.
 */
export type Split =
  | { readonly kind: 'trajectories'; readonly heldOut: readonly string[] }
  | { readonly kind: 'fraction'; readonly fraction: number };

/** How the last layer is solved. `ridge` is relative: μ = ridge · ‖A‖_F. `rcond` cuts singular values ≤ rcond · largest. */
export type SolverConfig =
  { readonly id: 'ridge-qr'; readonly ridge: number } | { readonly id: 'truncated-svd'; readonly rcond: number };

/**
 * Everything that decides a run's digits, together with the data's hash. Same config, same data: same bits.
 * Plain data; stored with the run and sent to the thread as it is.
 */
export interface RunConfig {
  readonly data: DataSource;
  /** Id from the sampler registry: `elm`, `u-swim`, `a-swim`. */
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
}
