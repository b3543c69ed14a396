import { changeColumns, type PrepareStepKindEntry } from './prepare-step.ts';

/** Replaces a rate by its integral over time from the start of each trajectory, by the trapezoidal rule. */
export const integrate: PrepareStepKindEntry<'integrate'> = {
  kind: 'integrate',
  apply: (tracks, { column }) =>
    changeColumns(
      tracks,
      [column],
      (values, { times }) => integralOf(times, values),
      () => 'integrated over time from 0 at the start of each trajectory',
    ),
};

function integralOf(times: Float64Array, values: Float64Array): Float64Array<ArrayBuffer> {
  let sum = 0;
  return Float64Array.from(values, (value, i) => {
    if (i > 0) sum += ((value + values[i - 1]!) / 2) * (times[i]! - times[i - 1]!);
    return sum;
  });
}
