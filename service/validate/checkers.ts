/** One checker per method: what may be asked, with ranges. A method of the contract without a line here does not compile. */
import * as z from 'zod';
import type { MethodName, Params } from '../api/contract.ts';
import { importRecipe } from './import-recipe.ts';
import { LIMITS } from './limits.ts';
import { runConfig } from './run-config.ts';

/** A checker for every method of the contract. */
export type Checkers = { readonly [M in MethodName]: z.ZodType<Params<M>> };

const id = z.string().min(1).max(LIMITS.idLength);
const ids = z.array(id).max(LIMITS.ids);
const nothing = z.strictObject({});
const maxPoints = z.int().min(2).max(LIMITS.points);
const finite = z.number().min(-1e300).max(1e300);

const range = z.tuple([finite, finite]).refine(([low, high]) => low < high, 'The low end must lie below the high end.');

/** Of a file in a draft or in a data set. */
const place = z
  .int()
  .min(0)
  .max(LIMITS.files - 1);

/** `q1`, `p1`, `q2` …; how many there are is the data's business. */
const coordinate = z.templateLiteral([z.enum(['q', 'p']), z.int()]);

const fileBytes = z.strictObject({
  name: z.string().min(1).max(LIMITS.nameLength),
  bytes: z.instanceof(Uint8Array, { error: 'The content of the file is missing.' }),
});

/** Looks at lengths only, so that a huge file is refused before anybody reads it. */
const files = z
  .array(fileBytes)
  .min(1)
  .max(LIMITS.files)
  .superRefine((list, context) => {
    const total = list.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (total <= LIMITS.fileBytes) return;
    const what = list.length === 1 ? `'${list[0]!.name}' has` : `The ${list.length} files together have`;
    context.addIssue({
      code: 'custom',
      message: `${what} ${megabytes(total)} MB; at most ${megabytes(LIMITS.fileBytes)} MB can be read at once.`,
      params: { code: 'too-large', hint: 'Thin the rows out, cut the file into parts, or leave columns out.' },
    });
  });

export const CHECKERS: Checkers = {
  'app.info': nothing,
  'catalog.get': nothing,

  'formula.check': z.strictObject({
    expression: z.string().max(LIMITS.formulaLength),
    dof: z.int().min(1).max(LIMITS.dof),
  }),

  'unit.choices': z.strictObject({ unit: z.string().max(LIMITS.nameLength) }),

  'draft.open': z.strictObject({ files }),
  'draft.reopen': z.strictObject({ datasetId: id }),
  'draft.preview': z.strictObject({ draftId: id, file: place, recipe: importRecipe.nullable() }),
  'draft.lines': z.strictObject({
    draftId: id,
    file: place,
    from: z.int().min(1),
    count: z.int().min(1).max(LIMITS.shownLines),
  }),
  'draft.check': z.strictObject({ draftId: id, recipe: importRecipe, maxPoints }),
  'draft.cancel': z.strictObject({ draftId: id }),
  'draft.compare': z.strictObject({
    draftId: id,
    recipe: importRecipe,
    trajectory: z.string().max(LIMITS.foundIdLength).nullable(),
    column: coordinate,
    maxPoints,
  }),
  'draft.preTest': z.strictObject({ draftId: id, recipe: importRecipe }),
  'draft.discard': z.strictObject({ draftId: id }),

  'dataset.import': z.strictObject({
    draftId: id,
    recipe: importRecipe,
    name: z.string().trim().min(1).max(LIMITS.nameLength),
    versionOf: id.nullable(),
  }),
  'dataset.list': nothing,
  'dataset.get': z.strictObject({ datasetId: id }),
  'dataset.source': z.strictObject({ datasetId: id, position: place }),
  'dataset.series': z.strictObject({ datasetId: id, maxPoints }),
  'dataset.delete': z.strictObject({ datasetIds: ids }),
  'dataset.restore': z.strictObject({ datasetIds: ids }),

  'run.forecast': z.strictObject({ config: runConfig }),
  'run.start': z.strictObject({ config: runConfig }),
  'run.cancel': z.strictObject({ runId: id }),
  'run.list': nothing,
  'run.get': z.strictObject({ runId: id }),
  'run.series': z.strictObject({ runId: id, maxPoints }),
  'run.delete': z.strictObject({ runIds: ids }),
  'run.restore': z.strictObject({ runIds: ids }),

  'model.field': z.strictObject({
    runId: id,
    axis: z
      .int()
      .min(0)
      .max(LIMITS.dof - 1),
    q: range,
    p: range,
    columns: z.int().min(2).max(LIMITS.gridSide),
    rows: z.int().min(2).max(LIMITS.gridSide),
  }),
  'model.rollout': z.strictObject({
    runId: id,
    state: z
      .array(finite)
      .min(2)
      .max(2 * LIMITS.dof),
    duration: z.number().positive().max(1e12),
    points: z.int().min(2).max(LIMITS.points),
  }),

  'export.run': z.strictObject({ runId: id, format: z.enum(['json', 'png']) }),

  'preference.get': z.strictObject({ key: id }),
  'preference.set': z.strictObject({ key: id, value: z.string().max(LIMITS.preferenceLength) }),
};

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
