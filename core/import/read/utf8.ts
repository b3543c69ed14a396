/**
 * Index of the first byte that cannot stand where it stands in UTF-8, or −1 when all is well. A character cut off at the end is
 * found at its first byte. Source: The Unicode Standard 16, table 3-7, "Well-Formed UTF-8 Byte Sequences".
 */
export function firstBadByte(bytes: Uint8Array): number {
  const { length } = bytes;
  const words = new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let i = 0; i < length;) {
    // Nearly every table is ASCII, four bytes of which have no high bit.
    while (i + 4 <= length && (words.getInt32(i, true) & 0x80808080) === 0) i += 4;
    if (i >= length) break;
    if (bytes[i]! < 0x80) i += 1;
    else {
      const size = sequenceLength(bytes, i);
      if (size === 0) return i;
      i += size;
    }
  }
  return -1;
}

/** Bytes of the character that begins at `i` with a high bit; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  const second = bytes[i + 1] ?? 0;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  // Overlong forms, surrogates and what lies above U+10FFFF.
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  for (let k = 1; k < size; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0;
  return size;
}

/**
 * Writes characters as UTF-8.
 * @param count number of code units   @param codeAt code point that begins at unit i; −1 for the second half of a pair, which is passed over
 */
export function encodeUtf8(count: number, codeAt: (i: number) => number): Uint8Array {
  let size = 0;
  for (let i = 0; i < count; i++) size += sizeOf(codeAt(i));
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const code = codeAt(i);
    const rest = sizeOf(code) - 1;
    if (rest < 0) continue;
    out[at++] = rest === 0 ? code : ((0xff00 >> (rest + 1)) & 0xff) | (code >> (6 * rest));
    for (let k = rest - 1; k >= 0; k--) out[at++] = 0x80 | ((code >> (6 * k)) & 0x3f);
  }
  return out;
}

function sizeOf(code: number): number {
  if (code < 0) return 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** A text as UTF-8. */
export function utf8Of(text: string): Uint8Array {
  return encodeUtf8(text.length, (i) => ((text.charCodeAt(i) & 0xfc00) === 0xdc00 ? -1 : text.codePointAt(i)!));
}
