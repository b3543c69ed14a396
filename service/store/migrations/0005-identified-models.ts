import type { Migration } from '../migrate.ts';

/**
 * Models identified from measured motion: `structure` holds what has no column of its own (inputs, terms, forces and masses as JSON), `posterior`
 * the factor of the covariance of their coefficients, `report` what they say about themselves as JSON. Predicted motions get a band; earlier runs
 * have none of these.
 */
export const identifiedModels: Migration = {
  version: 5,
  sql: `
    ALTER TABLE model ADD COLUMN structure TEXT;
    ALTER TABLE model ADD COLUMN posterior BLOB;
    ALTER TABLE model ADD COLUMN report TEXT;
    ALTER TABLE compared_trajectory ADD COLUMN band_low BLOB;
    ALTER TABLE compared_trajectory ADD COLUMN band_high BLOB;
  `,
};
