/**
 * Entry of every worker thread, for runs and for questions. It computes with core, answers by messages, transfers its arrays;
 * it opens no file and no database, so that ending it is safe at any moment.
 */
import { parentPort } from 'node:worker_threads';
import { answerQuestion } from '../questions/index.ts';
import { toJobFailure } from './job-failure.ts';
import {
  assertNever,
  transferables,
  type FromWorker,
  type LearnedModel,
  type QuestionProgress,
  type RunJob,
  type ToWorker,
} from './messages.ts';
import { rateGate } from './progress-gate.ts';
import { runJob } from './run-job.ts';

const models = new Map<string, LearnedModel>();

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'run':
      run(message.job);
      return;
    case 'remember':
      models.set(message.runId, message.model);
      return;
    case 'forget':
      models.delete(message.runId);
      return;
    case 'ask':
      answer(message);
      return;
    default:
      assertNever(message);
  }
});

function run(job: RunJob): void {
  try {
    const outcome = runJob(job, (progress) => {
      post({ kind: 'progress', progress });
    });
    post({ kind: 'done', outcome });
  } catch (thrown) {
    post({ kind: 'failed', failure: toJobFailure(thrown) });
  }
}

function answer({ id, question }: Extract<ToWorker, { kind: 'ask' }>): void {
  try {
    const report = rateGate<QuestionProgress>(
      (progress) => {
        post({ kind: 'answering', id, progress });
      },
      () => performance.now(),
    );
    post({ kind: 'answered', id, answer: answerQuestion(question, models, report) });
  } catch (thrown) {
    post({ kind: 'refused', id, failure: toJobFailure(thrown) });
  }
}

function post(message: FromWorker): void {
  parentPort?.postMessage(message, transferables(message));
}
