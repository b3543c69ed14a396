import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../../service/api/index.ts';

const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 5e-324, Number.MAX_VALUE));
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('$num', '$f64', '$u8', '$obj', '$', 'constructor', 'toString', '__proto__'),
);

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    ...[fc.constant(null), fc.boolean(), fc.string({ unit: 'binary' }), number],
    fc.float64Array(),
    fc.uint8Array(),
    fc.array(tie('any')),
    fc.array(fc.tuple(key, tie('any'))).map((entries) => Object.fromEntries(entries)),
  ),
})).any;

describe('the codec', () => {
  test('brings every value back: NaN, ±Infinity, −0, arrays, awkward keys', () => {
    fc.assert(
      fc.property(value, (original) => {
        // Node's own comparison: Vitest's is misled by a key named 'constructor'.
        expect(isDeepStrictEqual(decode(encode(original)), original)).toBe(true);
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });

  test('carries the bits of every NaN in an array', () => {
    const bits = BigUint64Array.of(0x7ff8000000000001n, 0xfff0000000000001n, 0x8000000000000000n);
    const back = decode(encode(new Float64Array(bits.buffer)));
    expect(new BigUint64Array((back as Float64Array).buffer)).toEqual(bits);
  });

  test('reads messages that lie unaligned in a larger buffer, as network chunks do', () => {
    const message = encode({ a: Float64Array.of(1, 2), b: Uint8Array.of(3) });
    const chunk = new Uint8Array(message.length + 3);
    chunk.set(message, 3);
    expect(decode(chunk.subarray(3))).toStrictEqual({ a: Float64Array.of(1, 2), b: Uint8Array.of(3) });
  });

  test('any damaged message is refused or read, never anything else', () => {
    const message = encode({ states: Float64Array.of(1, 2, 3), name: 'θ', list: [{ $num: 1 }, NaN] });
    fc.assert(
      fc.property(fc.nat(message.length), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, noise) => {
        const damaged = message.slice(0, Math.max(at, 1));
        damaged.set(noise.subarray(0, damaged.length), 0);
        const other = Uint8Array.from(message);
        other.set(noise.subarray(0, other.length - at), at);
        for (const bytes of [damaged, other]) {
          try {
            decode(bytes);
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'bad-frame' });
          }
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test.each([[() => 1], [undefined], [new Date()], [new Map()], [1n], [Symbol('x')]])('refuses %s', (alien) => {
    expect(() => encode({ alien })).toThrow(expect.objectContaining({ code: 'bad-frame' }));
  });
});
