import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/** Data shared between projects, beside this one. Not part of the repository: it may be missing. */
const SHARED_DATA = new URL('../../../shared/data/', import.meta.url);

/** Path of a shared file, e.g. `real/multiarm-single-pendulum/single_pendulum_id.csv`. */
export function sharedDataPath(path: string): string {
  return fileURLToPath(new URL(path, SHARED_DATA));
}

/** Text of a shared file, decoded as UTF-8. */
export function readSharedText(path: string): string {
  return readFileSync(sharedDataPath(path), 'utf8');
}

/**
 * A test that needs shared data. Without the folder it is skipped and says why; where `CI` is set it runs and therefore fails, so
 * that a missing folder is never mistaken for a passed test.
 */
export function testWithSharedData(name: string, run: () => void | Promise<void>, timeoutMs?: number): void {
  const isMissing = !existsSync(SHARED_DATA);
  const isSkipped = isMissing && !process.env['CI'];
  test.skipIf(isSkipped)(isSkipped ? `${name} (skipped: no folder ../shared/data)` : name, run, timeoutMs);
}
