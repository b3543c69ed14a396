import { readFileSync } from 'node:fs';
import type { SourceBytes } from '../../../../core/import/source.ts';

/** A file of `test/fixtures`, e.g. `ugly/12_cr_only.csv`. */
export function fixture(path: string): SourceBytes {
  const bytes = readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url));
  return { name: path.split('/').at(-1)!, bytes: new Uint8Array(bytes) };
}

/** A file made of lines. */
export function sourceOf(...lines: readonly string[]): SourceBytes {
  return { name: 'made.csv', bytes: new TextEncoder().encode(lines.join('\n')) };
}
