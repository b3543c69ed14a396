import type { Dataset } from '../datasets/dataset.ts';
import type { TrajectoryPiece } from '../datasets/split.ts';
import type { FitDiagnostics } from '../experiment/run-result.ts';
import type { SmoothedPiece } from '../fit/rows/row-type.ts';
import type { Team } from '../kernels/index.ts';
import type { IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import type { IdentificationOptions } from './options.ts';
import type { IdentificationFacts } from './report.ts';

/** What an identification needs. */
export interface IdentificationInput {
  readonly dataset: Dataset;
  /** The rows that may be learned from. */
  readonly train: readonly TrajectoryPiece[];
  readonly options: IdentificationOptions;
  /** N, neurons. */
  readonly width: number;
  readonly seed: number;
  readonly report?: (fraction: number | null) => void;
  readonly team?: Team;
}

/** Gaussian posterior of the coefficients of a model. */
export interface Posterior {
  /**
   * (n, n) row-major, n the number of coefficients: a factor L with covariance L Lᵀ, in the units of the model's coefficients; the misfit s² and the
   * factor 1.3² are included. c + L ξ with ξ standard normal is a sample.
   */
  readonly factor: Float64Array<ArrayBuffer>;
}

/** What an identification gives, in the units of the data. */
export interface Identification {
  readonly model: IdentifiedHamiltonian;
  /** Null when no honest one can be given. */
  readonly posterior: Posterior | null;
  readonly facts: IdentificationFacts;
  /** What was learned from: cut at gaps and into chunks, averaged, without outliers, smoothed. */
  readonly pieces: readonly SmoothedPiece[];
  readonly diagnostics: FitDiagnostics;
}
