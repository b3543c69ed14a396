import type { DatasetSummary, RunDetail } from '../../service/api/index.ts';

const HASH_DIGITS = 10;

/** What a figure was made from: `Pendulum, version 2, 3f2a91bc04`. The version is left out for a known system and for a data set that is gone. */
export function provenance(
  { dataName, dataHash, config: { data } }: Pick<RunDetail, 'dataName' | 'dataHash' | 'config'>,
  datasets: readonly Pick<DatasetSummary, 'id' | 'version'>[],
): string {
  const dataset = data.kind === 'dataset' ? datasets.find(({ id }) => id === data.datasetId) : undefined;
  const version = dataset === undefined ? [] : [`version ${dataset.version}`];
  return [dataName, ...version, dataHash.slice(0, HASH_DIGITS)].join(', ');
}
