import type { Delimiter, Encoding, TableFormat, ThousandsMark } from '../core/import/table-format.ts';
import { UsageError, type OptionSpec, type OptionValues } from './command.ts';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const satisfies Encoding[];
const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', blank: ' ', bar: '|' } as const satisfies Record<
  string,
  Delimiter
>;
const DECIMALS = { point: '.', comma: ',' } as const;
const THOUSANDS = { none: 'none', comma: ',', point: '.', blank: ' ', apostrophe: "'" } as const satisfies Record<
  string,
  ThousandsMark
>;

/** How a file becomes cells and numbers; guessed where nothing is said. */
export const FORMAT_OPTIONS = {
  encoding: { value: 'NAME', help: `how bytes become text: ${ENCODINGS.join(', ')}` },
  delimiter: { value: 'NAME', help: 'what separates cells: comma, semicolon, tab, blank or bar' },
  decimal: { value: 'NAME', help: 'decimal mark: point or comma; answers the question where both are possible' },
  thousands: { value: 'NAME', help: 'what groups digits: none, comma, point, blank or apostrophe' },
  comment: { value: 'TEXT', help: 'lines that begin with it are passed over; none for no such lines' },
  'skip-lines': { value: 'N', help: 'lines at the top that are not read' },
  'header-rows': { value: 'N', help: 'rows of names above the numbers' },
  'no-header': { help: 'the columns have no names; they are counted' },
  'units-row': { help: 'under the names stands a row of units' },
  'end-marker': { value: 'TEXT', help: 'reading ends before the first line that begins with it' },
  missing: { value: 'WORD[,WORD]', help: 'words that mean "no value", beside the empty cell' },
  as: { value: 'ID', help: 'reads the file as that program writes it, e.g. tracker; plain for an ordinary table' },
} as const satisfies Record<string, OptionSpec>;

/** What columns mean and what is done to them; proposed where nothing is said. */
export const MEANING_OPTIONS = {
  time: { value: 'C', help: 'column of time' },
  'time-unit': { value: 'UNIT', help: 'unit of time, e.g. ms' },
  'time-reading': { value: 'KIND', help: 'what stands in the column of time: number, date or julian-date' },
  'date-order': {
    value: 'ORDER',
    help: 'what stands first in dates like 03/04/2024: day-first or month-first; answers that question',
  },
  step: { value: 'TIME', help: 'no column of time: rows are so long apart' },
  frame: { value: 'C', help: 'column of frame numbers; needs --rate' },
  rate: { value: 'N', help: 'frames per second' },
  q: { value: 'C[,C]', help: 'columns of the positions, one for each degree of freedom' },
  p: {
    value: 'C[,C]',
    help: 'columns of the momenta (velocities for unit mass), in the order of --q; none: mass times dq/dt',
  },
  dq: { value: 'C[,C]', help: 'columns of dq/dt; none: estimated from q' },
  dp: { value: 'C[,C]', help: 'columns of dp/dt; none: estimated from p' },
  run: { value: 'C', help: 'column of the trajectory’s id; none: there is none' },
  parameter: { value: 'C[,C]', help: 'columns that stand still within a trajectory, kept beside it' },
  input: { value: 'C[,C]', help: 'columns of known inputs u(t): a force, a drive, a torque, the angle of a motor' },
  mass: { value: 'M[,M]', help: 'masses for --p none; default: 1' },
  convert: { value: 'C:UNIT[,…]', help: 'converts a column from its unit, e.g. theta:rad; C:FROM>TO names both' },
  log: { value: 'C[,C]', help: 'takes the natural logarithm of these columns wherever they are named' },
  polar: { value: 'X,Y[,ZERO]', help: 'column ‘angle’ of the vector (x, y) from right (default), down or up' },
  unwrap: { value: 'C[,C]', help: 'adds whole turns so that no step is longer than half a turn' },
  offset: { value: 'C:X[,…]', help: 'subtracts a number, or the mean: theta:0.02, or theta:mean' },
  flip: { value: 'C[,C]', help: 'multiplies by −1' },
  'drop-ends': { value: 'N', help: 'leaves out so many rows at both ends of each trajectory' },
  resample: { value: 'TIME', help: 'even steps of that length, by linear interpolation' },
  'bad-rows': { value: 'RULE', help: 'rows that cannot be read: leave-out, cut (the trajectory there) or refuse' },
  repeated: { value: 'RULE', help: 'rows with the same time: first, last, mean or refuse' },
  gap: { value: 'K', help: 'a step longer than K median steps begins a new trajectory; never: none does' },
  'blank-lines': { help: 'a blank line begins a new trajectory' },
  derivative: {
    value: 'ID',
    help: 'for what is estimated: auto, central, savitzky-golay, smoothing-spline or local-polynomial',
  },
  'derivative-window': { value: 'TIME', help: 'length of its window; default: from the dominant period' },
  recipe: { value: 'FILE', help: 'starts from the choices in this JSON file instead of a proposal' },
  'save-recipe': { value: 'FILE', help: 'writes the choices to this JSON file' },
  answer: { value: 'decimal-mark', help: 'takes the decimal mark that was guessed where both are possible' },
} as const satisfies Record<string, OptionSpec>;

/** All options of an import but `--window`, which commands understand in ways of their own. */
export const IMPORT_OPTIONS = { ...FORMAT_OPTIONS, ...MEANING_OPTIONS };

/** Refuses numbers that are none before any file is opened. @throws UsageError */
export function checkChoices(options: OptionValues): void {
  for (const name of ['step', 'rate', 'resample', 'derivative-window']) options.number(name, { above: 0 });
  for (const name of ['skip-lines', 'header-rows', 'drop-ends']) options.integer(name, { atLeast: 0 });
}

/** True when something is said about the format, so that the file must be looked at anew. */
export function namesFormat(options: OptionValues): boolean {
  return Object.keys(FORMAT_OPTIONS).some((name) => options.has(name));
}

/** The format with what the options say about it. @throws UsageError for a word that means nothing */
export function chooseFormat(options: OptionValues, guessed: TableFormat): TableFormat {
  const delimiter = oneOf(options, 'delimiter', DELIMITERS) ?? guessed.delimiter;
  const headerRows = options.has('no-header') ? 0 : (options.integer('header-rows', { atLeast: 0 }) ?? null);
  if (options.has('no-header') && options.has('header-rows')) {
    throw new UsageError('--no-header and --header-rows exclude each other.');
  }
  return {
    ...guessed,
    encoding: options.choice('encoding', ENCODINGS, guessed.encoding),
    delimiter,
    collapse: delimiter === guessed.delimiter ? guessed.collapse : delimiter === ' ',
    decimal: oneOf(options, 'decimal', DECIMALS) ?? guessed.decimal,
    thousands: oneOf(options, 'thousands', THOUSANDS) ?? guessed.thousands,
    comment: orNone(options.text('comment')) ?? guessed.comment,
    skipLines: options.integer('skip-lines', { atLeast: 0 }) ?? guessed.skipLines,
    endMarker: orNone(options.text('end-marker')) ?? guessed.endMarker,
    headerRows: headerRows ?? guessed.headerRows,
    isHeaderInComment: headerRows === null && guessed.isHeaderInComment,
    hasUnitsRow: options.has('units-row') || (guessed.hasUnitsRow && headerRows !== 0),
    missingWords: options.text('missing')?.split(',') ?? guessed.missingWords,
  };
}

/** The value that a word stands for; null when the option is not given. */
function oneOf<T>(options: OptionValues, name: string, words: Readonly<Record<string, T>>): T | null {
  const known = Object.keys(words);
  return options.has(name) ? words[options.choice(name, known, known[0]!)]! : null;
}

function orNone(text: string | null): string | null {
  return text === 'none' ? '' : text;
}
