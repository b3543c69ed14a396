/** A helping thread that fails at its third task. */
import { workerData } from 'node:worker_threads';
import { helpTeam, type ThreadWork } from '../../../core/kernels/index.ts';
import { taskRunner } from '../../../core/solvers/phases.ts';

/** What the helper gets beside its work. */
export interface HelperFault {
  readonly fault: 'leave' | 'throw';
  /** Becomes 1 when the thread is about to take tasks. */
  readonly isReady: Int32Array<SharedArrayBuffer>;
}

// The test that starts this entry gives it that.
const { fault, isReady, ...work } = workerData as ThreadWork & HelperFault;
const runTask = taskRunner();
let begun = 0;
Atomics.store(isReady, 0, 1);
Atomics.notify(isReady, 0);
helpTeam(work, (phase, task, context) => {
  begun++;
  if (begun === 3 && fault === 'leave') process.exit(7);
  if (begun === 3) throw new Error('a stray exception in the helping thread');
  runTask(phase, task, context);
});
