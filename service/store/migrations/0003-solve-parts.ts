import type { Migration } from '../migrate.ts';

/** How the linear solve went: steps of the iteration, certificate of convergence, and the time of its parts as JSON. Earlier runs did not keep them. */
export const solveParts: Migration = {
  version: 3,
  sql: `
    ALTER TABLE model ADD COLUMN iterations INTEGER;
    ALTER TABLE model ADD COLUMN optimality REAL;
    ALTER TABLE model ADD COLUMN solve_parts TEXT;
  `,
};
