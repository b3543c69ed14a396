import type { SourceBytes } from '../source.ts';
import type { Encoding } from '../table-format.ts';

const LF = 10;
const CR = 13;

/** Lines of a file, which end with LF, CRLF or CR; the last one may lack its end. Only bytes are looked at, nothing is decoded. */
export function countLines({ bytes }: SourceBytes, encoding: Encoding): number {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return countWide(bytes, encoding === 'utf-16le' ? 0 : 1);
  let ends = 0;
  // Searching is several times faster than a loop over the bytes.
  for (let i = bytes.indexOf(LF); i !== -1; i = bytes.indexOf(LF, i + 1)) ends++;
  for (let i = bytes.indexOf(CR); i !== -1; i = bytes.indexOf(CR, i + 1)) if (bytes[i + 1] !== LF) ends++;
  const last = bytes.at(-1);
  return last === undefined || last === LF || last === CR ? ends : ends + 1;
}

/** The same for UTF-16. @param low place of the lower byte in a unit: the other one tells a line end from U+0A0A and the like */
function countWide(bytes: Uint8Array, low: number): number {
  let ends = 0;
  let last = LF;
  for (let i = low; i < bytes.length; i += 2) {
    const code = bytes[i ^ 1] === 0 ? bytes[i]! : -1;
    if (code === CR || (code === LF && last !== CR)) ends++;
    last = code;
  }
  return last === LF || last === CR ? ends : ends + 1;
}
