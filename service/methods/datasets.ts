import type { MethodTable } from '../dispatch.ts';
import type { MethodContext } from './context.ts';
import { toDatasetSeries } from './drafts.ts';

type DatasetMethods = 'dataset.list' | 'dataset.get' | 'dataset.series' | 'dataset.delete' | 'dataset.restore';

/** Imported data sets. Deleting moves to the trash; runs made from them keep working. */
export function datasetMethods({ store, emit }: MethodContext): Pick<MethodTable, DatasetMethods> {
  const changed = (count: number): number => {
    if (count > 0) emit({ event: 'library.changed', data: {} });
    return count;
  };
  return {
    'dataset.list': () => store.datasets.list(),
    'dataset.get': ({ datasetId }) => store.datasets.detail(datasetId),
    'dataset.series': ({ datasetId, maxPoints }) => toDatasetSeries(store.datasets.load(datasetId), maxPoints),
    'dataset.delete': ({ datasetIds }) => ({ deleted: changed(store.datasets.moveToTrash(datasetIds)) }),
    'dataset.restore': ({ datasetIds }) => ({ restored: changed(store.datasets.restore(datasetIds)) }),
  };
}
