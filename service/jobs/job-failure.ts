import { toWireError } from '../api/app-error.ts';
import type { JobFailure } from './messages.ts';
import { outOfMemory } from './worker-port.ts';

/** Makes a failure of anything thrown; only a bug carries its stack, for the log. */
export function toJobFailure(thrown: unknown): JobFailure {
  const error = toWireError(isOutOfMemory(thrown) ? outOfMemory(thrown) : thrown);
  const isBug = error.code === 'unexpected';
  return { error, stack: isBug && thrown instanceof Error ? (thrown.stack ?? null) : null };
}

/** V8 refuses an array that the machine has no memory for with this error; a wrong length has another text. */
function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message === 'Array buffer allocation failed';
}
