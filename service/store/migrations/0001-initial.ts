import type { Migration } from '../migrate.ts';

/**
 * The first schema. What one filters or sorts by is a column with an index; arrays are blobs with their shape;
 * REAL columns hold NULL for NaN. `owner` names the service instance that works on a row (see `owner-lock.ts`).
 */
export const initial: Migration = {
  version: 1,
  sql: `
    CREATE TABLE dataset (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      dof INTEGER NOT NULL CHECK (dof > 0),
      labels TEXT NOT NULL,
      report TEXT NOT NULL,
      trajectory_count INTEGER NOT NULL,
      row_count INTEGER NOT NULL,
      hash TEXT NOT NULL,
      created_at TEXT NOT NULL,
      deleted_at TEXT
    ) STRICT;
    CREATE INDEX dataset_by_time ON dataset (deleted_at, created_at);
    CREATE INDEX dataset_by_hash ON dataset (hash);

    CREATE TABLE trajectory (
      dataset_id TEXT NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      row_count INTEGER NOT NULL,
      fit_from INTEGER NOT NULL,
      fit_to INTEGER NOT NULL,
      times BLOB NOT NULL,
      states BLOB NOT NULL,
      derivatives BLOB NOT NULL,
      PRIMARY KEY (dataset_id, position),
      UNIQUE (dataset_id, id)
    ) STRICT;

    CREATE TABLE run_group (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE run (
      id TEXT PRIMARY KEY,
      group_id TEXT NOT NULL REFERENCES run_group (id),
      status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
      name TEXT NOT NULL,
      config TEXT NOT NULL,
      dataset_id TEXT REFERENCES dataset (id),
      system_id TEXT,
      method TEXT NOT NULL,
      width INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      dof INTEGER NOT NULL,
      data_name TEXT NOT NULL,
      data_hash TEXT NOT NULL,
      owner TEXT NOT NULL,
      app_version TEXT NOT NULL,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      deleted_at TEXT,
      field_error REAL,
      fit_ms REAL,
      error TEXT,
      CHECK ((dataset_id IS NULL) <> (system_id IS NULL))
    ) STRICT;
    CREATE INDEX run_by_time ON run (deleted_at, created_at);
    CREATE INDEX run_by_status ON run (status);
    CREATE INDEX run_by_dataset ON run (dataset_id);
    CREATE INDEX run_by_system ON run (system_id);
    CREATE INDEX run_by_method ON run (method, width, seed);
    CREATE INDEX run_by_error ON run (field_error);
    CREATE INDEX run_by_group ON run (group_id);

    CREATE TABLE metric (
      run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      split TEXT NOT NULL,
      value REAL,
      detail TEXT NOT NULL,
      PRIMARY KEY (run_id, position)
    ) STRICT;
    CREATE INDEX metric_by_value ON metric (name, split, value);

    CREATE TABLE timing (
      run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      phase TEXT NOT NULL,
      ms REAL NOT NULL,
      PRIMARY KEY (run_id, position)
    ) STRICT;

    CREATE TABLE model (
      run_id TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
      dof INTEGER NOT NULL,
      width INTEGER NOT NULL,
      weights BLOB NOT NULL,
      biases BLOB NOT NULL,
      coefficients BLOB NOT NULL,
      constant REAL NOT NULL,
      anchor_state BLOB NOT NULL,
      anchor_value REAL NOT NULL,
      box BLOB NOT NULL,
      labels TEXT NOT NULL,
      split TEXT NOT NULL,
      notes TEXT NOT NULL,
      fit_rows INTEGER NOT NULL,
      fit_columns INTEGER NOT NULL,
      rank_estimate INTEGER NOT NULL,
      condition_estimate REAL,
      residual_norm REAL,
      coefficient_norm REAL,
      regularisation REAL,
      train_count INTEGER NOT NULL,
      train_states BLOB NOT NULL
    ) STRICT;

    CREATE TABLE compared_trajectory (
      run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      split TEXT NOT NULL,
      is_measured INTEGER NOT NULL,
      valid_time REAL,
      row_count INTEGER NOT NULL,
      times BLOB NOT NULL,
      reference BLOB NOT NULL,
      predicted BLOB NOT NULL,
      reference_energy BLOB NOT NULL,
      predicted_energy BLOB NOT NULL,
      PRIMARY KEY (run_id, position)
    ) STRICT;

    CREATE TABLE energy_test (
      run_id TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
      integrator TEXT NOT NULL,
      step_size REAL NOT NULL,
      row_count INTEGER NOT NULL,
      times BLOB NOT NULL,
      energy BLOB NOT NULL
    ) STRICT;

    CREATE TABLE preference (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;
  `,
};
