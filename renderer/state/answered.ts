import type { ImportRecipe, QuestionCode } from './contract-types.ts';

/** What the choices of `decimal-mark` mean. */
const MARKS: Readonly<Record<string, Pick<ImportRecipe['format'], 'decimal' | 'thousands'>>> = {
  comma: { decimal: ',', thousands: 'none' },
  point: { decimal: '.', thousands: 'none' },
  thousands: { decimal: '.', thousands: ',' },
  'point-thousands': { decimal: ',', thousands: '.' },
};

/** The recipe with a question answered by one of its choices. */
export function answered(recipe: ImportRecipe, code: QuestionCode, choice: string): ImportRecipe {
  return { ...meaning(recipe, choice), answered: [...recipe.answered, code] };
}

function meaning(recipe: ImportRecipe, choice: string): ImportRecipe {
  const marks = MARKS[choice];
  if (marks !== undefined) return { ...recipe, format: { ...recipe.format, ...marks } };
  if (recipe.time.kind === 'column' && (choice === 'day-first' || choice === 'month-first')) {
    return { ...recipe, time: { ...recipe.time, dateOrder: choice } };
  }
  return recipe;
}
