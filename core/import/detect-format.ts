import { CoreError } from '../errors.ts';
import type { SourceText, TableFormat } from './import-types.ts';
import { isMissingValue, parseNumber } from './parse-number.ts';
import { normaliseText, visitRows, type TableRow } from './read-table.ts';

/** Rows looked at; enough to see the pattern, few enough to be instant. */
const SAMPLE_ROWS = 100;
/** In the order in which a tie is decided: a comma may also be a decimal mark, a tab never is. */
const DELIMITERS: readonly TableFormat['delimiter'][] = ['\t', ';', ','];

/**
 * Guesses how a text is cut into cells: the separator that gives most of the first rows the same number of cells (two at least),
 * and whether the first row names the columns.
 * @throws CoreError `bad-table` when it is not a text table, `too-few-rows` when it is empty
 */
export function detectFormat(source: SourceText): TableFormat {
  const text = normaliseText(source);
  if (text.trim() === '') {
    throw new CoreError('too-few-rows', `${source.name} is empty.`, {
      hint: 'Choose a file with a table: one row per moment in time.',
      context: { file: source.name },
    });
  }
  let best: { delimiter: TableFormat['delimiter']; rows: TableRow[]; score: number } | null = null;
  let refusal: CoreError | null = null;
  for (const delimiter of DELIMITERS) {
    try {
      const rows = sampleRows(source.name, text, delimiter);
      const score = regularity(rows);
      if (best === null || score > best.score) best = { delimiter, rows, score };
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      // A quote may look misplaced only because the separator is wrong; the refusal counts when no separator works.
      refusal ??= error;
    }
  }
  // A refusal explains the file better than a single column does.
  if (refusal !== null && (best === null || best.score === 0)) throw refusal;
  if (best === null || best.score === 0) {
    return { delimiter: ',', hasHeader: detectHeader(sampleRows(source.name, text, ',')) };
  }
  return { delimiter: best.delimiter, hasHeader: detectHeader(best.rows) };
}

/**
 * True when the first row names the columns: some cell in it is text although the column below holds numbers, or no cell in it
 * reads as a number.
 */
export function detectHeader(rows: readonly TableRow[]): boolean {
  const [first, ...below] = rows;
  if (first === undefined) return false;
  const cells = first.cells.map(kindOf);
  if (!cells.includes('text')) return false;
  if (!cells.includes('number')) return true;
  return cells.some((kind, column) => kind === 'text' && isMostlyNumbers(below, column));
}

/** A missing value, a date or a number written in another way says nothing for or against a header. */
function kindOf(cell: string): 'number' | 'nothing' | 'text' {
  const parsed = parseNumber(cell);
  if (parsed.ok) return 'number';
  return isMissingValue(cell) || parsed.reason !== 'not a number' ? 'nothing' : 'text';
}

function isMostlyNumbers(rows: readonly TableRow[], column: number): boolean {
  const numbers = rows.filter((row) => parseNumber(row.cells[column] ?? '').ok).length;
  return numbers > rows.length / 2;
}

/** Share of rows with the most frequent number of cells, 0 when that number is 1. */
function regularity(rows: readonly TableRow[]): number {
  const frequency = new Map<number, number>();
  for (const { cells } of rows) frequency.set(cells.length, (frequency.get(cells.length) ?? 0) + 1);
  let usual = 1;
  for (const [cells, times] of frequency) if (times > (frequency.get(usual) ?? 0)) usual = cells;
  return usual === 1 ? 0 : frequency.get(usual)! / rows.length;
}

function sampleRows(fileName: string, text: string, delimiter: TableFormat['delimiter']): TableRow[] {
  const rows: TableRow[] = [];
  visitRows(fileName, text, delimiter, (row) => rows.push(row) < SAMPLE_ROWS);
  return rows;
}
