/**
 * Steps of the schema, in order. A new step is a new numbered file and one line here; a released step is never edited.
 * A step changes tables only: rows of users are never thrown away.
 */
import type { Migration } from '../migrate.ts';
import { initial } from './0001-initial.ts';
import { baselines } from './0002-baselines.ts';
import { solveParts } from './0003-solve-parts.ts';
import { sources } from './0004-sources.ts';
import { identifiedModels } from './0005-identified-models.ts';
import { knownInputs } from './0006-known-inputs.ts';

export const MIGRATIONS: readonly Migration[] = [
  initial,
  baselines,
  solveParts,
  sources,
  identifiedModels,
  knownInputs,
];
