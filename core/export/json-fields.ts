/** Reads the fields of a model file one by one; every function refuses what it does not expect with the place in the file. */
import { CoreError } from '../errors.ts';

/** The value a JSON text holds. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`The file is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An object. */
export function asRecord(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object', value);
  return value as Readonly<Record<string, unknown>>; // An object that is no array has string keys.
}

/** A list, of `length` entries unless that is null. */
export function asList(value: unknown, length: number | null, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(place, 'a list', value);
  if (length !== null && value.length !== length) {
    throw refusal(`In the model file '${place}' has ${value.length} entries instead of ${length}.`);
  }
  return value;
}

/** `length` finite numbers. */
export function asNumbers(value: unknown, length: number, place: string): number[] {
  return asList(value, length, place).map((entry, i) => asNumber(entry, `${place}[${i}]`));
}

/** `rows` lists of `columns` finite numbers. @returns (rows, columns) row-major */
export function asMatrix(value: unknown, rows: number, columns: number, place: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(asList(value, rows, place).flatMap((row, i) => asNumbers(row, columns, `${place}[${i}]`)));
}

/** What `asMatrix` reads. */
export function matrix(values: Float64Array, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)));
}

/** A finite number. */
export function asNumber(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(place, 'a number', value);
  return value;
}

/** A whole number from 1. */
export function asCount(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw wrong(place, 'a whole number from 1', value);
  return value;
}

/** A finite number above 0. */
export function asPositive(value: unknown, place: string): number {
  const number = asNumber(value, place);
  if (!(number > 0)) throw wrong(place, 'a number above 0', value);
  return number;
}

/** A whole number from 0 to `count` − 1. */
export function asIndex(value: unknown, count: number, place: string): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0 || Number(value) >= count) {
    throw wrong(place, `a whole number from 0 to ${count - 1}`, value);
  }
  return Number(value);
}

export function asText(value: unknown, place: string): string {
  if (typeof value !== 'string') throw wrong(place, 'a text', value);
  return value;
}

function wrong(place: string, expected: string, value: unknown): CoreError {
  const got = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 40);
  return refusal(`In the model file '${place}' must be ${expected}, but is ${got}.`);
}

/** The refusal of a file that cannot be used. */
export function refusal(message: string): CoreError {
  return new CoreError('bad-argument', message, { hint: 'Export the model again and take that file.' });
}
