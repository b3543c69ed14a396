import type { BadCell, MeasuredTable } from './measured-table.ts';
import { TOO_LARGE } from './reasons.ts';
import type { RefusalLog } from './refusal-log.ts';

/** The square of a larger number is none any more, and with it every slope, mean and error. */
const LARGEST = Math.sqrt(Number.MAX_VALUE);

/**
 * Marks the rows of a table that can be used: as many cells as there are columns, an id where ids are read, a time, and a number in
 * every used column, none above 1.3e154. Every other row is refused with its line, and with column, text and reason of its first bad cell.
 * @param used columns of the recipe, without time
 * @returns (rowCount) 1 for rows that can be used
 */
export function findUsableRows(table: MeasuredTable, used: readonly number[], refusals: RefusalLog): Uint8Array {
  const { raw, runs, times, columns, isRow } = table;
  const isUsable = isRow.slice();
  const refuse = (row: number, cell: BadCell) => {
    isUsable[row] = 0;
    refusals.add({ file: raw.file, line: raw.lines[row]!, ...cell });
  };
  const badRows = new Map(raw.badRows.map((bad) => [bad.row, bad]));
  const values = used.map((column) => [column, columns.get(column)!] as const);
  for (let row = 0; row < raw.rowCount; row++) {
    if (isRow[row] !== 1) continue;
    const bad = badRows.get(row);
    if (bad !== undefined) refuse(row, { column: '', text: bad.text, reason: bad.reason });
    else if (runs !== null && runs.ids[row] === '') {
      refuse(row, { column: runs.column, text: '', reason: 'no trajectory id' });
    } else if (times !== null && !Number.isFinite(times[row]!))
      refuse(row, table.explain(row, 'time', { isBrief: refusals.isFull }));
    else {
      const empty = values.find(([, numbers]) => !Number.isFinite(numbers[row]!));
      if (empty !== undefined) refuse(row, table.explain(row, empty[0], { isBrief: refusals.isFull }));
      const absurd = values.find(([, numbers]) => Math.abs(numbers[row]!) > LARGEST);
      if (empty === undefined && absurd !== undefined) {
        const cell = refusals.isFull ? { column: '', text: '' } : table.explain(row, absurd[0]);
        refuse(row, { ...cell, reason: TOO_LARGE });
      }
    }
  }
  return isUsable;
}
