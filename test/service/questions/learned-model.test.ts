import { describe, expect, test } from 'vitest';
import { pendulumConfig } from '../../support/library.ts';
import { openService } from '../../support/service.ts';

describe('questions to a learned model', () => {
  test('the field has energies on the grid, covered cells and arrows along the motion', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, width: 100 } });
    await settled(runId);
    const field = await client.call('model.field', { runId, axis: 0, q: [-9, 9], p: [-2, 2], columns: 31, rows: 21 });
    expect(field.energy).toHaveLength(31 * 21);
    expect(field.arrows).toHaveLength(4 * 19 * 13);
    expect(field.covered[0]).toBe(0);
    expect(field.covered[10 * 31 + 15]).toBe(1);
    // Middle arrow: q = 0, p = 0 is the resting point; above it q̇ ≈ p.
    const at = 4 * (9 * 19 + 9);
    expect(field.arrows[at]).toBeCloseTo(0);
    expect(field.arrows[at + 2]!).toBeCloseTo(field.arrows[at + 1]!, 1);
    await expect(
      client.call('model.field', { runId, axis: 1, q: [-9, 9], p: [-2, 2], columns: 31, rows: 21 }),
    ).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('a rollout starts where it was asked to and keeps its energy', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, width: 100 } });
    await settled(runId);
    const rollout = await client.call('model.rollout', { runId, state: [0.5, 0], duration: 5, points: 51 });
    expect([...rollout.states.subarray(0, 2)]).toEqual([0.5, 0]);
    expect(rollout.times).toHaveLength(51);
    expect(rollout.times[50]).toBeCloseTo(5, 12);
    expect(rollout.energyDrift).toBeLessThan(1e-3);
    expect(rollout).toMatchObject({ startsCovered: true, leftTheBox: false });
    const outside = await client.call('model.rollout', { runId, state: [1000, 0], duration: 5, points: 51 });
    expect(outside).toMatchObject({ startsCovered: false, leftTheBox: true });
    await expect(client.call('model.rollout', { runId, state: [0.5], duration: 5, points: 51 })).rejects.toMatchObject({
      code: 'bad-argument',
    });
    await expect(
      client.call('model.rollout', { runId, state: [0.5, 0], duration: 1e9, points: 51 }),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  test('a model is known again after more models than are kept warm', async () => {
    const { client, settled } = openService();
    const ids = [];
    for (let seed = 1; seed <= 6; seed++) {
      const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed } });
      ids.push(runId);
    }
    await Promise.all(ids.map((id) => settled(id)));
    const ask = (runId: string) =>
      client.call('model.field', { runId, axis: 0, q: [-1, 1], p: [-1, 1], columns: 3, rows: 3 });
    const first = await Promise.all(ids.map(ask));
    expect(await Promise.all(ids.map(ask))).toEqual(first);
    expect(new Set(first.map(({ energy }) => energy[0])).size).toBe(6);
  });
});
