import { fromWireError } from '../api/app-error.ts';
import {
  assertNever,
  type FromWorker,
  type LearnedModel,
  type Question,
  type QuestionName,
  type Questions,
} from './messages.ts';
import { startWorker, workerLost, type WorkerOptions, type WorkerPort } from './worker-port.ts';

/** Models kept warm: as many runs as one compares at a glance. */
const MODELS_KEPT = 4;

/** One warm thread that answers quick questions, one after the other. It is started when first needed and replaced when it dies. */
export interface QuestionWorker {
  /** @throws AppError as the question's answer says, or `worker-lost` when the thread died over it */
  ask<Q extends QuestionName>(question: Question & { readonly name: Q }): Promise<Questions[Q]['answer']>;
  /** Like `ask` for questions about a run's model; `load` is called when the thread does not have the model yet. */
  askModel<Q extends 'field' | 'rollout'>(
    question: Question & { readonly name: Q },
    load: () => LearnedModel,
  ): Promise<Questions[Q]['answer']>;
  isIdle(): boolean;
  close(): Promise<void>;
}

interface Pending {
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

  const ask = async (question: Question): Promise<unknown> => {
    warm ??= start();
    const { port, pending } = warm;
    const id = nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    pending.set(id, { resolve, reject });
    port.send({ kind: 'ask', id, question });
    return promise;
  };

  const give = (runId: string, load: () => LearnedModel) => {
    warm ??= start();
    const { port, held } = warm;
    if (!held.delete(runId)) port.send({ kind: 'remember', runId, model: load() });
    held.add(runId);
    const [oldest] = held;
    if (held.size <= MODELS_KEPT || oldest === undefined) return;
    held.delete(oldest);
    port.send({ kind: 'forget', runId: oldest });
  };

  return {
    // The worker answers a question with the answer of its name (`answerQuestion` is typed so).
    ask: async <Q extends QuestionName>(question: Question & { readonly name: Q }) =>
      (await ask(question)) as Questions[Q]['answer'],
    askModel: async <Q extends 'field' | 'rollout'>(
      question: Question & { readonly name: Q },
      load: () => LearnedModel,
    ) => {
      give(question.runId, load);
      // As above.
      return (await ask(question)) as Questions[Q]['answer'];
    },
    isIdle: () => warm === null || warm.pending.size === 0,
    close: async () => {
      await warm?.port.terminate();
    },
  };
}

function settle(message: FromWorker, pending: Map<number, Pending>, log: (line: string) => void): void {
  switch (message.kind) {
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
