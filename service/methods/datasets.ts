import type { MethodTable } from '../dispatch.ts';
import type { MethodContext } from './context.ts';
import { toDatasetSeries } from './dataset-series.ts';

type DatasetMethods = Exclude<Extract<keyof MethodTable, `dataset.${string}`>, 'dataset.import'>;

/** Imported data sets. Deleting moves to the trash; runs made from them keep working. */
export function datasetMethods({ store, importWorker, emit }: MethodContext): Pick<MethodTable, DatasetMethods> {
  const changed = (count: number): number => {
    if (count > 0) emit({ event: 'library.changed', data: {} });
    return count;
  };
  return {
    'dataset.list': () => store.datasets.list(),
    'dataset.get': ({ datasetId }) => store.datasets.detail(datasetId),
    'dataset.source': async ({ datasetId, position }) => {
      const packed = store.sources.load(datasetId, position);
      const [file] = await importWorker.ask<'unpack'>({ name: 'unpack', files: [packed] });
      // Pipes refuse shared memory.
      return { name: packed.name, bytes: new Uint8Array(file!.bytes) };
    },
    'dataset.series': ({ datasetId, maxPoints }) => toDatasetSeries(store.datasets.load(datasetId), maxPoints),
    'dataset.delete': ({ datasetIds }) => ({ deleted: changed(store.datasets.moveToTrash(datasetIds)) }),
    'dataset.restore': ({ datasetIds }) => ({ restored: changed(store.datasets.restore(datasetIds)) }),
  };
}
