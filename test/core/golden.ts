import { readFileSync } from 'node:fs';

/** Reads one file of `test/golden`; its README says what is in it and how precise it is. The caller states the shape it relies on. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));
}

/** Rows of a matrix as one row-major array. */
export function flat(rows: readonly (readonly number[])[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(rows.flat());
}

/** Largest absolute difference of two lists of numbers; infinite when their lengths differ or a difference is no number. */
export function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    if (Number.isNaN(difference)) return Infinity;
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** ‖actual − expected‖₂/‖expected‖₂. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = actual.length === expected.length ? 0 : Infinity;
  let reference = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    reference += expected[i]! ** 2;
  }
  return Math.sqrt(difference / reference);
}
