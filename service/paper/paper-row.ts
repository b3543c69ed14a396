import { findMethod } from '../../core/experiment/methods.ts';
import { publishedFor, type PaperCell, type RepeatResult } from '../../core/paper/index.ts';
import type { WireError } from '../api/app-error.ts';

/** One repeat as it is printed and read by scripts: stable names. Of a repeat that failed everything measured is null. */
export interface PaperRow {
  /** Id of the experiment. */
  readonly system: string;
  /** Which setting of the experiment; '' when nothing is varied in it. */
  readonly variant: string;
  readonly method: string;
  readonly train: number;
  readonly test: number;
  readonly width: number;
  readonly seed: number;
  /** Of a solve; a training by gradient descent has one. */
  readonly threads: number;
  /** Of the training alone. */
  readonly seconds: OrNull<RepeatResult['seconds']>;
  readonly relativeL2Error: RepeatResult['relativeL2Error'];
  readonly gradientRelativeL2Error: number | null;
  /** The published mean of the error over the test points for exactly this cell; null also for a training that was cut short. */
  readonly published: number | null;
  readonly publishedRepeats: number | null;
  readonly publishedSeconds: number | null;
  readonly publishedHardware: string | null;
  /** For pairs of snapshots: their interval and the errors before the correction. */
  readonly snapshot: {
    readonly interval: number;
    readonly rawRelativeL2Error: RepeatResult['relativeL2Error'];
    readonly publishedRaw: number | null;
  } | null;
  /** max |H(t) − H(0)| of the true H along a motion of the learned model; until then where it ran away; null where none is followed. */
  readonly energyDrift: number | null;
  /** How that motion ended. */
  readonly motion: { readonly end: string; readonly time: number } | null;
  readonly training: RepeatResult['training'];
  /** Why there is no result. */
  readonly error: Pick<WireError, 'code' | 'message' | 'hint'> | null;
}

type OrNull<T> = { readonly [K in keyof T]: T[K] | null };

const NO_SECONDS = { sampling: null, solve: null, total: null };
const NO_ERRORS = { train: null, test: null };

/** What came of a repeat, with that many threads. */
type RepeatOutcome = { readonly threads: number } & (
  { readonly result: RepeatResult; readonly error: null } | { readonly result: null; readonly error: WireError }
);

function isTrained(methodId: string): boolean {
  const method = findMethod(methodId);
  return method.kind === 'baseline' && method.baseline.isTrained;
}

/** The row of a repeat, from what it gave or why it failed. */
export function paperRow(cell: PaperCell, seed: number, { threads, result, error }: RepeatOutcome): PaperRow {
  const { experiment, variant, method, train, test, width } = cell;
  // A training that was cut short is not the published one.
  const isCut = (result?.training?.stepsDone ?? Infinity) < experiment.training.steps;
  const published = isCut ? null : publishedFor(experiment, { variant: variant.label, method, train, width });
  const timing = published?.timings[0];
  const motion = result?.motion ?? null;
  return {
    system: experiment.id,
    variant: variant.label,
    ...{ method, train, test, width, seed },
    threads: isTrained(method) ? 1 : threads,
    seconds: result?.seconds ?? NO_SECONDS,
    relativeL2Error: result?.relativeL2Error ?? NO_ERRORS,
    gradientRelativeL2Error: result?.gradientRelativeL2Error ?? null,
    published: published?.error ?? null,
    publishedRepeats: published?.repeats ?? null,
    publishedSeconds: timing?.seconds ?? null,
    publishedHardware: timing?.hardware ?? null,
    snapshot:
      variant.snapshotInterval === null
        ? null
        : {
            interval: variant.snapshotInterval,
            rawRelativeL2Error: result?.rawRelativeL2Error ?? NO_ERRORS,
            publishedRaw: published?.rawError ?? null,
          },
    energyDrift: motion?.drift ?? null,
    motion: motion === null ? null : { end: motion.end, time: motion.time },
    training: result?.training ?? null,
    error: error === null ? null : { code: error.code, message: error.message, hint: error.hint },
  };
}
