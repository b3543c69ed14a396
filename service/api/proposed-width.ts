import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { TrajectoryFacts } from '../../core/import/import-report.ts';

/**
 * Neurons proposed for a data set: a quarter of the training equations (2d for each row that carries a derivative), at most `largest`, at
 * least 1. One rule for the page and the command line.
 */
export function proposedWidth(
  { trajectories }: { readonly trajectories: readonly Pick<TrajectoryFacts, 'id' | 'rows' | 'endRowsNotFitted'>[] },
  dof: number,
  split: RunConfig['split'],
  largest: number,
): number {
  let rows = 0;
  for (const { id, rows: all, endRowsNotFitted } of trajectories) {
    const share = split.kind !== 'trajectories' ? 1 - split.fraction : split.heldOut.includes(id) ? 0 : 1;
    rows += share * (all - endRowsNotFitted);
  }
  return Math.max(1, Math.min(largest, Math.floor((2 * dof * rows) / 4)));
}
