import { AppError, fromWireError } from '../api/app-error.ts';
import {
  assertNever,
  type FromWorker,
  type LearnedModel,
  type Question,
  type QuestionName,
  type QuestionProgress,
  type Questions,
} from './messages.ts';
import { startWorker, workerLost, type WorkerOptions, type WorkerPort } from './worker-port.ts';

/** Models kept warm: as many runs as one compares at a glance. */
const MODELS_KEPT = 4;

/** How a question is asked. */
export interface Asking {
  /** Questions of one group are cancelled together. */
  readonly group?: string;
  /** Called at most ten times a second while the question is answered. */
  readonly onProgress?: (progress: QuestionProgress) => void;
}

/** One warm thread that answers quick questions, one after the other. It is started when first needed and replaced when it dies. */
export interface QuestionWorker {
  /** @throws AppError as the question's answer says, `cancelled`, or `worker-lost` when the thread died over it */
  ask<Q extends QuestionName>(
    question: Question & { readonly name: Q },
    asking?: Asking,
  ): Promise<Questions[Q]['answer']>;
  /** Like `ask` for questions about a run's model; `load` is called when the thread does not have the model yet. */
  askModel<Q extends 'field' | 'rollout'>(
    question: Question & { readonly name: Q },
    load: () => LearnedModel,
  ): Promise<Questions[Q]['answer']>;
  /** Refuses the open questions of a group at once and ends the thread; questions of others are asked anew of the next one. */
  cancel(group: string): void;
  isIdle(): boolean;
  close(): Promise<void>;
}

/** One open question. */
interface Pending extends Asking {
  readonly question: Question;
  /** Gives the model of the run that the question is about; null for other questions. */
  readonly load: (() => LearnedModel) | null;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** One started thread with what was asked of it and given to it. */
interface Warm {
  readonly port: WorkerPort;
  readonly pending: Map<number, Pending>;
  /** Ids of the runs whose models the thread holds, least recently used first. */
  readonly held: Set<string>;
}

/** @param log gets the stack of a bug inside a question */
export function createQuestionWorker(options: WorkerOptions, log: (line: string) => void): QuestionWorker {
  let warm: Warm | null = null;
  let nextId = 1;

  const start = (): Warm => {
    const pending = new Map<number, Pending>();
    const port = startWorker(
      options,
      (message) => {
        settle(message, pending, log);
      },
      (reason) => {
        if (warm?.port === port) warm = null;
        for (const { reject } of pending.values()) reject(reason);
        pending.clear();
      },
    );
    return { port, pending, held: new Set() };
  };

  const send = (asked: Pending) => {
    warm ??= start();
    const { question, load } = asked;
    if (load !== null && 'runId' in question) give(warm, question.runId, load);
    const id = nextId++;
    warm.pending.set(id, asked);
    warm.port.send({ kind: 'ask', id, question });
  };

  const ask = (question: Question, load: Pending['load'], asking: Asking): Promise<unknown> => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    send({ ...asking, question, load, resolve, reject });
    return promise;
  };

  return {
    // The worker answers a question with the answer of its name (`answerQuestion` is typed so).
    ask: async <Q extends QuestionName>(question: Question & { readonly name: Q }, asking: Asking = {}) =>
      (await ask(question, null, asking)) as Questions[Q]['answer'],
    askModel: async <Q extends 'field' | 'rollout'>(
      question: Question & { readonly name: Q },
      load: () => LearnedModel,
    ) =>
      // As above.
      (await ask(question, load, {})) as Questions[Q]['answer'],
    cancel(group) {
      const asked = [...(warm?.pending.values() ?? [])];
      if (warm === null || !asked.some((one) => one.group === group)) return;
      const { port, pending } = warm;
      pending.clear();
      warm = null;
      void port.terminate();
      for (const one of asked) {
        if (one.group === group) one.reject(cancelled());
        else send(one);
      }
    },
    isIdle: () => warm === null || warm.pending.size === 0,
    close: async () => {
      await warm?.port.terminate();
    },
  };
}

/** Lets the thread have a model before it is asked about it, and takes the one back that was not asked about for longest. */
function give({ port, held }: Warm, runId: string, load: () => LearnedModel): void {
  if (!held.delete(runId)) port.send({ kind: 'remember', runId, model: load() });
  held.add(runId);
  const [oldest] = held;
  if (held.size <= MODELS_KEPT || oldest === undefined) return;
  held.delete(oldest);
  port.send({ kind: 'forget', runId: oldest });
}

function settle(message: FromWorker, pending: Map<number, Pending>, log: (line: string) => void): void {
  switch (message.kind) {
    case 'answering':
      pending.get(message.id)?.onProgress?.(message.progress);
      return;
    case 'answered':
      pending.get(message.id)?.resolve(message.answer);
      pending.delete(message.id);
      return;
    case 'refused': {
      const { error, stack } = message.failure;
      if (stack !== null) log(stack);
      pending.get(message.id)?.reject(fromWireError(error));
      pending.delete(message.id);
      return;
    }
    case 'progress':
    case 'done':
    case 'failed':
      throw workerLost(`a question's worker sent '${message.kind}'`);
    default:
      assertNever(message);
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The reading was cancelled.', { hint: 'Nothing was stored.' });
}
