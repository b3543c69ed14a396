import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { adaptRecipe, recipeKey } from '../../core/import/meaning/index.ts';
import type { ImportResult } from '../../core/import/import-report.ts';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import type { SourceBytes } from '../../core/import/source.ts';
import type { TablePreview } from '../../core/import/table-preview.ts';
import { AppError } from '../api/app-error.ts';
import type { Draft } from '../api/contract.ts';
import type { MethodTable } from '../dispatch.ts';
import type { Asking } from '../jobs/question-worker.ts';
import { share } from '../questions/packed-files.ts';
import { LIMITS } from '../validate/limits.ts';
import { benchRequest } from './bench-request.ts';
import type { MethodContext } from './context.ts';
import { toDatasetSeries } from './dataset-series.ts';
import { createDraftShelf, fileOf, type HeldDraft } from './draft-shelf.ts';

type DraftMethods = Extract<keyof MethodTable, `draft.${string}`> | 'dataset.import';

/** Files on their way in: looked at, checked, then imported or discarded. Nothing is stored before `dataset.import`. */
export function draftMethods(context: MethodContext): Pick<MethodTable, DraftMethods> {
  const { store, importWorker, emit } = context;
  const drafts = createDraftShelf();
  /** The last reading, so that accepting what was checked does not read the files again. */
  let lastRead: { readonly key: string; readonly result: ImportResult } | null = null;

  /** How questions about a draft are asked: they are cancelled together, and tell how far they are. */
  const about = (draftId: string): Asking => ({
    group: draftId,
    onProgress: (progress) => {
      emit({ event: 'draft.progress', data: { draftId, ...progress } });
    },
  });
  const look = (draftId: string, file: SourceBytes, recipe: ImportRecipe | null) =>
    importWorker.ask<'preview'>({ name: 'preview', file, recipe }, about(draftId));

  const read = async (draftId: string, recipe: ImportRecipe): Promise<ImportResult> => {
    const { files } = drafts.get(draftId);
    const key = JSON.stringify([draftId, recipe]);
    if (lastRead?.key === key) return lastRead.result;
    const result = await importWorker.ask<'import'>({ name: 'import', files, recipe }, about(draftId));
    refuseTooLarge(result);
    lastRead = { key, result };
    return result;
  };

  /** The choices remembered for such files, made to fit this one; null when there are none or they are what is proposed anyway. */
  const savedFor = async (draftId: string, file: SourceBytes, preview: TablePreview): Promise<Draft['saved']> => {
    const saved = store.recipes.find(kindOf(preview));
    if (saved === null) return null;
    const isSameFormat = isDeepStrictEqual(saved.recipe.format, preview.proposal.format);
    const { columns } = isSameFormat ? preview : await look(draftId, file, saved.recipe);
    const recipe = adaptRecipe(saved.recipe, columns, { format: preview.proposal.format, columns: preview.columns });
    return recipe === null || isDeepStrictEqual(recipe, preview.proposal) ? null : { recipe, usedAt: saved.usedAt };
  };

  const hold = (draft: HeldDraft, preview: TablePreview, recipe: ImportRecipe): Draft => {
    drafts.put({ ...draft, format: preview.proposal.format });
    const { draftId, files, saved, reopened } = draft;
    return { draftId, fileNames: files.map(({ name }) => name), preview, recipe, saved, reopened };
  };

  const discard = (draftId: string) => {
    drafts.remove(draftId);
    lastRead = null;
  };

  return {
    'draft.open': async ({ files: given }) => {
      const draftId = randomUUID();
      const files = given.map(({ name, bytes }) => ({ name, bytes: share(bytes) }));
      const preview = await look(draftId, files[0]!, null);
      const saved = await savedFor(draftId, files[0]!, preview);
      const { proposal } = preview;
      const held = { draftId, files, saved, reopened: null, kind: kindOf(preview), format: proposal.format };
      return hold(held, preview, proposal);
    },
    'draft.reopen': async ({ datasetId }) => {
      const { name, report, sources } = store.datasets.detail(datasetId);
      if (sources.length === 0) throw noFilesKept(datasetId, name);
      const draftId = randomUUID();
      const packed = sources.map((_, position) => store.sources.load(datasetId, position));
      const files = await importWorker.ask<'unpack'>({ name: 'unpack', files: packed }, about(draftId));
      const { recipe } = report;
      const preview = await look(draftId, files[0]!, recipe);
      const reopened = { datasetId, name };
      const held = { draftId, files, saved: null, reopened, kind: kindOf(preview), format: recipe.format };
      return hold(held, preview, recipe);
    },
    'draft.preview': async ({ draftId, file, recipe }) => {
      const preview = await look(draftId, fileOf(drafts.get(draftId), file), recipe);
      return hold(drafts.get(draftId), preview, preview.proposal);
    },
    'draft.lines': async ({ draftId, file, from, count }) => {
      const draft = drafts.get(draftId);
      const question = { name: 'lines', file: fileOf(draft, file), format: draft.format, from, count } as const;
      return { lines: await importWorker.ask<'lines'>(question, about(draftId)) };
    },
    'draft.check': async ({ draftId, recipe, maxPoints }) => {
      const { dataset, report } = await read(draftId, recipe);
      return { report, series: toDatasetSeries(dataset, maxPoints) };
    },
    'draft.cancel': ({ draftId }) => {
      importWorker.cancel(draftId);
      return {};
    },
    'draft.compare': async ({ draftId, recipe, ...wanted }) => {
      // What a method takes away is judged on the values as they were measured.
      const measured = { ...recipe, derivative: { ...recipe.derivative, isSmoothed: false } };
      const { dataset, report } = await read(draftId, recipe.derivative.isSmoothed ? measured : recipe);
      const request = benchRequest(dataset, report.derivatives, recipe, wanted);
      return importWorker.ask<'compare'>({ name: 'compare', request }, about(draftId));
    },
    'draft.preTest': async ({ draftId, recipe }) => {
      const { dataset } = await read(draftId, recipe);
      return importWorker.ask<'preTest'>({ name: 'preTest', dataset }, about(draftId));
    },
    'draft.discard': ({ draftId }) => {
      discard(draftId);
      return {};
    },
    'dataset.import': async ({ draftId, recipe, name, versionOf }) => {
      const { files: sources, kind } = drafts.get(draftId);
      const { dataset, report } = await read(draftId, recipe);
      const files = await importWorker.ask<'pack'>({ name: 'pack', files: sources }, about(draftId));
      const detail = store.transaction(() => {
        store.recipes.remember(kind, recipe);
        return store.datasets.insert({ name, dataset, report, files, versionOf });
      });
      discard(draftId);
      emit({ event: 'library.changed', data: {} });
      return detail;
    },
  };
}

function kindOf({ columns, recogniser }: TablePreview): string {
  return recipeKey(columns, recogniser?.id ?? null);
}

function noFilesKept(datasetId: string, name: string): AppError {
  return new AppError('not-found', `The files of '${name}' are not kept in this library.`, {
    hint: 'It was imported by an earlier version of Phasewright. Drop its files again to import them anew.',
    context: { datasetId },
  });
}

function refuseTooLarge({ dataset }: ImportResult): void {
  // Even steps may make more rows than the files have.
  const count = dataset.trajectories.reduce((sum, { times }) => sum + times.length, 0);
  if (count > LIMITS.rows) {
    throw new AppError('too-large', `The data set has ${count} rows; at most ${LIMITS.rows} can be imported.`, {
      hint: 'Keep every second or tenth row, or cut the file into parts.',
      context: { rows: count },
    });
  }
  const longest = dataset.trajectories.find(({ states }) => states.byteLength > LIMITS.stateBytes);
  if (longest === undefined) return;
  const rows = longest.times.length;
  throw new AppError('too-large', `Trajectory '${longest.id}' has ${rows} rows of ${2 * dataset.dof} coordinates.`, {
    hint: 'That is more than one trajectory can hold. Thin it out or cut it into parts.',
    context: { trajectory: longest.id, rows },
  });
}
