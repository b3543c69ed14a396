import { formatNumber } from './format-number.ts';

/** What the time of valid prediction depends on. */
export interface ValidTimeTerms {
  /** Accepted distance in q. */
  readonly tolerance: number;
  /** True when the tolerance was derived from the data. */
  readonly isDefault: boolean;
  /** Length in time of the trajectory the number is taken from. */
  readonly comparedTime: number;
  /** True when no compared trajectory was lost. */
  readonly isWhole: boolean;
  /** Trajectories of the split that were compared, of how many. */
  readonly comparedCount: number;
  readonly totalCount: number;
  readonly integratorLabel: string;
  readonly stepSize: number;
}

/** What `readValidTimeDetail` reads back; the numbers as they were said. */
export interface ReadValidTime {
  readonly tolerance: string;
  readonly comparedTime: string;
  readonly isWhole: boolean;
  /** null when all trajectories of the split were compared */
  readonly share: { readonly compared: string; readonly total: string } | null;
}

/** Says in words what a time of valid prediction depends on; `readValidTimeDetail` reads it back. */
export function validTimeDetail(terms: ValidTimeTerms): string {
  const origin = terms.isDefault ? ' (10\u2009% of its range)' : '';
  const length = formatNumber(terms.comparedTime);
  const span = terms.isWhole ? `over the whole ${length}` : `of ${length} compared`;
  const share = countShare(terms.comparedCount, terms.totalCount);
  return `within ${formatNumber(terms.tolerance)} in q${origin}, ${span}; ${share === null ? '' : `${share} trajectories; `}${terms.integratorLabel}, step ${formatNumber(terms.stepSize)}`;
}

/** "k of n" when not all are meant, otherwise null. */
export function countShare(count: number, total: number): string | null {
  return count < total ? `${count} of ${total}` : null;
}

/** What `validTimeDetail` wrote; null for any other text. */
export function readValidTimeDetail(detail: string): ReadValidTime | null {
  const match =
    /^within (\S+) in q[^;]*, (?:over the whole (\S+)|of (\S+) compared);(?: (\d+) of (\d+) trajectories;)?/.exec(
      detail,
    );
  if (match === null) return null;
  const [, tolerance, whole, part, compared, total] = match;
  return {
    tolerance: tolerance!,
    comparedTime: (whole ?? part)!,
    isWhole: whole !== undefined,
    share: compared === undefined ? null : { compared, total: total! },
  };
}
