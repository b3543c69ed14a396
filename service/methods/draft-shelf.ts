import type { SourceBytes } from '../../core/import/source.ts';
import type { TableFormat } from '../../core/import/table-format.ts';
import { AppError } from '../api/app-error.ts';
import type { Draft } from '../api/contract.ts';
import { LIMITS } from '../validate/limits.ts';

/** What is kept in memory of a draft. The bytes are shared between threads. */
export interface HeldDraft extends Pick<Draft, 'draftId' | 'saved' | 'reopened'> {
  readonly files: readonly SourceBytes[];
  /** The kind of file that its choices will be remembered for. */
  readonly kind: string;
  /** In which the files were last looked at. */
  readonly format: TableFormat;
}

/** Drafts in memory, bounded in number and in bytes: the oldest makes room. */
export interface DraftShelf {
  /** Puts a draft there, in the place of the one with the same id. */
  put(draft: HeldDraft): void;
  /** @throws AppError `not-found` */
  get(draftId: string): HeldDraft;
  remove(draftId: string): void;
}

export function createDraftShelf(): DraftShelf {
  const drafts = new Map<string, HeldDraft>();
  const bytesOf = ({ files }: HeldDraft) => files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const isFull = () =>
    drafts.size > LIMITS.drafts ||
    [...drafts.values()].reduce((sum, draft) => sum + bytesOf(draft), 0) > LIMITS.draftBytes;
  return {
    put(draft) {
      drafts.set(draft.draftId, draft);
      for (const oldest of drafts.keys()) {
        if (!isFull()) break;
        drafts.delete(oldest);
      }
    },
    get(draftId) {
      const draft = drafts.get(draftId);
      if (draft !== undefined) return draft;
      throw new AppError('not-found', 'These files are not held any more.', {
        hint: 'Drop the files again.',
        context: { draftId },
      });
    },
    remove: (draftId) => drafts.delete(draftId),
  };
}

/** One of the files of a draft. @throws AppError `not-found` */
export function fileOf({ files, draftId }: HeldDraft, place: number): SourceBytes {
  const file = files[place];
  if (file !== undefined) return file;
  throw new AppError('not-found', `There is no file ${place + 1}; ${files.length} were given.`, {
    hint: 'Choose one of the files.',
    context: { draftId, file: place },
  });
}
