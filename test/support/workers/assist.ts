/** A helping thread, or one that fails at its first task: it throws, or ends without a word. */
import { workerData } from 'node:worker_threads';
import { helpTeam } from '../../../core/kernels/index.ts';
import type { ThreadWork } from '../../../core/kernels/index.ts';
import { assist } from '../../../core/solvers/index.ts';

export type Behaviour = 'helps' | 'throws' | 'ends';

// Written by `startThread` of the tests.
const { work, behaviour } = workerData as { work: ThreadWork; behaviour: Behaviour };

if (behaviour === 'helps') assist(work);
else {
  helpTeam(work, () => {
    if (behaviour === 'throws') throw new Error('as the test wants');
    process.exit();
  });
}
