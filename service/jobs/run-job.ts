import { gatherSamples, sampleDomain, splitDataset } from '../../core/datasets/index.ts';
import { runExperiment } from '../../core/experiment/run-experiment.ts';
import type { RunProgress } from '../../core/experiment/run-result.ts';
import { createRandom } from '../../core/random.ts';
import { systems } from '../../core/systems/index.ts';
import { MAX_KEPT_STATES, type RunJob, type RunOutcome } from './messages.ts';
import { progressGate } from './progress-gate.ts';

/** Computes a run from plain data to plain data; the same on every thread. @throws CoreError as `runExperiment` */
export function runJob(job: RunJob, onProgress: (progress: RunProgress) => void): RunOutcome {
  const now = () => performance.now();
  const result = runExperiment(job, { report: progressGate(onProgress, now), now });
  return { result, trainStates: thin(trainingStates(job), 2 * result.model.dof) };
}

/** The states the run learned from: the same split, or the same draw, as `runExperiment` makes. */
function trainingStates({ config: { data, split, seed }, dataset }: RunJob): Float64Array<ArrayBuffer> {
  if (dataset !== null) return gatherSamples(dataset.dof, splitDataset(dataset, split, seed).train).states;
  if (data.kind === 'dataset') throw new Error('runJob: expected the data set that the configuration names');
  const { samples, params, systemId } = data;
  return sampleDomain(systems.get(systemId), params, { train: samples, test: 0 }, createRandom(seed, 'data')).train
    .states;
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
