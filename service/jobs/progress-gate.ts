import type { RunProgress } from '../../core/experiment/run-result.ts';

/** Least time between two reports, ms: ten a second look smooth and cost nothing. */
const PROGRESS_INTERVAL_MS = 100;

/** Passes a change of phase always, progress within a phase at most ten times a second. */
export function progressGate(
  pass: (progress: RunProgress) => void,
  now: () => number,
): (progress: RunProgress) => void {
  let phase: RunProgress['phase'] | null = null;
  let passedAt = -Infinity;
  return (progress) => {
    const time = now();
    if (progress.phase === phase && time - passedAt < PROGRESS_INTERVAL_MS) return;
    phase = progress.phase;
    passedAt = time;
    pass(progress);
  };
}

/** Passes the first report and then at most ten a second, whatever they say. */
export function rateGate<P>(pass: (progress: P) => void, now: () => number): (progress: P) => void {
  let passedAt = -Infinity;
  return (progress) => {
    const time = now();
    if (time - passedAt < PROGRESS_INTERVAL_MS) return;
    passedAt = time;
    pass(progress);
  };
}
