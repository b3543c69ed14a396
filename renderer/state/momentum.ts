import { massesFor } from './column-roles.ts';
import type { ImportRecipe } from './contract-types.ts';
import { stepsOf } from './prepare-steps.ts';

/** Where momenta come from. A mass that is not known counts as 1. */
export type MomentumSource = 'measured' | 'known-mass' | 'unit-mass';

/** What a recipe says of momenta. @param isMassKnown what was chosen last: masses of 1 alone do not tell */
export function momentumOf(recipe: Pick<ImportRecipe, 'roles' | 'masses'>, isMassKnown: boolean): MomentumSource {
  if (recipe.roles.p.length > 0) return 'measured';
  return isMassKnown || recipe.masses.some((mass) => mass !== 1) ? 'known-mass' : 'unit-mass';
}

/** The recipe with momenta from elsewhere. Steps let go of columns that no longer have a role. @param measured columns of p, for `measured` */
export function withMomentum(recipe: ImportRecipe, source: MomentumSource, measured: readonly number[]): ImportRecipe {
  const p = source === 'measured' ? measured : [];
  // Rates of a momentum that is not read mean nothing.
  const roles = { ...recipe.roles, p, dp: p.length === 0 ? [] : recipe.roles.dp };
  const masses = source === 'known-mass' ? massesFor(roles, recipe.masses) : roles.q.map(() => 1);
  return { ...recipe, roles, masses, steps: stepsOf(recipe.steps, roles) };
}
