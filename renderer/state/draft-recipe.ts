import type { Draft } from '../../service/api/index.ts';
import type { ImportRecipe } from './contract-types.ts';

/** Choices, and the look at the file that belongs to them. */
export interface Choices {
  readonly draft: Draft;
  readonly recipe: ImportRecipe;
}

/** True when the columns of two looks have the same names in the same order. */
export function hasSameColumns(one: Draft, other: Draft): boolean {
  const names = ({ preview }: Draft) => JSON.stringify(preview.columns.map(({ name }) => name));
  return names(one) === names(other);
}

/** The own recipe or the proposed one, in the format of the latest look; an answered question stays answered. */
export function settled(own: ImportRecipe, proposed: ImportRecipe, isKept: boolean): ImportRecipe {
  const { format, recogniser } = proposed;
  return isKept ? { ...own, format, recogniser } : { ...proposed, answered: own.answered };
}

/** Name for a data set of these files. */
export function nameFromFiles(names: readonly string[]): string {
  const first = (names[0] ?? 'Data').replace(/\.[^.]+$/, '');
  return names.length > 1 ? `${first} and ${names.length - 1} more` : first;
}

/** True when two recipes read the bytes of a file in the same way. */
export function isReadAlike(one: ImportRecipe, other: ImportRecipe): boolean {
  return one.recogniser === other.recogniser && JSON.stringify(one.format) === JSON.stringify(other.format);
}
