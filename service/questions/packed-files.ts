import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { SourceBytes } from '../../core/import/source.ts';
import { AppError } from '../api/app-error.ts';
import type { PackedFile } from '../store/source-store.ts';

/** Compresses files for the library, each with its hash. */
export function packFiles(files: readonly SourceBytes[]): PackedFile[] {
  return files.map(({ name, bytes }) => ({
    ...{ name, bytes: bytes.byteLength, sha256: sha256(bytes) },
    // Small buffers are cut from one that all share and that cannot be moved to another thread.
    content: new Uint8Array(gzipSync(bytes)),
  }));
}

/**
 * The files as they were given, in memory that threads share.
 * @throws AppError `library-damaged` when a file does not come back as it went in
 */
export function unpackFiles(files: readonly PackedFile[]): SourceBytes[] {
  return files.map(({ name, bytes: byteCount, sha256: wanted, content }) => {
    const bytes = unzip(content, byteCount);
    if (bytes === null || bytes.byteLength !== byteCount || sha256(bytes) !== wanted) throw damaged(name);
    return { name, bytes: share(bytes) };
  });
}

/** Copies bytes once into memory that threads share. */
export function share(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return shared;
}

/** Null for what is no archive, or one that is larger than it should be. */
function unzip(content: Uint8Array, byteCount: number): Uint8Array | null {
  try {
    return gunzipSync(content, { maxOutputLength: Math.max(1, byteCount) });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return null;
    throw thrown;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function damaged(name: string): AppError {
  return new AppError('library-damaged', `The kept file '${name}' is not as it was stored.`, {
    hint: 'The data set itself can still be used. Import the file again from where it came.',
    context: { file: name },
  });
}
