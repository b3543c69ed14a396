import { unitOfName } from '../../../../core/import/meaning/names.ts';
import type { PreviewColumn, PreviewRow } from '../../../../core/import/table-preview.ts';

/** A small table as the preview shows it. Texts that begin like an ISO date are dates, other texts are texts, null is an empty cell. */
export function previewOf(
  names: readonly string[],
  rows: readonly (readonly (number | string | null)[])[],
): { columns: PreviewColumn[]; head: PreviewRow[] } {
  const columns = names.map((name, column) => {
    const cells = rows.map((row) => row[column] ?? null).filter((cell) => cell !== null);
    const holds = holdsOf(cells);
    return { name, unit: unitOfName(name), holds, share: cells.length === 0 ? 0 : 1 };
  });
  const head = rows.map((row, k) => ({
    line: k + 2,
    cells: row.map((cell) => ({
      text: cell === null ? '' : String(cell),
      range: [0, 0] as const,
      value: typeof cell === 'number' ? cell : null,
    })),
  }));
  return { columns, head };
}

function holdsOf(cells: readonly (number | string)[]): PreviewColumn['holds'] {
  const [first] = cells;
  if (first === undefined) return 'nothing';
  if (typeof first === 'number') return 'numbers';
  return /^\d{4}-\d{2}-\d{2}/.test(first) ? 'dates' : 'text';
}

/** Names for a table without a header row. */
export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `column ${k + 1}`);
}

/** So many rows, each made from its number. */
export function rowsOf<T>(count: number, row: (k: number) => T): T[] {
  return Array.from({ length: count }, (_, k) => row(k));
}
