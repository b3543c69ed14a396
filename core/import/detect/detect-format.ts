import { CoreError } from '../../errors.ts';
import type { ImportQuestion } from '../import-report.ts';
import { RECOGNISERS, type FileLook, type RecipePreset } from '../recognisers/index.ts';
import type { SourceBytes } from '../source.ts';
import type { TableFormat } from '../table-format.ts';
import { isValue, kindOf } from './cell-kind.ts';
import { detectComment } from './comment-prefix.ts';
import { ambiguousDate } from './date-order.ts';
import { detectMarks } from './decimal-mark.ts';
import { detectDelimiter, type Cut } from './delimiter.ts';
import { detectHead, isComment } from './header.ts';
import { detectMarkers } from './markers.ts';
import { detectMissingWords } from './missing-words.ts';
import { dateOrderQuestion, decimalMarkQuestion } from './questions.ts';
import { cutTexts, isBlank, readSample } from './sample.ts';

/** What a file looks like, and what only a person can decide. */
export interface DetectedFormat {
  readonly format: TableFormat;
  /** The tool that writes this layout; null for a plain table. */
  readonly recogniser: { readonly id: string; readonly label: string } | null;
  readonly preset: RecipePreset;
  readonly questions: readonly ImportQuestion[];
}

/**
 * Guesses from the beginning of a file how its bytes become cells and its cells numbers.
 * @throws CoreError `bad-table` when it is not text, `too-few-rows` when it is empty
 */
export function detectFormat(source: SourceBytes): DetectedFormat {
  const { look, questions } = lookAt(source);
  const [first = { format: look.format, recogniser: null, preset: {} }] = recogniseAll(look);
  return { ...first, questions };
}

/** What each recogniser that knows a file makes of it, the most specific first. */
export function recogniseAll(
  look: FileLook,
): (Omit<DetectedFormat, 'questions'> & { readonly recogniser: { readonly id: string; readonly label: string } })[] {
  return RECOGNISERS.flatMap(({ id, recognise }) => {
    const found = recognise(look);
    if (found === null) return [];
    const { label, format, preset } = found;
    return [{ format: { ...look.format, ...format }, recogniser: { id, label }, preset }];
  });
}

/** A file as it looks without knowing the tool that wrote it. @throws CoreError as `detectFormat` */
export function lookAt(source: SourceBytes): {
  readonly look: FileLook;
  readonly questions: readonly ImportQuestion[];
} {
  const { encoding, lines } = readSample(source);
  if (lines.every(isBlank)) {
    throw new CoreError('too-few-rows', `${source.name} is empty.`, {
      hint: 'Choose a file with a table: one row per moment in time.',
      context: { file: source.name },
    });
  }
  const comment = detectComment(lines);
  const markers = detectMarkers(lines);
  const cut = detectDelimiter(lines.filter((line) => !isBlank(line) && !isComment(line, comment)));
  const { firstData, header, ...head } = detectHead(lines, cut, { comment, startMarker: markers.startMarker });
  const cells = lines.map((line) => cutTexts(line, { delimiter: cut.delimiter, collapse: false }));
  const rows = cells.filter((_, i) => i >= firstData && !isBlank(lines[i]!) && !isComment(lines[i]!, comment));
  const numeric = cellsOfNumbers(rows, cut);
  const { decimal, thousands, doubt } = detectMarks(numeric, cut.delimiter);
  const format: TableFormat = {
    encoding,
    delimiter: cut.delimiter,
    // An empty cell is a missing value: without it, the numbers of its row would stand in other columns.
    collapse: cut.delimiter === ' ',
    decimal,
    thousands,
    comment,
    ...markers,
    ...head,
    missingWords: detectMissingWords(numeric.flat()),
  };
  const date = ambiguousDate(rows.flat());
  return {
    look: { name: source.name, lines, format, cells, firstData, header },
    questions: [
      ...(doubt === null ? [] : [decimalMarkQuestion(doubt)]),
      ...(date === null ? [] : [dateOrderQuestion(date)]),
    ],
  };
}

/** Cells of the columns that hold numbers for the most part. */
function cellsOfNumbers(rows: readonly (readonly string[])[], { decimal, columns }: Cut): string[][] {
  return Array.from({ length: columns }, (_, column) => column).flatMap((column) => {
    const cells = rows.flatMap((row) => row[column] ?? []);
    const kinds = cells.map((cell) => kindOf(cell, decimal));
    const filled = kinds.filter((kind) => kind !== 'missing').length;
    const numbers = kinds.filter((kind) => isValue(kind) && kind !== 'date').length;
    return 2 * numbers >= filled ? [cells] : [];
  });
}
