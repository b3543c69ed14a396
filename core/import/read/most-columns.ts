import { CoreError } from '../../errors.ts';
import type { LineCursor } from './line-cursor.ts';
import { START } from './line-cursor.ts';

/** More columns than this is not a table of trajectories; refused before anything is built per column. */
export const MOST_COLUMNS = 1000;

/** @throws CoreError `bad-table` for more columns than that */
export function refuseColumns(file: string, cursor: LineCursor, columns: number): void {
  if (columns <= MOST_COLUMNS) return;
  cursor.goTo(START);
  const rows = cursor.linesAhead();
  throw new CoreError(
    'bad-table',
    `${file} has ${columns} columns and ${rows} ${rows === 1 ? 'row' : 'rows'}; a table of trajectories has at most ${MOST_COLUMNS} columns.`,
    {
      hint: 'Each row should hold one moment in time: perhaps the table is transposed, rows for columns.',
      context: { file, columns, rows },
    },
  );
}
