import { runExperiment } from '../../core/experiment/run-experiment.ts';
import type { RunProgress } from '../../core/experiment/run-result.ts';
import { MAX_KEPT_STATES, type RunJob, type RunOutcome } from './messages.ts';
import { openTeam, type TeamPorts } from './open-team.ts';
import { progressGate } from './progress-gate.ts';

/**
 * Computes a run from plain data to plain data, with a team of its own; the same on every thread, and with any number of them.
 * @throws CoreError as `runExperiment`
 */
export function runJob(job: RunJob, onProgress: (progress: RunProgress) => void, ports: TeamPorts = {}): RunOutcome {
  const now = () => performance.now();
  const team = openTeam(job, ports);
  try {
    const { trainStates, ...result } = runExperiment(job, { report: progressGate(onProgress, now), now, team });
    return { result, trainStates: thin(trainStates, 2 * result.model.dof) };
  } finally {
    team.disband();
  }
}

/** Every k-th row, so that at most `MAX_KEPT_STATES` stay. */
function thin(states: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const count = states.length / size;
  const stride = Math.ceil(count / MAX_KEPT_STATES);
  if (stride <= 1) return states;
  const kept = new Float64Array(Math.ceil(count / stride) * size);
  for (let i = 0; i * stride < count; i++)
    kept.set(states.subarray(i * stride * size, (i * stride + 1) * size), i * size);
  return kept;
}
