/** Arrays in the library: little-endian float64, row-major, with the shape in columns beside them. */
import { endianness } from 'node:os';
import { AppError } from '../api/app-error.ts';

const isLittleEndian = endianness() === 'LE';

/** Bytes of an array as the library stores them. On little-endian machines this is a view, not a copy. */
export function toBlob(values: Float64Array): Uint8Array {
  const view = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return isLittleEndian ? view : Buffer.from(view).swap64();
}

/**
 * The array behind a blob, aligned and independent of SQLite's memory.
 * @param shape its product must be the number of values  @throws AppError `library-damaged` when it is not
 */
export function fromBlob(bytes: Uint8Array, ...shape: readonly number[]): Float64Array<ArrayBuffer> {
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (bytes.byteLength !== 8 * count) {
    throw new AppError(
      'library-damaged',
      `The library holds ${bytes.byteLength} bytes where ${8 * count} are expected.`,
      {
        hint: 'Restore a copy of the library, or delete the entry.',
        context: { bytes: bytes.byteLength, shape: shape.join(' × ') },
      },
    );
  }
  const values = new Float64Array(count);
  const view = Buffer.from(values.buffer);
  view.set(bytes);
  if (!isLittleEndian) view.swap64();
  return values;
}
