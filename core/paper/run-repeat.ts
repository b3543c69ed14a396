import type { LossHistory } from '../baselines/baseline.ts';
import type { TrainingConfig } from '../baselines/training-config.ts';
import type { Samples } from '../datasets/dataset.ts';
import { CoreError } from '../errors.ts';
import { valuesAt } from '../experiment/evaluate-model.ts';
import { findSampleMethod } from '../experiment/methods.ts';
import type { RunProgress } from '../experiment/run-result.ts';
import { correctedEnergy } from '../fit/corrected-energy.ts';
import type { Team } from '../kernels/index.ts';
import { relativeL2Error } from '../metrics/relative-l2-error.ts';
import { evaluateField, flowOf, hamiltonianOf } from '../network/flow-of-model.ts';
import type { PaperCell } from './cells.ts';
import { followEnergy } from './follow-energy.ts';
import type { FollowedEnergy } from './follow-energy.ts';
import { prepareCell } from './prepare-cell.ts';
import { trainCell } from './train-cell.ts';
import type { PhaseSeconds } from './train-cell.ts';

/** Relative L2 errors of H; null for a learned field, which has none. */
export interface EnergyErrors {
  readonly train: number | null;
  readonly test: number | null;
}

/** What one training gave. Every number in it is finite. */
export interface RepeatResult {
  readonly seconds: PhaseSeconds;
  /** ‖Ĥ − H‖₂/‖H‖₂ over the points, nothing centred; for snapshots of the corrected energy, training points being those the network saw. */
  readonly relativeL2Error: EnergyErrors;
  /** ‖∇Ĥ − ∇H‖₂/‖∇H‖₂ over all entries at the test points; of a learned field [−ṗ, q̇] stands for ∇Ĥ. */
  readonly gradientRelativeL2Error: number;
  /** For snapshots: the errors of Ĥ before the correction; otherwise null. */
  readonly rawRelativeL2Error: EnergyErrors | null;
  /** For experiments that follow a motion of the learned model; otherwise null. */
  readonly motion: FollowedEnergy | null;
  /** How a training by gradient descent ended; null for a method that is solved. */
  readonly training: Pick<LossHistory, 'stepsDone' | 'end'> | null;
}

/** What a repeat needs beside its cell. */
export interface RepeatSettings {
  readonly seed: number;
  /** Cuts the published training by gradient descent short. */
  readonly training: Partial<Pick<TrainingConfig, 'steps' | 'timeBudget'>>;
  readonly report: (progress: RunProgress) => void;
  /** Milliseconds of any monotonic clock. */
  readonly now: () => number;
  /** Threads and memory for the solves; absent: the calling thread alone. */
  readonly team?: Team;
}

/**
 * Draws the points, trains once and measures. Same cell, same seed: same errors to the last bit.
 * @throws CoreError as `fitHamiltonian` and the baselines do, and `not-finite` for an error that is no number
 */
export function runRepeat(cell: PaperCell, settings: RepeatSettings): RepeatResult {
  const { seed, report } = settings;
  const data = prepareCell(cell, seed);
  const { model, seconds, history } = trainCell(findSampleMethod(cell.method), cell, data, settings);
  report({ phase: 'evaluate', fraction: null });
  const learned = hamiltonianOf(model);
  const errorsOf = (energy: (x: Float64Array) => number): EnergyErrors => ({
    train: errorOf('H at the training points', data.trainEnergies, valuesAt(data.train, energy)),
    test: errorOf('H at the test points', data.testEnergies, valuesAt(data.test, energy)),
  });
  const { snapshotInterval } = cell.variant;
  const raw = learned === null ? { train: null, test: null } : errorsOf((x) => learned.value(x));
  const isCorrected = learned !== null && snapshotInterval !== null;
  const { rollout } = cell.experiment;
  if (rollout !== null) report({ phase: 'predict', fraction: null });
  return {
    seconds,
    relativeL2Error: isCorrected ? errorsOf(correctedEnergy(learned, snapshotInterval)) : raw,
    gradientRelativeL2Error: fieldError(data.test, evaluateField(model, data.test.states, data.test.count)),
    rawRelativeL2Error: isCorrected ? raw : null,
    motion: rollout === null ? null : followEnergy(flowOf(model), data.truth, data.box, rollout),
    training: history === null ? null : { stepsDone: history.stepsDone, end: history.end },
  };
}

/** The gradient is the field with its halves exchanged and one sign turned: the same entries, hence the same relative error. */
function fieldError({ derivatives }: Samples, field: Float64Array): number {
  return errorOf('the gradient at the test points', derivatives, field);
}

function errorOf(what: string, truth: Float64Array, prediction: Float64Array): number {
  const error = relativeL2Error(truth, prediction);
  if (error.kind === 'relative' && Number.isFinite(error.value)) return error.value;
  throw new CoreError('not-finite', `The error of ${what} is no number.`, {
    hint: 'Choose other numbers of points or neurons.',
  });
}
