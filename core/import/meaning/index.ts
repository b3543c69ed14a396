// What columns mean: names and numbers become a proposed recipe; units, derived columns, dates and saved recipes.
// Reading cells is not done here, nor anything to whole trajectories.
export { guessRoles, pairCoordinates } from './guess-roles.ts';
export { splitName, unitOfName, type NameParts } from './names.ts';
export { proposeRecipe, type ProposalInput } from './propose-recipe.ts';
export { UNITS } from './unit-table.ts';
export { conversionFactor, sameDimension, unitDimensions, unitsLike } from './units.ts';
