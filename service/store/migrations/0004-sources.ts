import type { Migration } from '../migrate.ts';

/**
 * The files a data set was made from, each kept once by its hash and compressed, and versions of a data set: a lineage is named by the id of
 * its first version. Earlier data sets are first versions without files.
 */
export const sources: Migration = {
  version: 4,
  sql: `
    CREATE TABLE source_file (
      sha256 TEXT PRIMARY KEY,
      byte_count INTEGER NOT NULL,
      content BLOB NOT NULL
    ) STRICT;

    CREATE TABLE dataset_source (
      dataset_id TEXT NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      file_name TEXT NOT NULL,
      sha256 TEXT NOT NULL REFERENCES source_file (sha256),
      PRIMARY KEY (dataset_id, position)
    ) STRICT;
    CREATE INDEX dataset_source_by_hash ON dataset_source (sha256);

    ALTER TABLE dataset ADD COLUMN lineage TEXT NOT NULL DEFAULT '';
    ALTER TABLE dataset ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
    UPDATE dataset SET lineage = id;
    CREATE UNIQUE INDEX dataset_by_lineage ON dataset (lineage, version);
  `,
};
