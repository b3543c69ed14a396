import type { ImportQuestion } from './import-report.ts';
import type { ImportRecipe } from './recipe.ts';

/** One cell of the preview: its text as it stands, where it stands in its line, and what is read from it. */
export interface PreviewCell {
  readonly text: string;
  /** Half-open range of characters in the raw line (`RawLine.text` before it is cut). */
  readonly range: readonly [from: number, to: number];
  /** The number read; null when there is none. */
  readonly value: number | null;
}

/** One data row of the preview. */
export interface PreviewRow {
  /** Line of the file it starts on, from 1. */
  readonly line: number;
  readonly cells: readonly PreviewCell[];
}

/** What a line of the file is to the reader. */
export type LineUse = 'data' | 'header' | 'units' | 'comment' | 'skipped' | 'blank' | 'after-end';

/** One line of the raw text, cut to 500 characters. */
export interface RawLine {
  readonly text: string;
  readonly use: LineUse;
}

/** One column as it looks before it has a meaning. */
export interface PreviewColumn {
  readonly name: string;
  /** Unit found in the header or in the units row, as written; '' when none. */
  readonly unit: string;
  readonly holds: 'numbers' | 'dates' | 'text' | 'nothing';
  /** Share of the non-empty cells of the first rows that read as numbers (dates for a column of dates). */
  readonly share: number;
}

/** A look at a file before any meaning is given to its columns. */
export interface TablePreview {
  readonly file: string;
  readonly bytes: number;
  /** What the format looks like, e.g. `Tracker, 2 tracks`; null for a plain table. */
  readonly recogniser: { readonly id: string; readonly label: string } | null;
  /** Other recognisers that could be chosen by hand. */
  readonly recognisers: readonly { readonly id: string; readonly label: string }[];
  readonly columns: readonly PreviewColumn[];
  /** The first 100 data rows. */
  readonly head: readonly PreviewRow[];
  /** The first 120 lines of the raw text. */
  readonly rawLines: readonly RawLine[];
  /** Lines of the file, blank ones too. */
  readonly lineCount: number;
  /** A cell that the decimal mark matters for, as read and as the other mark would read it; null when no cell shows it. */
  readonly decimalExample: { readonly text: string; readonly read: string; readonly otherwise: string } | null;
  /** Complete but for roles that could not be guessed: then `roles.q` is empty. */
  readonly proposal: ImportRecipe;
  readonly questions: readonly ImportQuestion[];
}
