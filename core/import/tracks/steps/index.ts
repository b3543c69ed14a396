// What can be done to trajectories between reading and differentiating. One kind per file; a new one is a file, a line here and its
// settings in `recipe.ts`.
import type { PrepareStep, PrepareStepKind } from '../../recipe.ts';
import type { Track } from '../track.ts';
import { detrend } from './detrend.ts';
import { dropEnds } from './drop-ends.ts';
import { flip } from './flip.ts';
import { integrate } from './integrate.ts';
import { offset } from './offset.ts';
import { outliers } from './outliers.ts';
import type { PrepareStepKindEntry, StepContext, StepOutcome } from './prepare-step.ts';
import { resample } from './resample.ts';
import { startAtZero } from './start-at-zero.ts';
import { unwrap } from './unwrap.ts';
import { window } from './window.ts';

const STEPS: { readonly [K in PrepareStepKind]: PrepareStepKindEntry<K> } = {
  unwrap,
  offset,
  flip,
  detrend,
  integrate,
  window,
  'drop-ends': dropEnds,
  outliers,
  resample,
  'start-at-zero': startAtZero,
};

/** Does one step to all trajectories. */
export function applyStep(tracks: readonly Track[], step: PrepareStep, context: StepContext): StepOutcome {
  // The entry found under the kind of a step takes steps of that kind; TypeScript does not follow that from the table.
  return STEPS[step.kind].apply(tracks, step as never, context);
}

export type { StepContext, StepOutcome } from './prepare-step.ts';
