import { changeColumns, type PrepareStepKindEntry } from './prepare-step.ts';

/** Subtracts the least-squares line over time, for each trajectory its own. */
export const detrend: PrepareStepKindEntry<'detrend'> = {
  kind: 'detrend',
  apply: (tracks, { columns }) =>
    changeColumns(
      tracks,
      columns,
      (values, { times }) => withoutLine(times, values),
      () => 'the straight line of each trajectory subtracted',
    ),
};

/** values − (a + b t); from a single sample only the mean is taken. */
function withoutLine(times: Float64Array, values: Float64Array): Float64Array<ArrayBuffer> {
  const n = times.length;
  const meanTime = times.reduce((sum, time) => sum + time, 0) / n;
  const meanValue = values.reduce((sum, value) => sum + value, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    covariance += (times[i]! - meanTime) * (values[i]! - meanValue);
    variance += (times[i]! - meanTime) ** 2;
  }
  const slope = variance > 0 ? covariance / variance : 0;
  return Float64Array.from(values, (value, i) => value - meanValue - slope * (times[i]! - meanTime));
}
