import { parseUnit } from '../meaning/parse-unit.ts';
import type { TableFormat } from '../table-format.ts';
import { isValue, kindOf } from './cell-kind.ts';
import type { Cut } from './delimiter.ts';
import { cutTexts, isBlank } from './sample.ts';

/** Where the data begin and what stands above them. */
export interface Head extends Pick<TableFormat, 'skipLines' | 'headerRows' | 'isHeaderInComment' | 'hasUnitsRow'> {
  /** Index of the first line of data; the number of lines when there is none. */
  readonly firstData: number;
  /** Cells of the last header row; empty without one. */
  readonly header: readonly string[];
}

/** A line that is neither blank nor a comment. */
interface Row {
  readonly index: number;
  readonly cells: readonly string[];
}

/** A row of data is followed by others: so many of the next ones must look like data, too. */
const LOOK_AHEAD = 4;
/** A line drawn with characters. */
const RULE = /^\s*(?:\*{3,}|-{3,}|={3,})\s*$/;
/** Stands for `no unit` in a row of units. */
const NO_UNIT = /^(?:[-–—]?|\(\)|\[\]|[[(][-–—][\])])$/;

/**
 * Looks for the first row of data, and for names, units and titles above it.
 * @param lines of the beginning of the file, all of them
 */
export function detectHead(
  lines: readonly string[],
  cut: Cut,
  { comment, startMarker }: Pick<TableFormat, 'comment' | 'startMarker'>,
): Head {
  const shape = { delimiter: cut.delimiter, collapse: false };
  const rows: Row[] = lines.flatMap((line, index) =>
    isBlank(line) || isComment(line, comment) || RULE.test(line) ? [] : [{ index, cells: cutTexts(line, shape) }],
  );
  const marker = startMarker === '' ? -1 : rows.findIndex(({ index }) => lines[index]!.startsWith(startMarker));
  if (marker !== -1) return belowMarker(rows, marker, lines.length);
  const first = firstDataRow(rows, cut);
  const above = rows.slice(0, first);
  const firstData = rows[first]?.index ?? lines.length;
  const names = namesInComment(lines.slice(0, firstData), cut, comment);
  if (names.length > 0 && above.length === 0) {
    return { firstData, header: names, skipLines: 0, headerRows: 0, isHeaderInComment: true, hasUnitsRow: false };
  }
  const hasUnitsRow = isUnitsRow(above, cut);
  if (hasUnitsRow) above.pop();
  const headerRows = countHeaderRows(above, cut);
  const header = above.slice(above.length - headerRows);
  // Blank lines and comments above the table are passed over anyway.
  const isTitled = above.length > headerRows;
  const skipLines = isTitled ? (header[0]?.index ?? firstData) : 0;
  return {
    firstData,
    header: header.at(-1)?.cells ?? [],
    skipLines,
    headerRows,
    isHeaderInComment: false,
    hasUnitsRow,
  };
}

/** Below a marker stand data alone; names above it are not read, but tell who wrote them. */
function belowMarker(rows: readonly Row[], marker: number, lineCount: number): Head {
  return {
    firstData: rows[marker + 1]?.index ?? lineCount,
    header: rows[marker - 1]?.cells ?? [],
    skipLines: 0,
    headerRows: 0,
    isHeaderInComment: false,
    hasUnitsRow: false,
  };
}

/** True for a line that is passed over as a comment. */
export function isComment(line: string, comment: string): boolean {
  return comment !== '' && line.trimStart().startsWith(comment);
}

/** The first row whose cells are mostly values, as those of most rows below it. */
function firstDataRow(rows: readonly Row[], { decimal, columns }: Cut): number {
  const isData = rows.map(({ cells }) => {
    const kinds = cells.map((cell) => kindOf(cell, decimal)).filter((kind) => kind !== 'missing');
    const values = kinds.filter(isValue).length;
    // Side notes such as `Rate,120` above a table of five columns look like data but for their length.
    const isUsual = cells.length === columns;
    return values > 0 && (isUsual ? 2 * values >= kinds.length : 2 * values > kinds.length);
  });
  const first = isData.findIndex((is, row) => {
    const next = isData.slice(row + 1, row + 1 + LOOK_AHEAD);
    const sameLength = rows
      .slice(row + 1, row + 1 + LOOK_AHEAD)
      .some(({ cells }) => cells.length === rows[row]!.cells.length);
    return is && (next.length === 0 || sameLength) && 2 * next.filter(Boolean).length >= next.length;
  });
  if (first !== -1) return first;
  // No row of numbers: the first row that is not the header.
  return Math.min(1, rows.length);
}

/** The cells of the last comment line above the data when they name every column; empty otherwise. */
function namesInComment(lines: readonly string[], { delimiter, decimal, columns }: Cut, comment: string): string[] {
  const last = lines.findLast((line) => isComment(line, comment));
  if (last === undefined) return [];
  const cells = cutTexts(last.trimStart().slice(comment.length), { delimiter, collapse: false });
  return cells.length === columns && cells.every((cell) => kindOf(cell, decimal) === 'text') ? cells : [];
}

/** The row above the data when its cells are units and another row above it names as many columns. */
function isUnitsRow(above: readonly Row[], { columns }: Cut): boolean {
  const units = above.at(-1);
  const names = above.at(-2);
  if (units === undefined || names === undefined || columns < 2) return false;
  const isUnit = (cell: string) => NO_UNIT.test(cell) || parseUnit(cell.replace(/^[([](.*)[)\]]$/, '$1')) !== null;
  return (
    names.cells.length === units.cells.length && units.cells.every(isUnit) && !units.cells.every((cell) => cell === '')
  );
}

/** Rows of names right above the data: the last one if it is no title, and those above it that are as full. */
function countHeaderRows(above: readonly Row[], { delimiter, decimal, columns }: Cut): number {
  const last = above.at(-1);
  if (last === undefined) return 0;
  const filled = (row: Row) => row.cells.filter((cell) => cell !== '').length;
  const isTitle = filled(last) < 2 && columns > 1;
  // Prose has blanks too: cut at blanks, only a row with a name for each column is a header.
  if (isTitle || (delimiter === ' ' && last.cells.length !== columns)) return 0;
  const isFull = ({ cells }: Row) =>
    cells.length === last.cells.length &&
    2 * cells.filter((cell) => kindOf(cell, decimal) === 'text').length > cells.length;
  const upward = above.toReversed();
  const end = upward.findIndex((row, i) => i > 0 && !(isFull(row) && upward[i - 1]!.index === row.index + 1));
  return end === -1 ? upward.length : end;
}
