import type { LossHistory } from '../baselines/baseline.ts';
import type { CoordinateLabels } from '../datasets/dataset.ts';
import type { Posterior } from '../identification/identification.ts';
import type { IdentificationReport } from '../identification/report.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import type { SolveTiming } from '../solvers/least-squares-solver.ts';

/**
 * Phases of a run in their order; `approximate-fit` only for samplers that need values of H, `train` only for baselines trained by gradient descent,
 * `assess` (trust and physics) only for measured motion.
 */
export type RunPhase = 'prepare' | 'approximate-fit' | 'sample' | 'solve' | 'train' | 'evaluate' | 'predict' | 'assess';

/** Progress of a run. A null fraction means: under way, length unknown. */
export interface RunProgress {
  readonly phase: RunPhase;
  readonly fraction: number | null;
}

/** Time spent in one phase. */
export interface Timing {
  readonly phase: RunPhase;
  readonly ms: number;
}

/**
 * Names of metrics, stored and exported; their definitions are in `core/metrics`.
 * - `vector-field-error`, `gradient-error`, `hamiltonian-error`: ‖prediction − truth‖₂/‖truth‖₂ over all entries, nothing centred. The last only
 *   for a known H and a model that has an Ĥ.
 * - `corrected-hamiltonian-error`: the same for Ĥ + (h/2) [g − g(x₀)], g = ∂Ĥ/∂q·∂Ĥ/∂p, the first-order correction of a model learned from snapshot pairs.
 * - `energy-drift`: max |Ĥ(x(t)) − Ĥ(x(0))| along the learned motion over the horizon, divided by the range of Ĥ over the training states.
 *   Left out when that motion ends early or has fewer than 10 steps, and when all training states lie on one energy.
 * - `energy-drift-slope`: |slope| of the least-squares line through Ĥ(x(t)), times the length followed, divided by the same range: what grows with time.
 * - `energy-band`: half of max − min of what remains about that line, divided by the same range: what does not grow.
 * - `true-energy-drift`: max |H(x̂(t)) − H(x̂(0))| of the known system's H along the model's motion, divided by the range of H over the training
 *   states; `model` over the horizon, otherwise over the compared motions of the split.
 * - `lyapunov-time`: 1/λ with λ the largest Lyapunov exponent of the known system along the wider of its two motions (of the model along the first
 *   compared one, for measured data), in time units; left out when λ is not distinguishable from 0, and for one degree of freedom, which cannot be chaotic.
 * - `valid-prediction-time`: time until |q̂ − q| exceeds the tolerance or the prediction ends, the shortest over the lost ones of the split's
 *   compared trajectories; when none is lost, the length of the shortest. 0 for a prediction that ends at once or cannot be computed.
 * - `trajectory-error`: ‖x̂ − x‖₂/‖x‖₂ over all compared states of the split.
 * - `largest-distance`: the largest |x̂(t) − x(t)|₂ over all compared states of the split; the distance over time is drawn from the stored states.
 */
export type MetricName =
  | 'vector-field-error'
  | 'gradient-error'
  | 'hamiltonian-error'
  | 'corrected-hamiltonian-error'
  | 'energy-drift'
  | 'energy-drift-slope'
  | 'energy-band'
  | 'true-energy-drift'
  | 'lyapunov-time'
  | 'valid-prediction-time'
  | 'trajectory-error'
  | 'largest-distance';

/** Which points a metric speaks of; `model` means the learned model alone. */
export type MetricSplit = 'train' | 'held-out' | 'model';

/** One stored number. `detail` says what the number depends on (tolerance, horizon, integrator) in words. */
export interface Metric {
  readonly name: MetricName;
  readonly split: MetricSplit;
  readonly value: number;
  readonly detail: string;
}

/** What the linear solve tells about itself. */
export interface FitDiagnostics {
  readonly rows: number;
  readonly columns: number;
  /** Hint, not a decision: diagonal entries of R (or singular values) above the cut-off. */
  readonly rankEstimate: number;
  /** Ratio of the largest to the smallest diagonal entry of R (a lower bound), or of the singular values. */
  readonly conditionEstimate: number;
  readonly residualNorm: number;
  readonly coefficientNorm: number;
  /** μ that was added, 0 for the truncated SVD. */
  readonly regularisation: number;
  /** Steps of an iterative solver, 0 for a direct one; null for a run of a version that did not keep it, as for the next two. */
  readonly iterations: number | null;
  /** Certificate of convergence, see `LeastSquaresSolution`. */
  readonly optimality: number | null;
  /** Time of the parts of the solve. */
  readonly parts: readonly SolveTiming[] | null;
}

/** Where 90 % of the motions of plausible models lie, beside one motion of the model: 5 % and 95 % at each time. */
export interface MotionBand {
  /** (n, 2d) */
  readonly low: Float64Array<ArrayBuffer>;
  /** (n, 2d) */
  readonly high: Float64Array<ArrayBuffer>;
}

/** A trajectory beside the learned model's own from the same start. Arrays row-major. */
export interface ComparedTrajectory {
  readonly id: string;
  readonly split: 'train' | 'held-out';
  /** True when the reference is measured, false when it is simulated from the known system. */
  readonly isMeasured: boolean;
  readonly times: Float64Array<ArrayBuffer>;
  /** (n, 2d) measured or true states */
  readonly reference: Float64Array<ArrayBuffer>;
  /** (n, 2d) states of the learned model started at the reference's first state, of measured motion as the smoother sees it */
  readonly predicted: Float64Array<ArrayBuffer>;
  /** (n) energy along the reference, see `EnergyKind`; empty when there is none */
  readonly referenceEnergy: Float64Array<ArrayBuffer>;
  /** (n) energy along the prediction, likewise */
  readonly predictedEnergy: Float64Array<ArrayBuffer>;
  /** Time until |q̂ − q| exceeds the tolerance, from the start; the full length when it never does. */
  readonly validTime: number;
  /** Around the prediction; absent for methods that give none, and where none can be given. */
  readonly band?: MotionBand;
}

/**
 * Which energy a run's series hold: that of the model (`learned`), for a model without one that of the known system (`true`), or none
 * (a learned field of measured data).
 */
export type EnergyKind = 'learned' | 'true' | 'none';

/** The energy along one long motion of the learned model, decimated for drawing; the metric is taken over every step. Empty arrays for `none`. */
export interface EnergyTest {
  readonly times: Float64Array<ArrayBuffer>;
  readonly energy: Float64Array<ArrayBuffer>;
  readonly integrator: string;
  readonly stepSize: number;
}

/** What was held out, in words and numbers. */
export interface SplitSummary {
  readonly trainSamples: number;
  /** Trajectories, or parts of them, that were learned from; absent for points that belong to none, and in runs of earlier versions. */
  readonly trainTrajectories?: number;
  readonly heldOutSamples: number;
  /** Ids of trajectories held out whole; empty when the split is in time or there is none. */
  readonly heldOutTrajectories: readonly string[];
  readonly description: string;
}

/** What an identification from measured motion adds to a result. */
export interface RunIdentification {
  readonly report: IdentificationReport;
  /** Null when no honest one can be given. */
  readonly posterior: Posterior | null;
}

/** The outcome of a run. */
export interface RunResult {
  readonly model: TrainedModel;
  readonly energyKind: EnergyKind;
  readonly labels: CoordinateLabels;
  /** State at which Ĥ was pinned, and to which value; for measured data the value is a convention (0). */
  readonly anchor: { readonly state: Float64Array<ArrayBuffer>; readonly value: number };
  /** Smallest box that holds the training states, [low, high] per coordinate, length 2d. */
  readonly box: readonly (readonly [number, number])[];
  readonly split: SplitSummary;
  readonly metrics: readonly Metric[];
  readonly timings: readonly Timing[];
  /** What the linear solve told; null for a method that is trained. */
  readonly diagnostics: FitDiagnostics | null;
  /** How the loss fell; null for a method that is solved. */
  readonly lossHistory: LossHistory | null;
  /** Null for methods other than `measured`. */
  readonly identification: RunIdentification | null;
  /** (n, 2d) states that were learned from. */
  readonly trainStates: Float64Array<ArrayBuffer>;
  readonly compared: readonly ComparedTrajectory[];
  readonly energyTest: EnergyTest;
  /** Things the user should know, in plain words (e.g. "the step had to be halved"). */
  readonly notes: readonly string[];
}
