import { createRandom } from '../../core/random.ts';
import { createKernelHost, FIRST_FREE_BYTE } from '../../core/kernels/index.ts';
import type { KernelHost, KernelKind, Kernels } from '../../core/kernels/index.ts';

const hosts = new Map<KernelKind, KernelHost>();

/** One memory for each kind, used again and again: a test lays its numbers out afresh. */
export function hostOf(kind: KernelKind): KernelHost {
  const host = hosts.get(kind) ?? createKernelHost(kind);
  hosts.set(kind, host);
  return host;
}

/** NaN numbers that stand behind every array, so that a read or a write beyond its end shows. */
const GUARD = 4;

/** Calls a kernel; `at` tells the byte offset of each array, a multiple of 16. What it returns counts as a result. */
export type KernelCall = (kernels: Kernels, at: (index: number) => number) => unknown;

/**
 * Lays arrays into the memory of the kernels of that kind, calls one of them, and returns all arrays as they are afterwards,
 * and a last one with the number that it returned, if any.
 * @throws Error when a number between the arrays was written
 */
export function runKernel(kind: KernelKind, arrays: readonly ArrayLike<number>[], call: KernelCall): Float64Array[] {
  const host = hostOf(kind);
  const offsets: number[] = [];
  let end = FIRST_FREE_BYTE;
  for (const { length } of arrays) {
    offsets.push(end);
    end += 8 * (length + (length % 2) + GUARD);
  }
  host.grow(end);
  const floats = host.floats();
  floats.fill(NaN, FIRST_FREE_BYTE / 8, end / 8);
  arrays.forEach((array, index) => {
    floats.set(array, offsets[index]! / 8);
  });
  const returned = call(host.kernels, (index) => offsets[index]!);
  const after = arrays.map(({ length }, index) => {
    const start = offsets[index]! / 8;
    const gap = floats.subarray(start + length, start + length + GUARD);
    if (!gap.every(Number.isNaN)) throw new Error(`the kernel wrote behind array ${index}`);
    return floats.slice(start, start + length);
  });
  return typeof returned === 'number' ? [...after, Float64Array.of(returned)] : after;
}

/** Normal numbers, the same for the same seed. */
export function normals(length: number, seed: number, factor = 1): Float64Array {
  const random = createRandom(seed, 'kernels');
  return Float64Array.from({ length }, () => factor * random.normal());
}

/** Room for results. */
export function room(length: number): Float64Array {
  return new Float64Array(length);
}

/** An upper triangle (n, n), column-major, whose inverse is about as large as itself; the numbers below its diagonal are zero. */
export function triangle(n: number, seed: number): Float64Array {
  const values = normals(n * n, seed);
  return values.map((value, at) => {
    const [column, row] = [Math.floor(at / n), at % n];
    return row < column ? value / n : row === column ? 1 + Math.abs(value) : 0;
  });
}

/** Largest |a − b| over the largest |b|; infinite where one of both is not finite and they differ. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let size = Number.MIN_VALUE;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    if (Object.is(a, b)) continue;
    if (!Number.isFinite(a - b)) return Infinity;
    difference = Math.max(difference, Math.abs(a - b));
  }
  for (const b of Array.from(expected)) if (Number.isFinite(b)) size = Math.max(size, Math.abs(b));
  return difference / size;
}
