/// <reference types="svelte" />
import { describe, expect, it, vi } from 'vitest';
import type { ImportRecipe } from '../../renderer/state/contract-types.ts';
import { Prepare } from '../../renderer/state/prepare.svelte.ts';
import { createClient, type RequestFrame } from '../../service/api/index.ts';

/** States and questions do not look into a recipe. */
const recipeOf = (window: number) => ({ derivative: { window } }) as ImportRecipe;

function open() {
  const asked: RequestFrame[] = [];
  const client = createClient({
    request: (frame) => {
      asked.push(frame);
      return Promise.resolve({ ok: true, result: { answerTo: asked.length } });
    },
    listen: () => () => null,
  });
  const prepare = new Prepare(client);
  const settled = () =>
    vi.waitFor(() => {
      expect([prepare.bench.isBusy, prepare.preTest.isBusy]).toEqual([false, false]);
    });
  const count = (method: string) => asked.filter((frame) => frame.method === method).length;
  return { prepare, settled, count, asked };
}

describe('what is looked at while data are prepared', () => {
  it('is asked once for the same choices', async () => {
    const { prepare, settled, count } = open();
    prepare.look('a', recipeOf(1));
    await settled();
    prepare.look('a', recipeOf(1));
    await settled();
    expect([count('draft.compare'), count('draft.preTest')]).toEqual([1, 1]);
    prepare.look('a', recipeOf(2));
    await settled();
    expect([count('draft.compare'), count('draft.preTest')]).toEqual([2, 2]);
  });

  it('is compared anew for another quantity or trajectory, without another pre-test', async () => {
    const { prepare, settled, count, asked } = open();
    prepare.look('a', recipeOf(1));
    await settled();
    prepare.showColumn('p1');
    prepare.showTrajectory('7');
    prepare.look('a', recipeOf(1));
    await settled();
    expect([count('draft.compare'), count('draft.preTest')]).toEqual([2, 1]);
    expect(asked.at(-1)!.params).toMatchObject({ column: 'p1', trajectory: '7' });
  });

  it('begins anew with other files', async () => {
    const { prepare, settled } = open();
    prepare.look('a', recipeOf(1));
    prepare.showColumn('p2');
    prepare.showTrajectory('7');
    prepare.rememberMomenta([3]);
    await settled();
    prepare.look('b', recipeOf(1));
    expect([prepare.column, prepare.trajectory, prepare.measuredMomenta, prepare.bench.answer]).toEqual([
      'q1',
      null,
      [],
      null,
    ]);
  });

  it('can be ended, and asked for again', async () => {
    const { prepare, settled, count } = open();
    prepare.look('a', recipeOf(1));
    prepare.cancel();
    await settled();
    expect([prepare.bench.isCancelled, prepare.bench.answer, count('draft.cancel')]).toEqual([true, null, 1]);
    prepare.look('a', recipeOf(1));
    await settled();
    expect(prepare.bench.answer).not.toBeNull();
  });
});
