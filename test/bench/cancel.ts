/**
 * How long it takes to cancel a large fit, whatever it is doing at that moment: `node test/bench/cancel.ts [THREADS]`.
 * The times are those of `cancel()`, which resolves when neither the job's thread nor one of its helpers runs any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { meansOf } from '../../service/jobs/open-team.ts';
import { workerRunner } from '../../service/jobs/worker-runner.ts';
import { countThreads } from '../support/threads.ts';
import { largeJob } from '../support/large-job.ts';

const MOMENTS_MS = [0, 50, 200, 500, 1000, 1500, 2000, 3000, 4000, 6000];

const { threads } = meansOf(process.argv[2] === undefined ? {} : { threads: Number(process.argv[2]) });
const runner = workerRunner({ entry: new URL('../../service/jobs/worker.ts', import.meta.url) });
const idle = countThreads();
console.log(`K = 20000, N = 2000, ${threads} threads; ${idle ?? '?'} threads of the process before`);
for (const moment of MOMENTS_MS) {
  let phase = 'start';
  const job = runner.start(largeJob(threads), (progress) => {
    phase = `${progress.phase} ${progress.fraction?.toFixed(2) ?? ''}`;
  });
  await sleep(moment);
  const computing = countThreads();
  const from = performance.now();
  await job.cancel();
  const ms = performance.now() - from;
  const { kind } = await job.ended;
  console.log(
    `after ${String(moment).padStart(4)} ms, in ${phase.padEnd(12)}: ${kind} within ${ms.toFixed(0).padStart(3)} ms; threads ${computing ?? '?'} → ${countThreads() ?? '?'}`,
  );
}
