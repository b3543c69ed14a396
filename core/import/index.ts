// From the bytes of measured tables to trajectories with derivatives: read/ cuts bytes into columns, detect/ and recognisers/ guess the
// format, meaning/ proposes roles and units, preview/ shows all that, tracks/ turns rows into trajectories, warnings/ says what to know.
// Splitting into training and test data belongs to datasets, the estimation of derivatives to derivatives.
export { importTables, type ImportProgress } from './import-tables.ts';
export type {
  ChangeFact,
  ColumnFacts,
  ColumnRole,
  DerivativeFacts,
  ImportQuestion,
  ImportReport,
  ImportResult,
  ImportWarning,
  Refusal,
  RefusalGroup,
  TrajectoryFacts,
} from './import-report.ts';
export { adaptRecipe, conversionFactor, primaryRole, recipeKey, roleOf, unitsLike } from './meaning/index.ts';
export { previewTable } from './preview/index.ts';
export type { ImportRecipe } from './recipe.ts';
export { RECOGNISERS } from './recognisers/index.ts';
export type { SourceBytes } from './source.ts';
export { PLAIN_FORMAT, type TableFormat } from './table-format.ts';
export type { TablePreview } from './table-preview.ts';
