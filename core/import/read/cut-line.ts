/// <reference types="../papaparse.d.ts" />
import papaparse from 'papaparse';
import type { TableFormat } from '../table-format.ts';

/** One cell of a line: its text without quotes, and where it stands with them: characters `from` … `to − 1`. */
export interface CutCell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What a line is cut by. */
export type CutFormat = Pick<TableFormat, 'delimiter' | 'collapse'>;

/**
 * Cuts one line into cells. Quotes follow RFC 4180: a quoted cell may hold delimiters, doubled quotes and line ends; a quote that is
 * not closed reaches to the end of the line. Blanks that separate stand for any run of blanks and tabs; where several delimiters count
 * as one, there are no empty cells without quotes.
 */
export function cutLine(line: string, { delimiter, collapse }: CutFormat): CutCell[] {
  const isBlank = delimiter === ' ';
  const even = isBlank ? line.replaceAll('\t', ' ') : line;
  const cells = even.includes('"') ? cutQuoted(even, delimiter) : cutPlain(even, delimiter);
  return isBlank || collapse ? cells.filter(({ from, to }) => from < to) : cells;
}

function cutPlain(line: string, delimiter: string): CutCell[] {
  let from = 0;
  return line.split(delimiter).map((text) => {
    const cell = { text, from, to: from + text.length };
    from = cell.to + 1;
    return cell;
  });
}

function cutQuoted(line: string, delimiter: string): CutCell[] {
  const { data } = papaparse.parse(line, { delimiter, newline: '\n', quoteChar: '"' });
  let from = 0;
  return (data[0] ?? ['']).map((text) => {
    // papaparse tells no places: a quoted cell is as long as its text with quotes doubled, and two more.
    const isQuoted = line[from] === '"';
    const closed = isQuoted ? from + text.length + count(text, '"') + 2 : from + text.length;
    const stop = line.indexOf(delimiter, closed);
    const to = stop === -1 ? line.length : stop;
    const cell = { text, from, to };
    from = to + 1;
    return cell;
  });
}

function count(text: string, character: string): number {
  let found = 0;
  for (let i = text.indexOf(character); i !== -1; i = text.indexOf(character, i + 1)) found += 1;
  return found;
}
