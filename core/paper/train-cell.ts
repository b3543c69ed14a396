import type { LossHistory } from '../baselines/baseline.ts';
import { RUN_DEFAULTS } from '../experiment/run-defaults.ts';
import type { SampleMethod } from '../experiment/methods.ts';
import type { RunPhase, Timing } from '../experiment/run-result.ts';
import { fitHamiltonian } from '../fit/fit-hamiltonian.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import type { SolverConfig } from '../experiment/run-config.ts';
import type { PaperCell } from './cells.ts';
import type { PreparedCell } from './prepare-cell.ts';
import type { RepeatSettings } from './run-repeat.ts';

/**
 * Wall-clock time of a training alone, s: no drawing of points, no measuring of errors. The parts add up to `total`.
 * For A-SWIM `solve` contains the first fit and the evaluation of its Ĥ, which the second choice of neurons looks at. For gradient descent it is the whole training.
 */
export interface PhaseSeconds {
  readonly sampling: number;
  readonly solve: number;
  readonly total: number;
}

/** A trained model and what the training took. */
export interface TrainedCell {
  readonly model: TrainedModel;
  readonly seconds: PhaseSeconds;
  /** null for a method that is solved */
  readonly history: LossHistory | null;
}

/** The exact derivatives of a known system carry all digits: the ridge stands at rounding level. */
const SOLVER: SolverConfig = { id: 'sketched-qr', ridge: RUN_DEFAULTS.ridge.system };

/** Trains once by any method; all get the same points, anchor, seed and clock. */
export function trainCell(
  method: SampleMethod,
  { experiment, width }: PaperCell,
  { train, trainEnergies, anchor, box }: PreparedCell,
  { seed, training, report, now, team }: RepeatSettings,
): TrainedCell {
  const input = { samples: train, width, seed, anchor, box, solver: SOLVER, report, now, team };
  const start = now();
  if (method.kind === 'baseline') {
    const steps = Math.min(experiment.training.steps, training.steps ?? Infinity);
    const { model, history, timings } = method.baseline.fit({
      ...input,
      training: { ...experiment.training, ...training, steps },
    });
    const total = (now() - start) / 1000;
    const sampling = secondsOf(timings, 'sample');
    return { model, history, seconds: { sampling, solve: total - sampling, total } };
  }
  const { model, timings } = fitHamiltonian({ ...input, sampler: method.sampler, trueValues: trainEnergies });
  const total = (now() - start) / 1000;
  const solve = secondsOf(timings, 'approximate-fit') + secondsOf(timings, 'solve');
  return { model, history: null, seconds: { sampling: Math.max(0, total - solve), solve, total } };
}

function secondsOf(timings: readonly Timing[], wanted: RunPhase): number {
  return timings.reduce((sum, { phase, ms }) => sum + (phase === wanted ? ms / 1000 : 0), 0);
}
