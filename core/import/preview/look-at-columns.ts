import { unitOfName } from '../meaning/names.ts';
import { isLikeMoment } from '../meaning/parse-moment.ts';
import { parseNumber } from '../parse-number.ts';
import type { TableFormat } from '../table-format.ts';
import type { PreviewColumn, PreviewRow } from '../table-preview.ts';

/** Says of each column what it holds. @param units cells of the units row; empty without one */
export function lookAtColumns(
  names: readonly string[],
  units: readonly string[],
  rows: readonly PreviewRow[],
  { missingWords }: TableFormat,
): PreviewColumn[] {
  const missing = new Set(['', ...missingWords.map((word) => word.toLowerCase())]);
  return names.map((name, column) => {
    const cells = rows.flatMap((row) => row.cells[column] ?? []).filter(({ text }) => !missing.has(text.toLowerCase()));
    const numbers = cells.filter(({ value }) => value !== null).length;
    const dates = cells.filter(({ text, value }) => value === null && isLikeMoment(text)).length;
    const most = Math.max(numbers, dates);
    const holds =
      cells.length === 0 ? 'nothing' : 2 * most < cells.length ? 'text' : numbers >= dates ? 'numbers' : 'dates';
    const share = cells.length === 0 ? 0 : (holds === 'dates' ? dates : numbers) / cells.length;
    const written = (units[column] ?? '').replace(/^[([](.*)[)\]]$/, '$1');
    return { name, unit: written || unitOfName(name), holds, share };
  });
}

/** A cell with a decimal mark, as read and as the other mark would read it; null when no cell of a column of numbers has one. */
export function decimalExample(
  rows: readonly PreviewRow[],
  columns: readonly PreviewColumn[],
  { decimal, thousands }: TableFormat,
): { text: string; read: string; otherwise: string } | null {
  const other = decimal === '.' ? ',' : '.';
  // What is no decimal mark may only group digits, which is how it would be read then.
  const otherMarks = {
    decimal: other,
    thousands: thousands === other || thousands === 'none' ? decimal : thousands,
  } as const;
  const readAs = (text: string, marks: Pick<TableFormat, 'decimal' | 'thousands'>) => {
    const parsed = parseNumber(text, marks);
    return parsed.ok ? String(parsed.value) : 'no number';
  };
  for (const { cells } of rows) {
    for (const [column, { text }] of cells.entries()) {
      if (columns[column]?.holds === 'dates' || !/[1-9]/.test(text) || !/^[+\-−]?\d*[.,]\d+(?:e[+-]?\d+)?$/i.test(text))
        continue;
      const [read, otherwise] = [readAs(text, { decimal, thousands }), readAs(text, otherMarks)];
      if (read !== otherwise) return { text, read, otherwise };
    }
  }
  return null;
}
