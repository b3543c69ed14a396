import * as z from 'zod';
import type { RunConfig } from '../../core/experiment/run-config.ts';
import { LIMITS } from './limits.ts';

const id = z.string().min(1).max(LIMITS.idLength);
const positive = z.number().positive().max(1e12);

/** A width above the limit is told in the same words as one above what the rows allow. */
const width = z
  .int()
  .min(1)
  .superRefine((value, context) => {
    if (value <= LIMITS.width) return;
    context.addIssue({
      code: 'custom',
      message: `The width is ${value}; at most ${LIMITS.width} neurons are possible.`,
      params: { code: 'too-wide', hint: `Choose ${LIMITS.width} neurons or fewer.` },
    });
  });

/** Checks the shape and the ranges of a run's configuration; whether its data and ids exist is the method's business. */
export const runConfig: z.ZodType<RunConfig> = z.strictObject({
  data: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('dataset'), datasetId: id }),
    z.strictObject({
      kind: z.literal('system'),
      systemId: id,
      params: z.record(z.string().max(LIMITS.idLength), z.number()),
      samples: z.int().min(2).max(LIMITS.samples),
      testSamples: z.int().min(0).max(LIMITS.samples),
    }),
  ]),
  method: id,
  width,
  seed: z.int().min(0),
  split: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('trajectories'), heldOut: z.array(id).max(LIMITS.ids) }),
    z.strictObject({ kind: z.literal('fraction'), fraction: z.number().min(0).max(0.9) }),
  ]),
  solver: z.discriminatedUnion('id', [
    z.strictObject({ id: z.literal('ridge-qr'), ridge: z.number().min(0).max(1) }),
    z.strictObject({ id: z.literal('truncated-svd'), rcond: z.number().min(0).max(1) }),
  ]),
  integrator: id,
  horizon: positive.nullable(),
  tolerance: positive.nullable(),
});
