import { describe, expect, onTestFinished, test } from 'vitest';
import { createQuestionWorker, type QuestionWorker } from '../../../service/jobs/question-worker.ts';
import type { QuestionProgress } from '../../../service/jobs/messages.ts';
import { share } from '../../../service/questions/packed-files.ts';
import { WORKER } from '../../support/service.ts';

function startWorker(): QuestionWorker {
  const worker = createQuestionWorker({ entry: WORKER }, (line) => {
    throw new Error(line);
  });
  onTestFinished(() => worker.close());
  return worker;
}

/** Takes half a second to compress: digits without order. */
const large = {
  name: 'large.csv',
  bytes: share(Uint8Array.from({ length: 10_000_000 }, (_, i) => 48 + (((i * 2654435761) >>> 13) % 10))),
};
const small = { name: 'small.csv', bytes: share(Buffer.from('t,q\n0,1\n')) };

describe('questions of a group', () => {
  test('are refused at once when they are cancelled, and others are answered by the next thread', async () => {
    const worker = startWorker();
    const begun = Promise.withResolvers<QuestionProgress>();
    const asked = worker.ask<'pack'>({ name: 'pack', files: [large] }, { group: 'mine', onProgress: begun.resolve });
    const alsoMine = worker.ask<'pack'>({ name: 'pack', files: [small] }, { group: 'mine' });
    const others = worker.ask<'pack'>({ name: 'pack', files: [small] }, { group: 'yours' });
    await begun.promise;
    const from = performance.now();
    worker.cancel('mine');
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await expect(alsoMine).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - from).toBeLessThan(200);
    expect(await others).toMatchObject([{ name: 'small.csv', bytes: 8 }]);
    expect(worker.isIdle()).toBe(true);
  });

  test('nothing happens when none is open', async () => {
    const worker = startWorker();
    worker.cancel('mine');
    const asked = worker.ask<'pack'>({ name: 'pack', files: [small] }, { group: 'mine' });
    worker.cancel('yours');
    expect(await asked).toHaveLength(1);
    worker.cancel('mine');
    expect(await worker.ask<'pack'>({ name: 'pack', files: [small] })).toHaveLength(1);
  });
});
