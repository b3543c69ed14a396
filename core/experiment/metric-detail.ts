import { formatNumber } from './format-number.ts';

/** What the time of valid prediction depends on. */
export interface ValidTimeTerms {
  /** Accepted distance in q. */
  readonly tolerance: number;
  /** True when the tolerance was derived from the data. */
  readonly isDefault: boolean;
  /** Length in time of the trajectory that was lost first. */
  readonly comparedTime: number;
  readonly integratorLabel: string;
  readonly stepSize: number;
}

/** Says in words what a time of valid prediction depends on; `readValidTimeDetail` reads the two numbers back. */
export function validTimeDetail(terms: ValidTimeTerms): string {
  const origin = terms.isDefault ? ' (10\u2009% of its range)' : '';
  return `within ${formatNumber(terms.tolerance)} in q${origin}, of ${formatNumber(terms.comparedTime)} compared; ${terms.integratorLabel}, step ${formatNumber(terms.stepSize)}`;
}

/** The tolerance and the compared time as written by `validTimeDetail`; null for any other text. */
export function readValidTimeDetail(
  detail: string,
): { readonly tolerance: string; readonly comparedTime: string } | null {
  const match = /^within (\S+) in q.*, of (\S+) compared;/.exec(detail);
  return match === null ? null : { tolerance: match[1]!, comparedTime: match[2]! };
}
