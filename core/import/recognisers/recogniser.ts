import type { ImportRecipe } from '../recipe.ts';
import type { TableFormat } from '../table-format.ts';

/** What a tool's layout settles of a recipe; the rest is proposed from names and numbers. */
export type RecipePreset = Partial<Omit<ImportRecipe, 'format' | 'recogniser'>>;

/** The beginning of a file, as it looks to somebody who knows no tool. */
export interface FileLook {
  readonly name: string;
  /** The first lines, without their ends. */
  readonly lines: readonly string[];
  /** The format guessed from the text alone. */
  readonly format: TableFormat;
  /** Trimmed cells of each line, cut as `format` says. */
  readonly cells: readonly (readonly string[])[];
  /** Index of the first line of data; the number of lines when there is none. */
  readonly firstData: number;
  /** Cells of the header right above the data; empty without one. */
  readonly header: readonly string[];
}

/** What a recogniser knows of a file it recognised. */
export interface Recognised {
  /** e.g. `Tracker, 2 tracks` */
  readonly label: string;
  /** Replaces what was guessed. */
  readonly format: Partial<TableFormat>;
  readonly preset: RecipePreset;
}

/**
 * Knows the layout one tool writes. It only sets options that could be set by hand; reading is the same for all files.
 * It must be sure: a layout that another program may write as well is left to the guesses.
 */
export interface Recogniser {
  /** Stable; remembered recipes carry it. */
  readonly id: string;
  /** Name of the tool. */
  readonly label: string;
  readonly recognise: (look: FileLook) => Recognised | null;
}
