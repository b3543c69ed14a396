/** Encodings that are read. Windows-1252 stands for every text of one byte per character: it holds Latin-1's letters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What separates cells. A blank stands for any run of blanks and tabs. */
export type Delimiter = ',' | ';' | '\t' | ' ' | '|';

/** What groups digits; `none` refuses such numbers. A blank also stands for the no-break and the narrow one. */
export type ThousandsMark = 'none' | ',' | '.' | ' ' | "'";

/** How the bytes of a file become cells, and cells numbers. Everything here is guessed by `detectFormat`, shown, and can be changed. */
export interface TableFormat {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Several delimiters in a row count as one; always so for blanks. */
  readonly collapse: boolean;
  readonly decimal: '.' | ',';
  readonly thousands: ThousandsMark;
  /** Lines that begin with it (after blanks) are passed over; '' for none. */
  readonly comment: string;
  /** Lines at the top of the file that are not read: titles, prose, track names. Counted as an editor does, blank ones too. */
  readonly skipLines: number;
  /** Reading starts after the first line that begins with it; '' for none. `skipLines` counts before this. */
  readonly startMarker: string;
  /** Reading ends before the first line that begins with it; '' for none. */
  readonly endMarker: string;
  /** Rows of names above the data; several are joined with a blank between. 0: the columns have no names. */
  readonly headerRows: number;
  /** The header is the last comment line above the data, without the comment prefix. Then `headerRows` is 0. */
  readonly isHeaderInComment: boolean;
  /** Under the header stands a row of units. */
  readonly hasUnitsRow: boolean;
  /** Words that mean "no value here", compared without case; the empty cell always does. */
  readonly missingWords: readonly string[];
}

/** A plain comma-separated table with one header row. */
export const PLAIN_FORMAT: TableFormat = {
  encoding: 'utf-8',
  delimiter: ',',
  collapse: false,
  decimal: '.',
  thousands: 'none',
  comment: '',
  skipLines: 0,
  startMarker: '',
  endMarker: '',
  headerRows: 1,
  isHeaderInComment: false,
  hasUnitsRow: false,
  missingWords: [],
};
