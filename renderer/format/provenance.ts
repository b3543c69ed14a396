import { provenance, type DatasetSummary, type RunDetail } from '../../service/api/index.ts';

/** What the figures of a run were made from. */
export function provenanceOfRun(
  run: Pick<RunDetail, 'dataName' | 'dataHash' | 'config'>,
  datasets: readonly Pick<DatasetSummary, 'id' | 'version'>[],
): string {
  const { data } = run.config;
  const dataset = data.kind === 'dataset' ? datasets.find(({ id }) => id === data.datasetId) : undefined;
  return provenance(run, dataset?.version ?? null);
}
