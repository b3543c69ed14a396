import { missingRoles } from './column-roles.ts';
import type { ImportQuestion, ImportRecipe } from './contract-types.ts';
import type { CheckSituation } from './draft-check.svelte.ts';

/** Why an import is off, as a sentence for beside the button; null when it is on. */
export function importObstacle(
  recipe: ImportRecipe,
  questions: readonly ImportQuestion[],
  name: string,
  check: CheckSituation,
): string | null {
  if (questions.length > 0)
    return questions.length === 1 ? 'One question is left' : `${questions.length} questions are left`;
  const missing = missingRoles(recipe);
  if (missing !== null) return missing;
  if (name.trim() === '') return 'The data set needs a name';
  switch (check.kind) {
    case 'waiting':
    case 'checking':
      return 'Reading the file';
    case 'cancelled':
      return 'The check was cancelled';
    case 'refused':
      return check.error.message;
    case 'checked':
      return check.report.rows.kept === 0 ? 'No row can be read' : null;
  }
}
