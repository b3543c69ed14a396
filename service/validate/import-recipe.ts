import * as z from 'zod';
import type { DerivedColumn, ImportRecipe, PrepareStep, QuestionCode, TimeSource } from '../../core/import/recipe.ts';
import type { TableFormat } from '../../core/import/table-format.ts';
import { LIMITS } from './limits.ts';

/** Derived columns stand behind those of the table. */
const column = z
  .int()
  .min(0)
  .max(LIMITS.columns + LIMITS.derivedColumns - 1);
const columns = z.array(column).max(LIMITS.columns);
const degrees = z.array(column).max(LIMITS.dof);
const name = z.string().max(LIMITS.nameLength);
/** Unlike `z.number()` alone it says how large: anything beyond overflows in the next product. */
const finite = z.number().min(-1e300).max(1e300);
const positive = z.number().positive().max(1e300);
/** Prefixes and words that lines and cells are compared with. */
const mark = z.string().max(LIMITS.markLength);
const lines = z.int().min(0).max(LIMITS.skippedLines);

const format: z.ZodType<TableFormat> = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t', ' ', '|']),
  collapse: z.boolean(),
  decimal: z.enum(['.', ',']),
  thousands: z.enum(['none', ',', '.', ' ', "'"]),
  comment: mark,
  skipLines: lines,
  startMarker: mark,
  endMarker: mark,
  headerRows: z.int().min(0).max(LIMITS.headerRows),
  isHeaderInComment: z.boolean(),
  hasUnitsRow: z.boolean(),
  missingWords: z.array(mark).max(LIMITS.missingWords),
});

const point = z.tuple([finite, finite]);

const derived: z.ZodType<DerivedColumn> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('polar-angle'),
    ...{ name, x: column, y: column, origin: point },
    zero: z.enum(['right', 'down', 'up']),
  }),
  z.strictObject({ kind: z.literal('radius'), name, x: column, y: column, origin: point }),
  z.strictObject({
    kind: z.literal('combination'),
    name,
    terms: z
      .array(z.strictObject({ column, factor: finite }))
      .min(1)
      .max(LIMITS.dof),
  }),
  z.strictObject({ kind: z.literal('logarithm'), name, of: column }),
]);

const time: z.ZodType<TimeSource> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('column'),
    column,
    reading: z.enum(['number', 'date', 'julian-date']),
    dateOrder: z.enum(['day-first', 'month-first']).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('step'), step: positive, unit: name }),
  z.strictObject({ kind: z.literal('frame'), column, rate: positive }),
]);

const isOn = z.boolean();

const step: z.ZodType<PrepareStep> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['unwrap', 'flip', 'detrend']), isOn, columns }),
  z.strictObject({ kind: z.literal('offset'), isOn, column, by: z.union([finite, z.literal('mean')]) }),
  z.strictObject({ kind: z.literal('integrate'), isOn, column }),
  z.strictObject({ kind: z.literal('window'), isOn, from: finite.nullable(), to: finite.nullable() }),
  z.strictObject({ kind: z.literal('drop-ends'), isOn, rows: z.int().min(0).max(LIMITS.rows) }),
  z.strictObject({ kind: z.literal('outliers'), isOn, columns, limit: positive }),
  z.strictObject({ kind: z.literal('resample'), isOn, step: positive }),
  z.strictObject({ kind: z.literal('start-at-zero'), isOn }),
]);

const QUESTIONS = ['decimal-mark', 'date-order'] as const satisfies QuestionCode[];

/** Checks the shape of a recipe and the sizes of its lists; whether its columns exist and fit together is the importer's business. */
export const importRecipe: z.ZodType<ImportRecipe> = z.strictObject({
  format,
  recogniser: z.string().max(LIMITS.idLength).nullable(),
  columns: z.array(z.strictObject({ column, unit: name, toUnit: name })).max(LIMITS.columns + LIMITS.derivedColumns),
  derived: z.array(derived).max(LIMITS.derivedColumns),
  time,
  roles: z.strictObject({
    ...{ q: degrees, p: degrees, dq: degrees, dp: degrees },
    run: column.nullable(),
    parameters: columns,
    // Recipes stored or written to files before there were inputs have none.
    inputs: z.array(column).max(LIMITS.drives).default([]),
  }),
  masses: z.array(positive).max(LIMITS.dof),
  rows: z.strictObject({
    bad: z.enum(['leave-out', 'cut', 'refuse']),
    unsorted: z.enum(['sort', 'refuse']),
    repeated: z.enum(['first', 'last', 'mean', 'refuse']),
  }),
  trajectories: z.strictObject({
    atTimeReset: z.boolean(),
    atGap: positive.nullable(),
    atBlankLine: z.boolean(),
    atRepeatedHeader: z.boolean(),
    sideBySide: z.array(columns).max(LIMITS.columns).nullable(),
    leftOut: z.array(z.string().max(LIMITS.foundIdLength)).max(LIMITS.ids),
  }),
  steps: z.array(step).max(LIMITS.prepareSteps),
  derivative: z.strictObject({
    method: z.enum(['auto', 'central', 'savitzky-golay', 'smoothing-spline', 'local-polynomial']),
    window: positive.nullable(),
    ends: z.enum(['drop', 'keep']),
    isSmoothed: z.boolean(),
  }),
  answered: z.array(z.enum(QUESTIONS)).max(QUESTIONS.length),
});
