/** What crosses the boundary between the service's thread and its workers: plain data and transferred arrays, in tagged unions. */
import type { Dataset } from '../../core/datasets/dataset.ts';
import type { SolveMeans } from '../../core/experiment/forecast.ts';
import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { RunProgress, RunResult } from '../../core/experiment/run-result.ts';
import type { TrainedModel } from '../../core/network/trained-model.ts';
import type { Posterior } from '../../core/identification/identification.ts';
import type { ImportResult } from '../../core/import/import-report.ts';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import type { SourceBytes } from '../../core/import/source.ts';
import type { TableFormat } from '../../core/import/table-format.ts';
import type { RawLine, TablePreview } from '../../core/import/table-preview.ts';
import type { PreTest } from '../../core/pre-test/index.ts';
import type { DerivativeBench, FieldGrid, Rollout } from '../api/contract.ts';
import type { WireError } from '../api/app-error.ts';
import type { BenchRequest } from '../questions/derivative-bench.ts';
import type { PackedFile } from '../store/source-store.ts';

/** A run as plain data: it can be sent to a thread, a queue or another machine, and gives the same digits, whatever it may use of the machine. */
export interface RunJob extends SolveMeans {
  readonly config: RunConfig;
  /** The data set that `config.data` names; null for a known system. */
  readonly dataset: Dataset | null;
}

/** What a finished run hands back. */
export interface RunOutcome {
  readonly result: Omit<RunResult, 'trainStates'>;
  /** (n, 2d) training states, evenly thinned to at most `MAX_KEPT_STATES`: what "covered by data" is judged by. */
  readonly trainStates: Float64Array<ArrayBuffer>;
}

/** Training states kept with a run: enough to see where data lie, small beside the arrays of the data set. */
export const MAX_KEPT_STATES = 20_000;

/** A failure as it crosses the thread; the stack is for the log, null when the world caused the failure. */
export interface JobFailure {
  readonly error: WireError;
  readonly stack: string | null;
}

/** A model with what is needed to judge where it may be trusted. */
export interface LearnedModel {
  readonly model: TrainedModel;
  /** What is still open about an identified model; null for other models, and where nothing honest can be said. */
  readonly uncertainty: {
    readonly posterior: Posterior;
    /** Dominant period of the data. */
    readonly period: number;
    readonly seed: number;
  } | null;
  /** (2d) */
  readonly anchorState: Float64Array<ArrayBuffer>;
  readonly box: readonly (readonly [number, number])[];
  /** (n, 2d) */
  readonly trainStates: Float64Array<ArrayBuffer>;
  /** Id of the integrator that the run used. */
  readonly integrator: string;
  /** Step in time that fits the data. */
  readonly stepSize: number;
}

/** The plane and the resolution of a drawn field. */
export interface FieldRequest {
  readonly axis: number;
  readonly q: readonly [number, number];
  readonly p: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
}

/** Start, length and resolution of a motion of the learned model. */
export interface RolloutRequest {
  readonly state: readonly number[];
  readonly duration: number;
  readonly points: number;
}

/** Questions by name, with what they take and what they answer. The bytes of files are shared memory, so that asking again copies nothing. */
export interface Questions {
  field: { take: { runId: string; request: FieldRequest }; answer: FieldGrid };
  rollout: { take: { runId: string; request: RolloutRequest }; answer: Rollout };
  /** A null recipe looks for the format. */
  preview: { take: { file: SourceBytes; recipe: ImportRecipe | null }; answer: TablePreview };
  lines: { take: { file: SourceBytes; format: TableFormat; from: number; count: number }; answer: readonly RawLine[] };
  import: { take: { files: readonly SourceBytes[]; recipe: ImportRecipe }; answer: ImportResult };
  compare: { take: { request: BenchRequest }; answer: DerivativeBench };
  preTest: { take: { dataset: Dataset }; answer: PreTest };
  /** Makes files ready to be kept, and the other way round. */
  pack: { take: { files: readonly SourceBytes[] }; answer: readonly PackedFile[] };
  unpack: { take: { files: readonly PackedFile[] }; answer: readonly SourceBytes[] };
}

/** How far a question is. `fraction` is null where nobody can tell. */
export interface QuestionProgress {
  readonly phase: string;
  readonly fraction: number | null;
}

export type QuestionName = keyof Questions;

/** One question, tagged by its name. */
export type Question = { [Q in QuestionName]: { readonly name: Q } & Readonly<Questions[Q]['take']> }[QuestionName];

/** Service → worker. A worker gets one `run`, or any number of questions. */
export type ToWorker =
  | { readonly kind: 'run'; readonly job: RunJob }
  | { readonly kind: 'remember'; readonly runId: string; readonly model: LearnedModel }
  | { readonly kind: 'forget'; readonly runId: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

/** Worker → service. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: RunProgress }
  | { readonly kind: 'done'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly failure: JobFailure }
  | { readonly kind: 'answering'; readonly id: number; readonly progress: QuestionProgress }
  | { readonly kind: 'answered'; readonly id: number; readonly answer: Questions[QuestionName]['answer'] }
  | { readonly kind: 'refused'; readonly id: number; readonly failure: JobFailure };

/** Proves at compile time that every member of a union was handled, and stops a message that is none of them. */
export function assertNever(value: never): never {
  throw new Error(`assertNever: unexpected message ${JSON.stringify(value)}`);
}

/** The buffers behind all Float64Arrays of a value, each once: what may be moved instead of copied. Shared memory is left out. */
export function transferables(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (value instanceof Float64Array || value instanceof Uint8Array) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) transferables(item, found);
  }
  return [...found];
}
