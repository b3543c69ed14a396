import type { Dataset } from '../../core/datasets/dataset.ts';
import type { DatasetSeries } from '../api/contract.ts';
import { decimatedRows, evenRows, pickRows } from './decimate.ts';

/** Series of a data set for drawing, at most `maxPoints` rows per trajectory. */
export function toDatasetSeries({ dof, labels, trajectories }: Dataset, maxPoints: number): DatasetSeries {
  const size = 2 * dof;
  return {
    labels,
    trajectories: trajectories.map(({ id, times, states, derivatives, inputs }) => {
      const rows = decimatedRows(states, size, maxPoints);
      return {
        id,
        times: pickRows(times, 1, rows),
        states: pickRows(states, size, rows),
        derivatives: pickRows(derivatives, size, rows),
        inputs: inputs === undefined ? new Float64Array() : pickRows(inputs, labels.inputs!.length, rows),
        cloud: pickRows(states, size, evenRows(times.length, maxPoints)),
      };
    }),
  };
}
