import { randomUUID } from 'node:crypto';
import type { Dataset } from '../../core/datasets/dataset.ts';
import type { ImportOptions, ImportResult, TablePreview } from '../../core/import/import-types.ts';
import { AppError } from '../api/app-error.ts';
import type { DatasetSeries, Draft, FileBytes } from '../api/contract.ts';
import type { MethodTable } from '../dispatch.ts';
import type { DraftFile } from '../jobs/messages.ts';
import { LIMITS } from '../validate/limits.ts';
import type { MethodContext } from './context.ts';
import { decimatedRows, pickRows } from './decimate.ts';

type DraftMethods = 'draft.open' | 'draft.preview' | 'draft.check' | 'draft.discard' | 'dataset.import';

/** Files on their way in: looked at, checked, then imported or discarded. Nothing is stored before `dataset.import`. */
export function draftMethods({ store, importWorker, emit }: MethodContext): Pick<MethodTable, DraftMethods> {
  const drafts = createDraftShelf();
  /** The last reading, so that accepting what was checked does not read the file again. */
  let lastRead: { readonly key: string; readonly result: ImportResult } | null = null;

  const read = async (draftId: string, options: ImportOptions): Promise<ImportResult> => {
    const files = drafts.get(draftId);
    const key = JSON.stringify([draftId, options]);
    if (lastRead?.key === key) return lastRead.result;
    const result = await importWorker.ask<'import'>({ name: 'import', files, options });
    refuseTooManyRows(result.report.rows.kept);
    lastRead = { key, result };
    return result;
  };
  const discard = (draftId: string) => {
    drafts.remove(draftId);
    lastRead = null;
  };
  return {
    'draft.open': async ({ files }) => {
      const shared = files.map(share);
      const preview = await importWorker.ask<'preview'>({ name: 'preview', files: shared, format: null });
      refuseTooManyRows(preview.rowCount);
      return toDraft(drafts.add(shared), shared, preview);
    },
    'draft.preview': async ({ draftId, format }) => {
      const files = drafts.get(draftId);
      return toDraft(draftId, files, await importWorker.ask<'preview'>({ name: 'preview', files, format }));
    },
    'draft.check': async ({ draftId, options, maxPoints }) => {
      const { dataset, report } = await read(draftId, options);
      return { report, series: toDatasetSeries(dataset, maxPoints) };
    },
    'draft.discard': ({ draftId }) => {
      discard(draftId);
      return {};
    },
    'dataset.import': async ({ draftId, options, name }) => {
      const { dataset, report } = await read(draftId, options);
      const detail = store.datasets.insert(name, dataset, report);
      discard(draftId);
      emit({ event: 'library.changed', data: {} });
      return detail;
    },
  };
}

/** Series of a data set for drawing, at most `maxPoints` rows per trajectory. */
export function toDatasetSeries({ dof, labels, trajectories }: Dataset, maxPoints: number): DatasetSeries {
  const size = 2 * dof;
  return {
    labels,
    trajectories: trajectories.map(({ id, times, states, derivatives }) => {
      const rows = decimatedRows(states, size, maxPoints);
      return {
        id,
        times: pickRows(times, 1, rows),
        states: pickRows(states, size, rows),
        derivatives: pickRows(derivatives, size, rows),
      };
    }),
  };
}

/** Drafts in memory, bounded in number and in bytes: the oldest makes room. */
interface DraftShelf {
  add(files: readonly DraftFile[]): string;
  /** @throws AppError `not-found` */
  get(draftId: string): readonly DraftFile[];
  remove(draftId: string): void;
}

function createDraftShelf(): DraftShelf {
  const drafts = new Map<string, readonly DraftFile[]>();
  const bytesOf = (files: readonly DraftFile[]) => files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const isFull = () =>
    drafts.size > LIMITS.drafts ||
    [...drafts.values()].reduce((sum, files) => sum + bytesOf(files), 0) > LIMITS.draftBytes;
  return {
    add(files) {
      const draftId = randomUUID();
      drafts.set(draftId, files);
      for (const oldest of drafts.keys()) {
        if (!isFull()) break;
        drafts.delete(oldest);
      }
      return draftId;
    },
    get(draftId) {
      const files = drafts.get(draftId);
      if (files !== undefined) return files;
      throw new AppError('not-found', 'These files are not held any more.', {
        hint: 'Drop the files again.',
        context: { draftId },
      });
    },
    remove: (draftId) => drafts.delete(draftId),
  };
}

/** Copies the bytes once into memory that threads share. */
function share({ name, bytes }: FileBytes): DraftFile {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return { name, bytes: shared };
}

function toDraft(draftId: string, files: readonly DraftFile[], preview: TablePreview): Draft {
  return { draftId, fileNames: files.map(({ name }) => name), preview };
}

function refuseTooManyRows(rows: number): void {
  if (rows <= LIMITS.rows) return;
  throw new AppError('too-large', `The table has ${rows} rows; at most ${LIMITS.rows} can be imported.`, {
    hint: 'Keep every second or tenth row, or cut the file into parts.',
    context: { rows },
  });
}
