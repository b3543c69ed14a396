/** Entry of a helping thread of a team. It sees only shared memory, so that ending it is safe at any moment. */
import { workerData } from 'node:worker_threads';
import type { ThreadWork } from '../../core/kernels/index.ts';
import { assist } from '../../core/solvers/phases.ts';

// Whoever starts this entry gives it that, see `threadStarter`.
assist(workerData as ThreadWork);
