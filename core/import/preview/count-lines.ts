import type { SourceBytes } from '../source.ts';
import type { Encoding } from '../table-format.ts';

const LF = 10;
const CR = 13;

/** Lines of a file, which end with LF, CRLF or CR; the last one may lack its end. Only bytes are looked at, nothing is decoded. */
export function countLines({ bytes }: SourceBytes, encoding: Encoding): number {
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const low = encoding === 'utf-16be' ? 1 : 0;
  const step = isWide ? 2 : 1;
  let ends = 0;
  let last = LF;
  for (let i = isWide ? low : 0; i < bytes.length; i += step) {
    // The other byte of the unit tells a line end from U+0A0A and the like.
    const code = isWide && bytes[i ^ 1] !== 0 ? -1 : bytes[i]!;
    if (code === CR || (code === LF && last !== CR)) ends++;
    last = code;
  }
  return last === LF || last === CR ? ends : ends + 1;
}
