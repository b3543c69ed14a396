/** Makes a worker misbehave on purpose, chosen by the seed of the run; every other run is left to the real worker. */
import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../../service/jobs/messages.ts';
import { FAULT } from './fault-seeds.ts';

parentPort?.addEventListener('message', (event) => {
  // Only the service sends here, and its messages have this type.
  const message = (event as unknown as { data: ToWorker }).data;
  const fault = faultFor(message);
  if (fault === undefined) return;
  event.stopImmediatePropagation();
  fault();
});

/** A run is spoiled by its seed, reading a file by its name. */
function faultFor(message: ToWorker): (() => void) | undefined {
  if (message.kind === 'run') return faults.get(message.job.config.seed);
  if (message.kind !== 'ask' || message.question.name !== 'preview') return undefined;
  return message.question.file.name === 'exit.csv' ? faults.get(FAULT.exit) : undefined;
}

const faults = new Map<number, () => void>([
  [FAULT.exit, () => process.exit(3)],
  [FAULT.exitSilently, () => process.exit(0)],
  [FAULT.crash, crash],
  [FAULT.spin, spin],
  [FAULT.eatMemory, eatMemory],
]);

function crash(): never {
  throw new Error('a stray exception in the thread');
}

function spin(): never {
  parentPort?.postMessage({ kind: 'progress', progress: { phase: 'solve', fraction: 0.5 } });
  for (;;) Math.sqrt(2);
}

/** Small objects, so that the limit is met between allocations and ends the thread only. */
function eatMemory(): never {
  const hoard: { item: number }[] = [];
  for (;;) hoard.push({ item: hoard.length });
}
