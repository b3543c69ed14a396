import type { SourceFile } from '../api/contract.ts';
import { AppError } from '../api/app-error.ts';
import { readBytes, readNumber, readText } from './rows.ts';
import type { Sqlite, SqlRow } from './sqlite.ts';

/** A file as it is kept: compressed, with what proves that it comes back as it was. */
export interface PackedFile extends SourceFile {
  /** gzip */
  readonly content: Uint8Array;
}

/** Files that data sets were made from. The same bytes are kept once, however many data sets are made from them. */
export interface SourceStore {
  /** Keeps the files of a data set in their order; called inside the transaction that writes the data set. */
  keep(datasetId: string, files: readonly PackedFile[]): void;
  /** What is kept of a data set, without the bytes. */
  list(datasetId: string): readonly SourceFile[];
  /** @throws AppError `not-found` */
  load(datasetId: string, position: number): PackedFile;
}

export function createSourceStore(database: Sqlite): SourceStore {
  const facts = 'dataset_source.file_name, dataset_source.sha256, source_file.byte_count';
  const joined = 'FROM dataset_source JOIN source_file USING (sha256) WHERE dataset_id = ?';
  return {
    keep(datasetId, files) {
      files.forEach(({ name, bytes, sha256, content }, position) => {
        database.run(
          'INSERT INTO source_file (sha256, byte_count, content) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING',
          ...[sha256, bytes, content],
        );
        database.run(
          'INSERT INTO dataset_source (dataset_id, position, file_name, sha256) VALUES (?, ?, ?, ?)',
          ...[datasetId, position, name, sha256],
        );
      });
    },
    list: (datasetId) => database.all(`SELECT ${facts} ${joined} ORDER BY position`, datasetId).map(toSourceFile),
    load(datasetId, position) {
      const row = database.get(`SELECT ${facts}, content ${joined} AND position = ?`, datasetId, position);
      if (row !== null) return { ...toSourceFile(row), content: readBytes(row, 'content') };
      throw new AppError('not-found', `The data set has no file at place ${position}.`, {
        hint: 'Data sets of an earlier version were stored without their files.',
        context: { datasetId, position },
      });
    },
  };
}

function toSourceFile(row: SqlRow): SourceFile {
  return {
    name: readText(row, 'file_name'),
    bytes: readNumber(row, 'byte_count'),
    sha256: readText(row, 'sha256'),
  };
}
