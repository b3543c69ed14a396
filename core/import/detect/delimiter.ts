import type { Delimiter, TableFormat } from '../table-format.ts';
import { isValue, kindOf } from './cell-kind.ts';
import { cutTexts } from './sample.ts';

/** How the first lines are cut, and the decimal mark under which most of their cells are numbers. */
export interface Cut {
  readonly delimiter: Delimiter;
  readonly decimal: TableFormat['decimal'];
  /** Cells of a usual line of data. */
  readonly columns: number;
}

/** In the order in which a tie is decided: a comma may also be a decimal mark, a tab never is. */
const CANDIDATES: readonly (readonly [Delimiter, TableFormat['decimal']])[] = [
  ['\t', '.'],
  ['\t', ','],
  [';', '.'],
  [';', ','],
  ['|', '.'],
  ['|', ','],
  [',', '.'],
  [' ', '.'],
  [' ', ','],
  [',', ','],
];
/** A table of one column is read only where nothing separates cells. */
const SINGLE_COLUMN = 0.1;
/** Blanks may group digits, `1 234`, which must not look better than separating plain numbers. */
const GROUPED_VALUE = 0.9;

/** Most lines are equally long and hold numbers. */
const GOOD_SCORE = 0.7;
/** Behind a decimal comma stand digits like `05`, behind a separator never. */
const HAS_BROKEN_NUMBERS = 0.05;

/** Lines with the same number of cells. */
interface Tally {
  lines: number;
  values: number;
  filled: number;
  broken: number;
}

interface Score extends Cut {
  readonly score: number;
}

/**
 * Chooses the separator under which the lines that begin like data have equally many cells, and most of these are numbers or dates.
 * @param lines of the beginning of the file without blank ones and comments
 */
export function detectDelimiter(lines: readonly string[]): Cut {
  let best: Score = { delimiter: ',', decimal: '.', columns: 1, score: 0 };
  for (const [delimiter, decimal] of CANDIDATES) {
    // Where tabs separate, blanks are inside cells.
    if (delimiter === ' ' && best.delimiter === '\t' && best.columns > 1 && best.score > GOOD_SCORE) continue;
    const candidate = scoreCut(lines, delimiter, decimal);
    if (candidate.score > best.score) best = candidate;
  }
  const { delimiter, decimal, columns } = best;
  return { delimiter, decimal, columns };
}

function scoreCut(lines: readonly string[], delimiter: Delimiter, decimal: TableFormat['decimal']): Score {
  let [dataLike, firstData] = [0, lines.length];
  const byCount = new Map<number, Tally>();
  lines.forEach((line, index) => {
    if (/^["'\s]*[+\-−]?[.,]?\d/.test(line)) dataLike++;
    const cells = cutTexts(line, { delimiter, collapse: false });
    const kinds = cells.map((cell) => kindOf(cell, decimal));
    const values = kinds.reduce((sum, kind) => sum + (kind === 'grouped' ? GROUPED_VALUE : Number(isValue(kind))), 0);
    // Names and prose say nothing about how numbers are separated.
    if (values === 0) return;
    const tally = byCount.get(cells.length) ?? { lines: 0, values: 0, filled: 0, broken: 0 };
    tally.lines++;
    tally.values += values;
    tally.filled += kinds.filter((kind) => kind !== 'missing').length;
    if (cells.some((cell, column) => column > 0 && /^0\d+$/.test(cell))) tally.broken++;
    byCount.set(cells.length, tally);
    if (2 * values >= cells.length) firstData = Math.min(firstData, index);
  });
  let [columns, usual]: [number, Tally] = [1, { lines: 0, values: 0, filled: 0, broken: 0 }];
  for (const [count, tally] of byCount) if (tally.values > usual.values) [columns, usual] = [count, tally];
  const share = usual.filled === 0 ? 0 : usual.values / usual.filled;
  const consistency = usual.lines / Math.max(dataLike, usual.lines, 1);
  // Where the separator changes within the file, the first part decides.
  const early = 1 - (0.01 * firstData) / Math.max(lines.length, 1);
  const penalty = (columns === 1 ? SINGLE_COLUMN : 1) * (usual.broken > 0 ? HAS_BROKEN_NUMBERS : 1);
  return { delimiter, decimal, columns, score: consistency * share * early * penalty };
}
