import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packFiles, share, unpackFiles } from '../../../service/questions/packed-files.ts';

describe('files as they are kept', () => {
  test.each([
    ['nothing', 0],
    ['a few bytes', 5],
    ['a megabyte', 1_000_000],
  ])('%s comes back byte for byte, in memory that threads share', (_name, length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) % 251);
    const packed = packFiles([{ name: 'run.csv', bytes: share(bytes) }]);
    const [file] = unpackFiles(packed);
    expect(file!.name).toBe('run.csv');
    expect(file!.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.from(file!.bytes).equals(bytes)).toBe(true);
    // A buffer that others share could not be moved to another thread.
    expect(packed[0]!.content.byteLength).toBe(packed[0]!.content.buffer.byteLength);
  });

  const [packed] = packFiles([{ name: 'run.csv', bytes: Buffer.from('t,q\n0,1\n') }]);

  test.each([
    ['no archive', { content: Buffer.from('plain text') }],
    ['an archive that is cut off', { content: packed!.content.subarray(0, 12) }],
    ['other bytes of the same length', { content: gzipSync('t,q\n0,2\n') }],
    ['more bytes than it says', { content: gzipSync(new Uint8Array(1_000_000)) }],
    ['fewer bytes than it says', { content: gzipSync('t') }],
  ])('%s is told as damage', (_name, change) => {
    expect(() => unpackFiles([{ ...packed!, ...change }])).toThrow(
      expect.objectContaining({ code: 'library-damaged', context: { file: 'run.csv' } }),
    );
  });
});
