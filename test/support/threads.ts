import { readdirSync } from 'node:fs';

/** Threads of this process by the kernel's own count; null where the kernel does not tell. */
export function countThreads(): number | null {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').length : null;
}
