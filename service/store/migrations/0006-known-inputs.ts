import type { Migration } from '../migrate.ts';

/**
 * Known inputs of a trajectory, NULL for none (their names stand in the labels), and the masses of momenta that were estimated from positions,
 * as JSON. Recipes of earlier data sets tell which these are; they get an empty list of inputs, so that importing the same again finds them.
 */
export const knownInputs: Migration = {
  version: 6,
  sql: `
    ALTER TABLE trajectory ADD COLUMN inputs BLOB;
    ALTER TABLE dataset ADD COLUMN derived_masses TEXT;
    UPDATE dataset SET derived_masses = json_extract(report, '$.recipe.masses')
      WHERE json_valid(report)
        AND json_array_length(report, '$.recipe.roles.p') = 0
        AND json_array_length(report, '$.recipe.roles.dq') = 0;
    UPDATE dataset SET report = json_set(report, '$.recipe.roles.inputs', json('[]'))
      WHERE json_valid(report) AND json_type(report, '$.recipe.roles') = 'object';
  `,
};
