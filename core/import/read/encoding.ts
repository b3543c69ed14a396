import { CoreError } from '../../errors.ts';
import type { SourceBytes } from '../source.ts';
import type { Encoding } from '../table-format.ts';
import { refuseJunk, refuseSignature } from './refuse-binary.ts';
import { encodeUtf8, firstBadByte } from './utf8.ts';

/** Byte order marks: they tell the encoding and are no part of the text. */
const MARKS: readonly (readonly [encoding: Encoding, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** What Windows-1252 makes of 0x80 … 0x9F; the five it leaves undefined stay control characters, as in browsers. Source: WHATWG, Encoding. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Bytes looked at for the zeros of UTF-16. */
const HEAD_LENGTH = 4096;

/**
 * How the bytes are to be read: by their byte order mark, by the zeros that UTF-16 has at every second place of Latin text, as UTF-8 when
 * they are that, else as Windows-1252. Certain with a mark and for UTF-8, which other texts are not by chance.
 */
export function detectEncoding(bytes: Uint8Array): { readonly encoding: Encoding; readonly isCertain: boolean } {
  const mark = markOf(bytes);
  if (mark !== undefined) return { encoding: mark[0], isCertain: true };
  const utf16 = utf16ByZeros(bytes.subarray(0, HEAD_LENGTH));
  if (utf16 !== null) return { encoding: utf16, isCertain: false };
  return firstBadByte(bytes) === -1
    ? { encoding: 'utf-8', isCertain: true }
    : { encoding: 'windows-1252', isCertain: false };
}

/**
 * The text of a file as UTF-8 without byte order mark: a view of the same memory when it is that already.
 * @throws CoreError `bad-table` for a file that is no text, or not text in this encoding: names the line and the byte
 */
export function toUtf8(source: SourceBytes, encoding: Encoding): Uint8Array {
  refuseSignature(source.name, source.bytes);
  const mark = markOf(source.bytes);
  const bytes = mark?.[0] === encoding ? source.bytes.subarray(mark[1].length) : source.bytes;
  const utf8 = decode(source.name, bytes, encoding);
  refuseJunk(source.name, utf8);
  return utf8;
}

function decode(name: string, bytes: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') {
    const bad = firstBadByte(bytes);
    if (bad !== -1) {
      // A binary file is better called that than by its first byte.
      refuseJunk(name, bytes);
      throw wrongEncoding(name, encoding, lineAt(bytes, bad, 1, 0), hex(bytes[bad]!, 2));
    }
    return bytes;
  }
  return encoding === 'windows-1252' ? decodeWindows1252(bytes) : decodeUtf16(name, bytes, encoding);
}

function decodeWindows1252(bytes: Uint8Array): Uint8Array {
  if (bytes.every((byte) => byte < 0x80)) return bytes;
  return encodeUtf8(bytes.length, (i) => {
    const byte = bytes[i]!;
    return byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte;
  });
}

function decodeUtf16(name: string, bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const low = encoding === 'utf-16le' ? 0 : 1;
  const unit = (i: number) => bytes[2 * i + low]! | (bytes[2 * i + 1 - low]! << 8);
  const count = bytes.length >> 1;
  const refuse = (i: number, what: string) => wrongEncoding(name, encoding, lineAt(bytes, 2 * i, 2, low), what);
  if (bytes.length % 2 === 1) throw refuse(count, `${hex(bytes.at(-1)!, 2)} (half a character at the end)`);
  return encodeUtf8(count, (i) => {
    const code = unit(i);
    if (code < 0xd800 || code > 0xdfff) return code;
    if (code < 0xdc00) {
      const next = i + 1 < count ? unit(i + 1) : 0;
      if (next >= 0xdc00 && next <= 0xdfff) return 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
    } else if (i > 0 && (unit(i - 1) & 0xfc00) === 0xd800) return -1;
    throw refuse(i, hex(code, 4));
  });
}

function markOf(bytes: Uint8Array): (typeof MARKS)[number] | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
}

/** UTF-16 without a mark: more than a third of the units have a zero on the same side, and nearly none on the other. */
function utf16ByZeros(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0] as [even: number, odd: number];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]! += 1;
  const [even, odd] = zeros;
  const units = head.length / 2;
  if (odd > units / 3 && even < odd / 20) return 'utf-16le';
  return even > units / 3 && odd < even / 20 ? 'utf-16be' : null;
}

/** Line of the byte `end`, from 1. @param size bytes per unit   @param low place of the lower byte in a unit */
function lineAt(bytes: Uint8Array, end: number, size: number, low: number): number {
  let line = 1;
  let last = 0;
  for (let i = low; i < end; i += size) {
    const code = size === 2 && bytes[i ^ 1] !== 0 ? 0 : bytes[i]!;
    if (code === 13 || (code === 10 && last !== 13)) line += 1;
    last = code;
  }
  return line;
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}

function wrongEncoding(name: string, encoding: Encoding, line: number, byte: string): CoreError {
  return new CoreError('bad-table', `${name} is not ${encoding.toUpperCase()} text: line ${line} holds ${byte}.`, {
    hint: 'Choose another encoding: files of older programs are often Windows-1252. Or save it again as "CSV UTF-8".',
    context: { file: name, line, byte },
  });
}
