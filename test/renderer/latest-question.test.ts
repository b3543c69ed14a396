/// <reference types="svelte" />
import { describe, expect, it, vi } from 'vitest';
import { LatestQuestion } from '../../renderer/state/latest-question.svelte.ts';
import { AppError } from '../../service/api/index.ts';

/** A question whose answers are given by hand, in the order they were asked. */
function byHand() {
  const asked: { params: number; resolve: (text: string) => void; reject: (reason: unknown) => void }[] = [];
  const question = new LatestQuestion(
    (params: number) => new Promise<string>((resolve, reject) => asked.push({ params, resolve, reject })),
  );
  return { question, asked };
}

describe('a question of which only the latest matters', () => {
  it('has one under way at most, and then asks the newest alone', async () => {
    const { question, asked } = byHand();
    question.ask(1);
    question.ask(2);
    question.ask(3);
    expect(asked.map(({ params }) => params)).toEqual([1]);
    asked[0]!.resolve('old');
    await vi.waitFor(() => {
      expect(asked.map(({ params }) => params)).toEqual([1, 3]);
    });
    expect(question.answer).toBeNull();
    asked[1]!.resolve('new');
    await vi.waitFor(() => {
      expect(question.answer).toEqual({ params: 3, value: 'new' });
    });
    expect(question.isBusy).toBe(false);
  });

  it('keeps the old answer while a new one comes, and is not asked the same twice', async () => {
    const { question, asked } = byHand();
    question.ask(1);
    asked[0]!.resolve('one');
    await vi.waitFor(() => {
      expect(question.isBusy).toBe(false);
    });
    question.ask(1);
    expect(asked).toHaveLength(1);
    question.ask(2);
    expect(question.answer?.value).toBe('one');
    expect(question.isBusy).toBe(true);
  });

  it('can be asked again after it was cancelled, which is no error', async () => {
    const { question, asked } = byHand();
    question.ask(1);
    asked[0]!.reject(new AppError('cancelled', 'It was cancelled.'));
    await vi.waitFor(() => {
      expect(question.isBusy).toBe(false);
    });
    expect(question.error).toBeNull();
    question.ask(1);
    expect(asked).toHaveLength(2);
  });

  it('says why there is no answer, until there is one', async () => {
    const { question, asked } = byHand();
    question.ask(1);
    asked[0]!.reject(new AppError('too-few-rows', 'Two rows are too few.'));
    await vi.waitFor(() => {
      expect(question.error?.message).toBe('Two rows are too few.');
    });
    question.ask(2);
    asked[1]!.resolve('enough');
    await vi.waitFor(() => {
      expect(question.answer?.value).toBe('enough');
    });
    expect(question.error).toBeNull();
  });

  it('drops an answer that comes after it was forgotten', async () => {
    const { question, asked } = byHand();
    question.ask(1);
    question.forget();
    asked[0]!.resolve('late');
    await vi.waitFor(() => {
      expect(question.isBusy).toBe(false);
    });
    expect(question.answer).toBeNull();
  });
});

describe('a question that is cancelled', () => {
  it('asks nothing more, keeps the last answer, and can be asked again', async () => {
    const { question, asked } = byHand();
    question.ask(1);
    asked[0]!.resolve('one');
    await vi.waitFor(() => {
      expect(question.isBusy).toBe(false);
    });
    question.ask(2);
    question.ask(3);
    question.cancel();
    asked[1]!.resolve('two');
    await vi.waitFor(() => {
      expect(question.isBusy).toBe(false);
    });
    expect(asked.map(({ params }) => params)).toEqual([1, 2]);
    expect([question.answer?.value, question.isCancelled]).toEqual(['one', true]);
    question.ask(3);
    expect([asked.length, question.isCancelled]).toEqual([3, false]);
  });
});
