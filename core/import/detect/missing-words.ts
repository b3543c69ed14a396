import { MISSING_WORDS } from './cell-kind.ts';

/** The usual words for "no value here" that occur among cells of columns of numbers, as they are first written. */
export function detectMissingWords(cells: readonly string[]): string[] {
  return MISSING_WORDS.flatMap((word) => cells.find((cell) => cell.toLowerCase() === word) ?? []);
}
