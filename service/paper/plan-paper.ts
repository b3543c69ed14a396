import {
  cellsOf,
  EXPERIMENT_GROUPS,
  experiments,
  type CellChoice,
  type PaperCell,
  type PaperExperiment,
} from '../../core/paper/index.ts';
import { findSampleMethod } from '../../core/experiment/methods.ts';
import { AppError } from '../api/app-error.ts';
import { LIMITS } from '../validate/limits.ts';

export { EXPERIMENT_GROUPS };

/** The widest network of the published studies. */
const MAX_WIDTH = 10_000;

/** What is to be run. */
export interface PaperRequest extends CellChoice {
  /** Ids of experiments, or words for several of them. */
  readonly systems: readonly string[];
  /** Trainings per cell; number r gets the seed `seed` + r. */
  readonly repeats: number;
  readonly seed: number;
  /** Most steps of a training by gradient descent; null for the published number. */
  readonly adamSteps: number | null;
  /** Most seconds of one; null for none. */
  readonly timeBudget: number | null;
}

/** A checked request. */
export interface PaperPlan {
  readonly cells: readonly PaperCell[];
  readonly request: PaperRequest;
}

/** Every experiment in the order of the tables. */
export const experimentList: readonly PaperExperiment[] = experiments.all;

/** Finds out what a request means before anything is computed. @throws CoreError `unknown-id`; AppError `too-large` */
export function planPaper(request: PaperRequest): PaperPlan {
  const ids = new Set(request.systems.flatMap((word) => EXPERIMENT_GROUPS[word] ?? [experiments.get(word).id]));
  request.methods?.forEach(findSampleMethod);
  checkSize('width', request.widths ?? [], MAX_WIDTH);
  checkSize('number of training points', request.trains ?? [], LIMITS.samples);
  checkSize('number of test points', request.test === null ? [] : [request.test], LIMITS.samples);
  return { cells: [...ids].flatMap((id) => cellsOf(experiments.get(id), request)), request };
}

function checkSize(noun: string, values: readonly number[], limit: number): void {
  const value = values.find((candidate) => candidate > limit);
  if (value === undefined) return;
  throw new AppError('too-large', `The ${noun} is ${value}, more than ${limit}.`, {
    hint: `Choose at most ${limit}.`,
    context: { value, limit },
  });
}
