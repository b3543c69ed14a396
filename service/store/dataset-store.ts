import { createHash, randomUUID } from 'node:crypto';
import type { CoordinateLabels, Dataset, Trajectory } from '../../core/datasets/dataset.ts';
import type { ImportReport } from '../../core/import/import-report.ts';
import { AppError } from '../api/app-error.ts';
import type { DatasetDetail, DatasetSummary, SourceFile } from '../api/contract.ts';
import { fromBlob, toBlob } from './blobs.ts';
import { readReport } from './read-report.ts';
import { readBytes, readJson, readNumber, readText, toJsonText } from './rows.ts';
import type { PackedFile, SourceStore } from './source-store.ts';
import type { Sqlite, SqlRow } from './sqlite.ts';

/** What an import hands over to be kept. */
export interface NewDataset {
  readonly name: string;
  readonly dataset: Dataset;
  readonly report: ImportReport;
  readonly files: readonly PackedFile[];
  /** Id of a data set that this is a further version of; null starts a lineage. */
  readonly versionOf: string | null;
}

/** Imported data sets. Deleting moves to the trash: the rows stay, runs made from them keep working. */
export interface DatasetStore {
  /**
   * Keeps a data set and its files, all or nothing. The same arrays from the same files under the same name with the same report are kept once:
   * the row that is there is returned.
   * @throws AppError `not-found` when it shall be a version of something that is not there
   */
  insert(given: NewDataset): DatasetDetail;
  /** Newest first, without the trash. */
  list(): readonly DatasetSummary[];
  /** Finds trashed ones too. @throws AppError `not-found` */
  detail(id: string): DatasetDetail;
  /** All arrays. Finds trashed ones too. @throws AppError `not-found` */
  load(id: string): Dataset;
  isDeleted(id: string): boolean;
  /** The data set with times only, states and derivatives empty: enough to split it and to count what a fit would see. */
  outline(id: string): Dataset;
  /** @returns how many were moved */
  moveToTrash(ids: readonly string[]): number;
  restore(ids: readonly string[]): number;
}

export function createDatasetStore(database: Sqlite, sources: SourceStore): DatasetStore {
  const find = (id: string): SqlRow => {
    const row = database.get(`SELECT ${WITH_SOURCE} FROM dataset WHERE id = ?`, id);
    if (row === null) throw unknownDataset(id);
    return row;
  };
  const load = (
    id: string,
    columns: string,
    toTrajectory: (row: SqlRow, dof: number, inputCount: number) => Trajectory,
  ): Dataset => {
    const row = find(id);
    const dof = readNumber(row, 'dof');
    const rows = database.all(`SELECT ${columns} FROM trajectory WHERE dataset_id = ? ORDER BY position`, id);
    const labels = toLabels(row);
    return {
      ...{ dof, labels, trajectories: rows.map((cell) => toTrajectory(cell, dof, labels.inputs?.length ?? 0)) },
      // Written by `insert` from the masses.
      ...(isDerived(row) && { derivedMomenta: { masses: readJson(row, 'derived_masses') as readonly number[] } }),
    };
  };
  const detail = (id: string) => toDetail(find(id), sources.list(id));
  return {
    insert(given) {
      const hash = hashDataset(given.dataset);
      return database.transaction(() => {
        const lineage = given.versionOf === null ? null : readText(find(given.versionOf), 'lineage');
        const same = candidates(database, given, hash).find(
          (one) => (lineage === null || one.lineage === lineage) && hasFiles(sources.list(one.id), given.files),
        );
        if (same !== undefined) return detail(same.id);
        const id = randomUUID();
        insertRows(database, { ...given, id, hash, lineage: lineage ?? id });
        sources.keep(id, given.files);
        return detail(id);
      });
    },
    list: () =>
      database
        .all(`SELECT ${WITH_SOURCE} FROM dataset WHERE deleted_at IS NULL ORDER BY created_at DESC, rowid DESC`)
        .map(toSummary),
    detail,
    load: (id) => load(id, '*', toTrajectory),
    isDeleted: (id) => find(id).deleted_at !== null,
    outline: (id) => load(id, 'id, row_count, fit_from, fit_to, times', toOutline),
    moveToTrash: (ids) => markDeleted(database, 'dataset', ids, new Date().toISOString()),
    restore: (ids) => markDeleted(database, 'dataset', ids, null),
  };
}

/** The row with a column that tells whether its files are kept. */
const WITH_SOURCE = '*, EXISTS (SELECT 1 FROM dataset_source WHERE dataset_id = dataset.id) AS has_source';

/** Data sets outside the trash with the same arrays, name and report. */
function candidates(database: Sqlite, { name, report }: NewDataset, hash: string): { id: string; lineage: string }[] {
  return database
    .all(
      'SELECT id, lineage FROM dataset WHERE hash = ? AND name = ? AND report = ? AND deleted_at IS NULL',
      ...[hash, name, toJsonText(report)],
    )
    .map((row) => ({ id: readText(row, 'id'), lineage: readText(row, 'lineage') }));
}

function hasFiles(kept: readonly SourceFile[], files: readonly SourceFile[]): boolean {
  return kept.length === files.length && kept.every(({ sha256 }, i) => sha256 === files[i]!.sha256);
}

/** Writes the row of a data set as the next version of its lineage, and its trajectories. */
function insertRows(
  database: Sqlite,
  { id, name, dataset, report, hash, lineage }: NewDataset & { readonly [K in 'id' | 'hash' | 'lineage']: string },
): void {
  const { dof, labels, trajectories, derivedMomenta } = dataset;
  const rowCount = trajectories.reduce((sum, { times }) => sum + times.length, 0);
  database.run(
    `INSERT INTO dataset (id, name, dof, labels, report, trajectory_count, row_count, hash, created_at, derived_masses, lineage, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(version), 0) + 1 FROM dataset WHERE lineage = ?))`,
    ...[id, name, dof, toJsonText(labels), toJsonText(report), trajectories.length, rowCount],
    ...[hash, new Date().toISOString()],
    ...[derivedMomenta === undefined ? null : toJsonText(derivedMomenta.masses), lineage, lineage],
  );
  trajectories.forEach((trajectory, position) => {
    insertTrajectory(database, id, position, trajectory);
  });
}

/** Sets or clears the trash mark of rows in one transaction; rows that already are in that state do not count. */
export function markDeleted(
  database: Sqlite,
  table: 'dataset' | 'run',
  ids: readonly string[],
  deletedAt: string | null,
): number {
  const isWrong = deletedAt === null ? 'IS NOT NULL' : 'IS NULL';
  const sql = `UPDATE ${table} SET deleted_at = ? WHERE id = ? AND deleted_at ${isWrong}`;
  return database.transaction(() => ids.reduce((changed, id) => changed + database.run(sql, deletedAt, id), 0));
}

/** SHA-256 over labels, ids, ranges and all arrays as stored: equal data have equal hashes, on every machine. */
export function hashDataset(dataset: Dataset): string {
  const hash = createHash('sha256');
  const { dof, labels } = dataset;
  // Inputs that are absent leave no trace, so that hashes from before there were any still hold.
  hash.update(JSON.stringify({ dof, time: labels.time, q: labels.q, p: labels.p, inputs: labels.inputs }));
  for (const { id, fitRange, times, states, derivatives, inputs } of dataset.trajectories) {
    hash.update(JSON.stringify({ id, fitRange, rows: times.length }));
    for (const values of [times, states, derivatives, ...(inputs === undefined ? [] : [inputs])]) {
      hash.update(toBlob(values));
    }
  }
  return hash.digest('hex');
}

function insertTrajectory(database: Sqlite, datasetId: string, position: number, trajectory: Trajectory): void {
  const { id, times, states, derivatives, inputs, fitRange } = trajectory;
  database.run(
    `INSERT INTO trajectory (dataset_id, position, id, row_count, fit_from, fit_to, times, states, derivatives, inputs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[datasetId, position, id, times.length, ...fitRange, toBlob(times), toBlob(states), toBlob(derivatives)],
    inputs === undefined ? null : toBlob(inputs),
  );
}

function toSummary(row: SqlRow): DatasetSummary {
  return {
    id: readText(row, 'id'),
    name: readText(row, 'name'),
    dof: readNumber(row, 'dof'),
    trajectoryCount: readNumber(row, 'trajectory_count'),
    rowCount: readNumber(row, 'row_count'),
    createdAt: readText(row, 'created_at'),
    hash: readText(row, 'hash'),
    version: readNumber(row, 'version'),
    lineage: readText(row, 'lineage'),
    hasSource: readNumber(row, 'has_source') === 1,
    inputs: toLabels(row).inputs ?? [],
    hasDerivedMomenta: isDerived(row),
  };
}

function toDetail(row: SqlRow, sources: readonly SourceFile[]): DatasetDetail {
  const labels = toLabels(row);
  return { ...toSummary(row), labels, report: readReport(readJson(row, 'report'), labels), sources };
}

function toLabels(row: SqlRow): CoordinateLabels {
  // Written by `insert` from CoordinateLabels.
  return readJson(row, 'labels') as CoordinateLabels;
}

function isDerived(row: SqlRow): boolean {
  return row.derived_masses !== null;
}

function toOutline(row: SqlRow): Trajectory {
  return {
    id: readText(row, 'id'),
    fitRange: [readNumber(row, 'fit_from'), readNumber(row, 'fit_to')],
    times: fromBlob(readBytes(row, 'times'), readNumber(row, 'row_count')),
    states: new Float64Array(),
    derivatives: new Float64Array(),
  };
}

function toTrajectory(row: SqlRow, dof: number, inputCount: number): Trajectory {
  const outline = toOutline(row);
  const rowCount = outline.times.length;
  return {
    ...outline,
    states: fromBlob(readBytes(row, 'states'), rowCount, 2 * dof),
    derivatives: fromBlob(readBytes(row, 'derivatives'), rowCount, 2 * dof),
    ...(row.inputs !== null && { inputs: fromBlob(readBytes(row, 'inputs'), rowCount, inputCount) }),
  };
}

function unknownDataset(id: string): AppError {
  return new AppError('not-found', `There is no data set '${id}' in this library.`, {
    hint: 'It may belong to another library. Look at the list of data sets.',
    context: { datasetId: id },
  });
}
