import { readFileSync } from 'node:fs';
import type { SourceText } from '../../../core/import/index.ts';

/** Reads a file of `test/fixtures/ugly` and decodes it by its byte order mark: UTF-16 LE, otherwise UTF-8 with U+FFFD for bad bytes. */
export function readUgly(name: string): SourceText {
  const bytes = readFileSync(new URL(`../../fixtures/ugly/${name}`, import.meta.url));
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return { name, text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes) };
}
