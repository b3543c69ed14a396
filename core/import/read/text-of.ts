/// <reference types="./text-decoder.d.ts" />

/** Longest piece of a file that a message or a report shows. */
const EXCERPT_LENGTH = 40;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of the UTF-8 bytes from … to − 1. They are copied, because decoders refuse shared memory on some platforms. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.slice(from, to));
}

/** At most 40 characters of a text, control characters as blanks, cut with an ellipsis. */
export function excerpt(text: string): string {
  const clean = text.slice(0, EXCERPT_LENGTH).replace(/\p{Cc}/gu, ' ');
  return text.length > EXCERPT_LENGTH ? `${clean.slice(0, EXCERPT_LENGTH - 1)}…` : clean;
}
