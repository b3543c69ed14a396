import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { RunDefaults } from '../../core/experiment/run-defaults.ts';
import type { TrajectoryFacts } from '../../core/import/import-report.ts';

/**
 * Neurons proposed for a data set: a quarter of the training equations (2d for each row that carries a derivative), at most `largest`, at
 * least 1. One rule for the page and the command line.
 */
export function proposedWidth(
  { trajectories }: { readonly trajectories: readonly Rows[] },
  dof: number,
  split: RunConfig['split'],
  largest: number,
): number {
  const rows = trainingRows(trajectories, split);
  return Math.max(1, Math.min(largest, Math.floor((2 * dof * rows) / 4)));
}

/** From so many training rows on the width of `measured` is the proposed one; its prior carries more neurons than rows. */
const ROWS_FOR_FULL_WIDTH = 60;

/** Neurons proposed for the method `measured`: what the defaults say for these degrees of freedom, fewer in proportion for very few rows. */
export function proposedIdentificationWidth(
  { trajectories }: { readonly trajectories: readonly Rows[] },
  dof: number,
  split: RunConfig['split'],
  { one, more }: RunDefaults['identificationWidth'],
): number {
  const largest = dof === 1 ? one : more;
  const share = trainingRows(trajectories, split) / ROWS_FOR_FULL_WIDTH;
  return Math.max(1, Math.floor(largest * Math.min(1, share)));
}

type Rows = Pick<TrajectoryFacts, 'id' | 'rows' | 'endRowsNotFitted'>;

function trainingRows(trajectories: readonly Rows[], split: RunConfig['split']): number {
  let rows = 0;
  for (const { id, rows: all, endRowsNotFitted } of trajectories) {
    const share = split.kind !== 'trajectories' ? 1 - split.fraction : split.heldOut.includes(id) ? 0 : 1;
    rows += share * (all - endRowsNotFitted);
  }
  return rows;
}
