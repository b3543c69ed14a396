import * as z from 'zod';
import type { TrainingConfig } from '../../core/baselines/index.ts';
import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { IdentificationOptions } from '../../core/identification/options.ts';
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

const limits = z.tuple([z.number(), z.number()]);
const side = z.array(limits).min(1).max(LIMITS.dof);
const levels = z.array(z.number().min(0).max(1e12)).max(2 * LIMITS.dof);

/** What is drawn from a known system, and how. */
const systemSource = z.strictObject({
  kind: z.literal('system'),
  systemId: id,
  params: z.record(z.string().max(LIMITS.idLength), z.number()),
  formula: z
    .strictObject({ expression: z.string().min(1).max(LIMITS.formulaLength), dof: z.int().min(1).max(LIMITS.dof) })
    .exactOptional(),
  particles: z.int().min(1).max(LIMITS.dof).exactOptional(),
  domain: z.strictObject({ q: side, p: side }).exactOptional(),
  samples: z.int().min(2).max(LIMITS.samples),
  testSamples: z.int().min(0).max(LIMITS.samples),
  design: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('points') }),
      z.strictObject({
        kind: z.literal('trajectories'),
        rows: z.int().min(2).max(LIMITS.samples),
        stepSize: positive,
        integrator: id,
      }),
      z.strictObject({ kind: z.literal('snapshots'), interval: positive }),
    ])
    .exactOptional(),
  noise: z
    .strictObject({ kind: z.enum(['absolute', 'relative']), states: levels, derivatives: levels })
    .exactOptional(),
});

const training: z.ZodType<TrainingConfig> = z.strictObject({
  hiddenLayers: z.int().min(1).max(3),
  activation: z.enum(['tanh', 'softplus', 'relu']),
  steps: z.int().min(1).max(LIMITS.trainingSteps),
  batchSize: z.int().min(1).max(LIMITS.samples),
  learningRate: z.number().positive().max(1),
  schedule: z.enum(['constant', 'cosine']),
  weightDecay: z.number().min(0).max(1),
  batches: z.enum(['in-order', 'shuffled']),
  normalise: z.boolean(),
  validationShare: z.number().min(0).max(0.9),
  patience: z.int().min(1).max(LIMITS.trainingSteps).nullable(),
  timeBudget: positive.nullable(),
});

const axis = z
  .int()
  .min(0)
  .max(LIMITS.dof - 1);

/** Numbers and whether they fit the data, each other and the axes are told by `planRun`, in the words of the options. */
const identification: z.ZodType<IdentificationOptions> = z.strictObject({
  rows: z.enum(['auto', 'exact', 'smoothed', 'integral', 'whitened', 'double-integral', 'snapshot-pairs']),
  noise: z
    .array(z.number())
    .max(2 * LIMITS.dof)
    .nullable(),
  smoothing: z.number().nullable(),
  window: z.number().nullable(),
  roughness: z.number().nullable(),
  friction: z.enum(['auto', 'off', 'viscous', 'quadratic', 'dry', 'network']),
  periodic: z.array(axis).max(LIMITS.dof),
  library: z.array(z.enum(['exp-q', 'exp-p', 'cos-q', 'sin-q', 'cos-p', 'sin-p'])).max(LIMITS.drives),
  hasNetwork: z.boolean(),
  inputs: z.union([z.literal('auto'), z.array(z.strictObject({ name: id, axis })).max(LIMITS.drives)]),
  drives: z.array(z.strictObject({ frequency: z.number(), axis })).max(LIMITS.drives),
  torque: z.boolean(),
  positionsOnly: z.union([z.literal('auto'), z.boolean()]),
  masses: z.array(z.number()).max(LIMITS.dof).nullable(),
  isMassRatioSought: z.boolean(),
  ridge: z.enum(['evidence', 'robust-gcv']),
});

/** Checks the shape and the ranges of a run's configuration; whether its data and ids exist is the method's business. */
export const runConfig: z.ZodType<RunConfig> = z.strictObject({
  data: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('dataset'), datasetId: id }), systemSource]),
  method: id,
  width,
  seed: z.int().min(0),
  split: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('trajectories'), heldOut: z.array(id).max(LIMITS.ids) }),
    z.strictObject({ kind: z.enum(['fraction', 'time', 'points']), fraction: z.number().min(0).max(0.9) }),
  ]),
  solver: z.discriminatedUnion('id', [
    z.strictObject({ id: z.enum(['sketched-qr', 'ridge-qr', 'lsqr']), ridge: z.number().min(0).max(1) }),
    z.strictObject({ id: z.literal('truncated-svd'), rcond: z.number().min(0).lt(1) }),
  ]),
  integrator: id,
  horizon: positive.nullable(),
  tolerance: positive.nullable(),
  training: training.exactOptional(),
  identification: identification.exactOptional(),
});
