import { CoreError } from '../errors.ts';
import { excerpt, type NumericTable } from './collect-rows.ts';
import { trackColumn, type Track } from './columns-to-trajectories.ts';
import type { ImportOptions, Refusal, SourceText } from './import-types.ts';

/** @throws CoreError `bad-argument`, `missing-column` for a mapping that makes no sense, whatever the files hold */
export function checkOptions(sources: readonly SourceText[], { mapping, derivativeWindow }: ImportOptions): void {
  const refuse = (message: string, hint: string) => new CoreError('bad-argument', message, { hint });
  if (sources.length === 0) throw refuse('No file was given.', 'Choose at least one file.');
  const { time, run, q, p, dq, dp } = mapping;
  if (q.length === 0)
    throw new CoreError('missing-column', 'No column is chosen for q.', { hint: 'Choose the column of the position.' });
  if (p.length === 0) {
    throw new CoreError('missing-column', 'No column is chosen for p.', {
      hint: 'Choose the column of the momentum; with unit mass that is the velocity. Data with positions only cannot be read yet.',
    });
  }
  if (p.length !== q.length)
    throw refuse(`${q.length} columns are chosen for q but ${p.length} for p.`, 'Choose one p for each q.');
  for (const [name, columns] of [
    ['dq/dt', dq],
    ['dp/dt', dp],
  ] as const) {
    if (columns.length !== 0 && columns.length !== q.length) {
      throw refuse(
        `${columns.length} columns are chosen for ${name} but ${q.length} for q.`,
        `Choose one ${name} for each q, or none.`,
      );
    }
  }
  const all = [time, ...q, ...p, ...(run === null ? [] : [run])];
  if (![...all, ...dq, ...dp].every((column) => Number.isInteger(column) && column >= 0)) {
    throw refuse('A column index is not a whole number ≥ 0.', 'Choose columns of the table.');
  }
  const twice = all.find((column, i) => all.indexOf(column) !== i);
  if (twice !== undefined)
    throw refuse(`Column ${twice + 1} is chosen twice.`, 'Choose different columns for t, q, p and the run id.');
  if (derivativeWindow !== null && !(derivativeWindow > 0 && Number.isFinite(derivativeWindow))) {
    throw refuse(`The derivative window is ${derivativeWindow}.`, 'Give a time > 0, or leave it to be chosen.');
  }
}

/** @throws CoreError `bad-table` when files read together have different columns */
export function checkSameColumns(tables: readonly NumericTable[]): void {
  const [first, ...others] = tables;
  const other = others.find(({ names }) => names.join('\0') !== first!.names.join('\0'));
  if (other === undefined) return;
  const list = (table: NumericTable) => table.names.slice(0, 8).map(excerpt).join(', ');
  throw new CoreError(
    'bad-table',
    `${other.file} has other columns (${list(other)}) than ${first!.file} (${list(first!)}).`,
    {
      hint: 'Files that are read together must have the same columns in the same order.',
      context: { file: other.file },
    },
  );
}

const HINTS: ReadonlyMap<string, string> = new Map([
  ['thousands separators', 'Write the numbers without thousands separators.'],
  ['decimal comma', 'Write the numbers with a decimal point.'],
  ['a date or a time of day', 'Write times as plain numbers, for example seconds since the start.'],
]);

/** The first row that could not be read, and how many more there are. */
export function badRowError(refusals: readonly Refusal[]): CoreError {
  const { file, line, column, text, reason } = refusals[0]!;
  const more =
    refusals.length === 1
      ? ''
      : ` ${refusals.length - 1} more ${refusals.length === 2 ? 'row has' : 'rows have'} such problems.`;
  const context = { file, line, column, text, rows: refusals.length };
  if (column === '') {
    const hint = 'Complete the row or choose ‘skip bad rows’.';
    return new CoreError('bad-table', `${file}: line ${line} has ${reason}.${more}`, { hint, context });
  }
  const hint = HINTS.get(reason) ?? 'Fix the cell or choose ‘skip bad rows’.';
  const what = text.trim() === '' ? 'is empty' : `holds '${text}'`;
  return new CoreError('bad-number', `${file}: line ${line}, column '${excerpt(column)}' ${what}: ${reason}.${more}`, {
    hint,
    context,
  });
}

/** Names the first trajectory that is too short and how many rows it needs. */
export function tooFewRowsError(
  tables: readonly NumericTable[],
  tracks: readonly Track[],
  tooShort: readonly Track[],
  { needed, isEstimated }: { needed: number; isEstimated: boolean },
): CoreError {
  const shortest = tooShort[0];
  const file = shortest?.table.file ?? tables[0]!.file;
  const rows = shortest?.rows.length ?? 0;
  const name =
    tracks.length <= 1 || shortest === undefined || shortest.id === file
      ? file
      : `${file}: trajectory '${excerpt(shortest.id)}'`;
  const why = isEstimated ? 'for the derivatives to be estimated' : 'to be a motion';
  return new CoreError(
    'too-few-rows',
    `${name} has ${rows} usable data ${rows === 1 ? 'row' : 'rows'}; a trajectory needs at least ${needed} ${why}.`,
    {
      hint:
        tracks.length > 1
          ? 'Remove such short runs, choose ‘skip bad rows’ to leave them out, or give columns for dq/dt and dp/dt.'
          : isEstimated
            ? 'Record more rows, choose a shorter derivative window, or give columns for dq/dt and dp/dt.'
            : 'Record more rows.',
      context: { file, rows, needed },
    },
  );
}

/** A derivative overflowed: some value is absurdly large. @param k column as in `NumericTable.columns` */
export function notFiniteError(track: Track, k: number): CoreError {
  const { table, rows } = track;
  const name = table.names[table.columns[k]!]!;
  const values = trackColumn(track, k);
  const at = values.reduce((largest, value, i) => (Math.abs(value) > Math.abs(values[largest]!) ? i : largest), 0);
  const line = table.lines[rows[at]!]!;
  return new CoreError(
    'not-finite',
    `${table.file}: line ${line}, column '${excerpt(name)}' holds ${values[at]!}; its derivative is too large for a number.`,
    { hint: 'Correct or remove that value.', context: { file: table.file, line, column: name } },
  );
}
