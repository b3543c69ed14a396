import { formatNumber } from '../../format/numbers.ts';
import type { ImportReport } from '../../state/contract-types.ts';

/** The time step over all trajectories: one number when even within 0.1 %, otherwise from … to. */
export function stepInWords({ trajectories }: Pick<ImportReport, 'trajectories'>): string {
  if (trajectories.length === 0) return 'none';
  const smallest = Math.min(...trajectories.map(({ step }) => step.min));
  const largest = Math.max(...trajectories.map(({ step }) => step.max));
  if (largest - smallest <= 1e-3 * largest) return `${formatNumber(largest)}, even`;
  return `${formatNumber(smallest)} … ${formatNumber(largest)}`;
}
