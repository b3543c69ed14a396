import { AppError, type RunSummary } from '../service/api/index.ts';

/** Shortest beginning of an id that counts as one. */
const MIN_PREFIX = 4;

/**
 * Finds a run by its id, by the unique beginning of its id, or as `latest`.
 * @param runs newest first
 * @throws AppError `not-found` when none or more than one fits
 */
export function findRun(runs: readonly RunSummary[], wanted: string): RunSummary {
  const hint = '‘phasewright runs list’ shows all runs.';
  if (wanted === 'latest') {
    const latest = runs[0];
    if (latest !== undefined) return latest;
    throw new AppError('not-found', 'The library holds no run.', { hint: 'Start one with ‘phasewright identify’.' });
  }
  const exact = runs.find(({ id }) => id === wanted);
  if (exact !== undefined) return exact;
  const fitting = wanted.length < MIN_PREFIX ? [] : runs.filter(({ id }) => id.startsWith(wanted));
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) {
    throw new AppError('not-found', `${fitting.length} runs begin with '${wanted}'.`, {
      hint: 'Give more of the id.',
      context: { run: wanted },
    });
  }
  throw new AppError('not-found', `There is no run '${wanted}'.`, { hint, context: { run: wanted } });
}
