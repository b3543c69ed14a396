import { changeColumns, type PrepareStepKindEntry } from './prepare-step.ts';

/** Multiplies columns by −1. */
export const flip: PrepareStepKindEntry<'flip'> = {
  kind: 'flip',
  apply: (tracks, { columns }) =>
    changeColumns(
      tracks,
      columns,
      (values) => Float64Array.from(values, (value) => (value === 0 ? 0 : -value)),
      () => '× −1',
    ),
};
