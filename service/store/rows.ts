/** Reads cells of a row with a check of their type: a library changed by other hands is told as damaged, not shown as nonsense. */
import { AppError } from '../api/app-error.ts';
import type { SqlRow } from './sqlite.ts';

export function readText(row: SqlRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : wrongCell(column, value);
}

export function readTextOrNull(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : readText(row, column);
}

export function readNumber(row: SqlRow, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : wrongCell(column, value);
}

export function readNumberOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : readNumber(row, column);
}

/** A measured number: NULL stands for NaN, which SQLite cannot store. */
export function readReal(row: SqlRow, column: string): number {
  return readNumberOrNull(row, column) ?? NaN;
}

export function readBytes(row: SqlRow, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : wrongCell(column, value);
}

/**
 * JSON text for a cell, every digit kept; NaN, ±Infinity and −0, which JSON lacks, become {"$num": "NaN"}, a Float64Array {"$f64": [numbers]}.
 */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Float64Array) return { $f64: Array.from(item) };
    if (typeof item !== 'number' || (Number.isFinite(item) && !Object.is(item, -0))) return item;
    return { $num: Object.is(item, -0) ? '-0' : String(item) };
  });
}

/** Parses a cell written by `toJsonText`; its shape is trusted because the schema version says who wrote it. */
export function readJson(row: SqlRow, column: string): unknown {
  const text = readText(row, column);
  try {
    return JSON.parse(text, (_key, item: unknown) => {
      if (typeof item !== 'object' || item === null) return item;
      if ('$num' in item) return Number(item.$num);
      // Its numbers were read before it.
      return '$f64' in item ? Float64Array.from(item.$f64 as number[]) : item;
    });
  } catch (cause) {
    throw damaged(column, 'text that is no JSON', cause);
  }
}

function wrongCell(column: string, value: unknown): never {
  throw damaged(column, value === null ? 'nothing' : `a ${typeof value}`);
}

function damaged(column: string, found: string, cause: unknown = null): AppError {
  return new AppError('library-damaged', `The library holds ${found} where '${column}' is expected.`, {
    hint: 'Restore a copy of the library, or delete the entry.',
    context: { column },
    cause,
  });
}
