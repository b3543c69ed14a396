import { describe, expect, it } from 'vitest';
import { provenanceOfRun } from '../../renderer/format/provenance.ts';
import type { RunConfig } from '../../renderer/state/contract-types.ts';

/** Only where the data come from is read of a configuration. */
const configOf = (data: RunConfig['data']) => ({ data }) as RunConfig;
const run = { dataName: 'Swings', dataHash: '0123456789abcdef', config: configOf({ kind: 'dataset', datasetId: 'a' }) };

describe('what a figure was made from', () => {
  it('is a data set by its name, version and the beginning of its hash', () => {
    const datasets = [
      { id: 'b', version: 1 },
      { id: 'a', version: 3 },
    ];
    expect(provenanceOfRun(run, datasets)).toBe('Swings, version 3, 0123456789');
  });

  it('has no version when the data set is gone', () => {
    expect(provenanceOfRun(run, [])).toBe('Swings, 0123456789');
  });
});
