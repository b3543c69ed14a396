import type { ImportRecipe, QuestionCode } from './contract-types.ts';

/** The recipe with a question answered by one of its choices. */
export function answered(recipe: ImportRecipe, code: QuestionCode, choice: string): ImportRecipe {
  return { ...meaning(recipe, choice), answered: [...recipe.answered, code] };
}

function meaning(recipe: ImportRecipe, choice: string): ImportRecipe {
  if (choice === 'comma') return { ...recipe, format: { ...recipe.format, decimal: ',', thousands: 'none' } };
  if (choice === 'thousands') return { ...recipe, format: { ...recipe.format, decimal: '.', thousands: ',' } };
  if (recipe.time.kind === 'column' && (choice === 'day-first' || choice === 'month-first')) {
    return { ...recipe, time: { ...recipe.time, dateOrder: choice } };
  }
  return recipe;
}
