import { CoreError } from '../../errors.ts';
import type { Refusal } from '../import-report.ts';
import type { RawTable } from '../read/raw-table.ts';
import { excerpt } from '../read/text-of.ts';
import type { Quantity } from './quantities.ts';
import { lineOf, type Track } from './track.ts';

const HINTS: readonly (readonly [reason: RegExp, hint: string])[] = [
  [/thousand/, 'Choose the mark that groups digits.'],
  [/decimal/, 'Choose the decimal mark.'],
  // A text that was tried as a date has other reasons, and is read as one already.
  [/^a date/, 'Let time be read as dates.'],
];

/**
 * A column that something is read from holds no number at all in a file.
 * @throws CoreError `missing-column`
 */
export function checkNotEmpty({ file, names, facts, rowCount }: RawTable, columns: Iterable<number>): void {
  for (const column of columns) {
    const { first, unreadable } = facts[column]!;
    if (first !== null || unreadable > 0 || rowCount === 0) continue;
    throw new CoreError('missing-column', `${file}: column '${excerpt(names[column]!)}' is empty in every row.`, {
      hint: 'Choose another column, or none: what is not measured can be estimated.',
      context: { file, column: names[column]! },
    });
  }
}

/** The first row that could not be read, and how many more there are. */
export function badRowError({ file, line, column, text, reason }: Refusal, count: number): CoreError {
  const more = count === 1 ? '' : ` ${count - 1} more ${count === 2 ? 'row has' : 'rows have'} such problems.`;
  const context = { file, line, column, text, rows: count };
  if (column === '') {
    const hint = 'Complete the row, choose another separator, or let bad rows be left out.';
    return new CoreError('bad-table', `${file}: line ${line} has ${reason}.${more}`, { hint, context });
  }
  const hint = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'Fix the cell, or let bad rows be left out.';
  const what = text.trim() === '' ? 'is empty' : `holds '${text}'`;
  return new CoreError(
    'bad-number',
    `${file}: line ${line}, column '${excerpt(column)}' ${what}: ${reason}${reason.endsWith('?') ? '' : '.'}${more}`,
    {
      hint,
      context,
    },
  );
}

/** No trajectory is long enough: names the longest and how many rows it would need. */
export function tooFewRowsError(
  file: string,
  tracks: readonly Track[],
  { needed, isEstimated }: { needed: number; isEstimated: boolean },
): CoreError {
  const longest = tracks.length === 0 ? null : tracks.reduce((a, b) => (b.times.length > a.times.length ? b : a));
  const rows = longest?.times.length ?? 0;
  const name =
    longest === null || longest.id === file ? file : `${longest.table.raw.file}: trajectory '${excerpt(longest.id)}'`;
  const why = isEstimated ? 'for the derivatives to be estimated' : 'to be a motion';
  return new CoreError(
    'too-few-rows',
    `${name} has ${rows} usable data ${rows === 1 ? 'row' : 'rows'}; a trajectory needs at least ${needed} ${why}.`,
    {
      hint: isEstimated
        ? 'Record more rows, cut less, or give columns for dq/dt and dp/dt.'
        : 'Record more rows, or cut less.',
      context: { file, rows, needed },
    },
  );
}

/** A value or its derivative overflowed: some number is absurdly large. */
export function notFiniteError(track: Track, { name, column }: Pick<Quantity, 'name' | 'column'>): CoreError {
  const values = track.columns.get(column)!;
  const at = values.reduce((largest, value, i) => (Math.abs(value) > Math.abs(values[largest]!) ? i : largest), 0);
  const { file } = track.table.raw;
  const line = lineOf(track, at);
  return new CoreError(
    'not-finite',
    `${file}: line ${line}, column '${excerpt(name)}' comes from ${values[at]!}; it or its derivative is too large for a number.`,
    { hint: 'Correct or leave out that row, for example as an outlier.', context: { file, line, column: name } },
  );
}
