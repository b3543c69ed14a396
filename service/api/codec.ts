/**
 * Binary codec for pipes that carry bytes. Carries JSON values plus NaN, ±Infinity, −0, Float64Array and Uint8Array unchanged:
 * [u32 header length][JSON header, padded to 8][blob][blob]… all little-endian, each blob padded to 8 bytes.
 * Special values stand in the JSON as {"$f64": i}, {"$u8": i, "n": length}, {"$num": "NaN" | "Infinity" | "-Infinity" | "-0"};
 * an object that itself has a key starting with "$" is wrapped as {"$obj": [[key, value], …]}.
 */
import { AppError } from './app-error.ts';

interface Blobs {
  readonly parts: Uint8Array[];
  /** Byte offset of the next blob, relative to the end of the header. */
  next: number;
  readonly offsets: number[];
}

/** Turns a value into bytes; functions, undefined and class instances are refused because they would arrive as something else. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const blobs: Blobs = { parts: [], next: 0, offsets: [] };
  const tree = toJson(value, blobs);
  const header = utf8(JSON.stringify({ tree, offsets: blobs.offsets }));
  const start = padded(4 + header.length);
  const out = new Uint8Array(start + blobs.next);
  new DataView(out.buffer).setUint32(0, header.length, true);
  out.set(header, 4);
  blobs.parts.forEach((part, i) => {
    out.set(part, start + blobs.offsets[i]!);
  });
  return out;
}

/** Inverse of `encode`. @throws AppError `bad-frame` when the bytes are not a frame */
export function decode(bytes: Uint8Array): unknown {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const headerLength = view.getUint32(0, true);
    const header = JSON.parse(fromUtf8(bytes.subarray(4, 4 + headerLength))) as { tree: unknown; offsets: number[] };
    return fromJson(header.tree, bytes.subarray(padded(4 + headerLength)), header.offsets);
  } catch (cause) {
    throw new AppError('bad-frame', 'The message could not be read.', { cause });
  }
}

function toJson(value: unknown, blobs: Blobs): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { $num: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (value instanceof Float64Array) return { $f64: addBlob(bytesOf(value), blobs), n: value.length };
  if (value instanceof Uint8Array) return { $u8: addBlob(value, blobs), n: value.length };
  if (Array.isArray(value)) return value.map((item) => toJson(item, blobs));
  if (typeof value === 'object' && isPlain(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, toJson(item, blobs)] as const);
    if (entries.some(([key]) => key.startsWith('$') || key === '__proto__')) return { $obj: entries };
    return Object.fromEntries(entries);
  }
  throw new AppError('bad-frame', `A value of type ${typeof value} cannot cross the pipe.`);
}

function fromJson(node: unknown, blobs: Uint8Array, offsets: readonly number[]): unknown {
  if (Array.isArray(node)) return node.map((item) => fromJson(item, blobs, offsets));
  if (typeof node !== 'object' || node === null) return node;
  if ('$num' in node) return Number(node.$num);
  if ('$f64' in node) return new Float64Array(blobOf(node.$f64, node, 8, blobs, offsets).buffer);
  if ('$u8' in node) return blobOf(node.$u8, node, 1, blobs, offsets);
  const entries = '$obj' in node ? (node.$obj as [string, unknown][]) : Object.entries(node);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromJson(item, blobs, offsets)]));
}

/** Copies a blob out, so that the result is aligned and does not keep the whole message alive. */
function blobOf(
  index: unknown,
  node: object,
  itemBytes: number,
  blobs: Uint8Array,
  offsets: readonly number[],
): Uint8Array<ArrayBuffer> {
  const offset = offsets[index as number];
  const length = 'n' in node ? Number(node.n) * itemBytes : NaN;
  if (offset === undefined || !(offset + length <= blobs.length)) throw new RangeError('blob outside the message');
  return new Uint8Array(blobs.subarray(offset, offset + length));
}

function addBlob(part: Uint8Array, blobs: Blobs): number {
  blobs.parts.push(part);
  blobs.offsets.push(blobs.next);
  blobs.next = padded(blobs.next + part.length);
  return blobs.parts.length - 1;
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function fromUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
