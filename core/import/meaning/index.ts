// What columns mean: names and numbers become a proposed recipe; units, derived columns, dates and saved recipes.
// Reading cells is not done here, nor anything to whole trajectories.
export { computeDerived, inputsOf, type DerivedValues } from './derived-columns.ts';
export { guessRoles, pairCoordinates } from './guess-roles.ts';
export { splitName, unitOfName, type NameParts } from './names.ts';
export {
  decidedDateOrder,
  parseMoment,
  secondsBetween,
  secondsBetweenJulianDates,
  type DateOrder,
  type Moment,
  type ParsedMoment,
} from './parse-moment.ts';
export { proposeRecipe, type ProposalInput } from './propose-recipe.ts';
export { primaryRole, roleOf } from './roles.ts';
export { adaptRecipe, recipeKey } from './saved-recipe.ts';
export { UNITS } from './unit-table.ts';
export { conversionFactor, sameDimension, unitDimensions, unitsLike } from './units.ts';
