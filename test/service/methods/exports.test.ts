import { describe, expect, test } from 'vitest';
import { readModelJson } from '../../../core/export/index.ts';
import { hamiltonianOf } from '../../../core/network/index.ts';
import { pendulumConfig } from '../../support/library.ts';
import { FAULTY_WORKER, openService } from '../../support/service.ts';
import { FAULT } from '../../support/workers/fault-seeds.ts';

describe('exports', () => {
  test('the model leaves as JSON that evaluates to the same energies, and as a picture', async () => {
    const { client, settled } = openService();
    const { runId } = await client.call('run.start', { config: pendulumConfig });
    await settled(runId);
    const json = await client.call('export.run', { runId, format: 'json' });
    expect(json).toMatchObject({ name: `pendulum-u-swim-30-${runId.slice(0, 8)}.json`, mediaType: 'application/json' });
    const { model } = readModelJson(new TextDecoder().decode(json.bytes));
    const field = await client.call('model.field', { runId, axis: 0, q: [-1, 1], p: [-1, 1], columns: 2, rows: 2 });
    const corners = [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ].map((x) => hamiltonianOf(model)!.value(Float64Array.from(x)));
    // A grid is summed in another order than a single state; with coefficients up to 5·10⁴ each term is rounded by some 10⁻¹².
    field.energy.forEach((energy, i) => {
      expect(energy).toBeCloseTo(corners[i]!, 9);
    });
    expect(field.energy).toHaveLength(4);
    const png = await client.call('export.run', { runId, format: 'png' });
    expect(png.name).toMatch(/\.png$/);
    expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.bytes.length).toBeGreaterThan(10_000);
  });

  test('a run without a result has nothing to export', async () => {
    const { client, settled } = openService({ workerEntry: FAULTY_WORKER });
    const { runId } = await client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.exit } });
    await settled(runId);
    for (const format of ['json', 'png'] as const) {
      await expect(client.call('export.run', { runId, format })).rejects.toMatchObject({
        code: 'not-found',
        message: `Run '${runId}' has no result.`,
      });
    }
  });
});
