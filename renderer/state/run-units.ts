import type { ImportReport } from './contract-types.ts';

/** Units of the data that a run learned from; '' where unknown. */
export interface RunUnits {
  readonly time: string;
  /** One per degree of freedom. */
  readonly q: readonly string[];
}

export const NO_UNITS: RunUnits = { time: '', q: [] };

/** The units after import, as its report tells them. */
export function unitsOf(report: Pick<ImportReport, 'columns' | 'timeUnit'>, dof: number): RunUnits {
  return {
    time: report.timeUnit,
    q: Array.from({ length: dof }, (_, k) => report.columns.find(({ role }) => role === `q${k + 1}`)?.toUnit ?? ''),
  };
}
