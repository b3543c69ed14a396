import type { RunJob } from '../../service/jobs/messages.ts';
import { pendulumConfig } from './example-config.ts';

/** A fit of 20 000 points by 2000 neurons: seconds on any machine. */
export function largeJob(threads: number): RunJob {
  const { data } = pendulumConfig;
  const config = {
    ...pendulumConfig,
    data: { ...data, samples: 20_000 },
    width: 2000,
    solver: { id: 'sketched-qr', ridge: 2 ** -52 },
  } as const;
  return { config, dataset: null, threads, memoryBytes: 2 ** 29 };
}
