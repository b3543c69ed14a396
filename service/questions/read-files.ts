import { isUtf8 } from 'node:buffer';
import { normaliseText } from '../../core/import/read-table.ts';
import type { SourceText } from '../../core/import/import-types.ts';
import { AppError } from '../api/app-error.ts';
import type { DraftFile } from '../jobs/messages.ts';

/** Marks at the beginning of a file that tell its encoding. */
const MARKS = [
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
] as const;

/**
 * Turns bytes into text: UTF-8 unless a byte order mark says UTF-16. Nothing is guessed.
 * @throws AppError `bad-table` for bytes that are no such text; CoreError `bad-table` for a known kind of binary file
 */
export function readFile({ name, bytes }: DraftFile): SourceText {
  // Decoders refuse shared memory on some platforms.
  const own = new Uint8Array(bytes);
  const encoding = MARKS.find((mark) => mark.bytes.every((byte, i) => own[i] === byte))?.encoding ?? 'utf-8';
  try {
    return { name, text: new TextDecoder(encoding, { fatal: true }).decode(own) };
  } catch (cause) {
    // Known binary files are named as such by the reader, which is more help than an encoding.
    normaliseText({ name, text: new TextDecoder(encoding).decode(own) });
    const { line, byte } = firstBadByte(own);
    throw new AppError('bad-table', `${name} is not UTF-8 text: line ${line} holds the byte ${byte}.`, {
      hint: 'Save it again as "CSV UTF-8". Files of older programs are often Windows-1252 or Latin-1; UTF-16 is read when it starts with a byte order mark.',
      context: { file: name, line, byte },
      cause,
    });
  }
}

/** Finds the first byte that no UTF-8 text holds there, by decoding piece by piece. */
function firstBadByte(bytes: Uint8Array): { line: number; byte: string } {
  let line = 1;
  let start = 0;
  for (let end = 0; end <= bytes.length; end++) {
    if (end < bytes.length && bytes[end] !== 0x0a) continue;
    const bad = badByteIn(bytes.subarray(start, end));
    if (bad !== null) return { line, byte: `0x${bad.toString(16).toUpperCase().padStart(2, '0')}` };
    line += 1;
    start = end + 1;
  }
  return { line, byte: 'at its end' };
}

function badByteIn(row: Uint8Array): number | null {
  if (isUtf8(row)) return null;
  for (let length = 1; length <= row.length; length++) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      decoder.decode(row.subarray(0, length), { stream: true });
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      return row[length - 1]!;
    }
  }
  return row.at(-1) ?? null;
}
