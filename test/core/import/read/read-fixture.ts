import { readFileSync } from 'node:fs';
import { readTable } from '../../../../core/import/read/read-table.ts';
import type { RawTable, WantedColumns } from '../../../../core/import/read/raw-table.ts';
import type { SourceBytes } from '../../../../core/import/source.ts';
import { PLAIN_FORMAT } from '../../../../core/import/table-format.ts';
import type { TableFormat } from '../../../../core/import/table-format.ts';

/** A text as a file in UTF-8. */
export function fileOf(text: string): SourceBytes {
  return { name: 'data.csv', bytes: new TextEncoder().encode(text) };
}

/** The bytes of a file of `test/fixtures/ugly`. */
export function uglyFile(name: string): SourceBytes {
  return { name, bytes: new Uint8Array(readFileSync(new URL(`../../../fixtures/ugly/${name}`, import.meta.url))) };
}

/** Reads a text as a plain table but for what is said, the first columns as numbers. */
export function read(
  text: string,
  format: Partial<TableFormat> = {},
  wanted: WantedColumns = { numbers: [0, 1], texts: [] },
): RawTable {
  return readTable(fileOf(text), { ...PLAIN_FORMAT, ...format }, wanted);
}

/** The numbers of a column as a plain list. */
export function column(table: RawTable, index: number): number[] {
  return [...table.numbers.get(index)!];
}
