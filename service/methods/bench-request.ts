import type { Dataset } from '../../core/datasets/dataset.ts';
import type { DerivativeFacts } from '../../core/import/import-report.ts';
import type { DerivativeChoice, ImportRecipe } from '../../core/import/recipe.ts';
import { AppError } from '../api/app-error.ts';
import type { CoordinateName } from '../api/contract.ts';
import type { BenchRequest } from '../questions/derivative-bench.ts';

/** Rows that methods are compared on: enough for every figure, and a second at most. */
const MOST_ROWS = 20_000;

/** What is wanted of the bench. */
interface Wanted {
  /** Null takes the longest. */
  readonly trajectory: string | null;
  readonly column: CoordinateName;
  readonly maxPoints: number;
}

/**
 * Takes the wanted column out of a data set, with the method and window that the import takes for it: `auto` looks at all trajectories.
 * @param facts how the derivatives of q and p were obtained, in that order
 * @throws AppError `unknown-id` when there is no such trajectory or coordinate
 */
export function benchRequest(
  { dof, trajectories }: Dataset,
  facts: readonly DerivativeFacts[],
  { derivative, roles }: ImportRecipe,
  { trajectory: id, column, maxPoints }: Wanted,
): BenchRequest {
  const longest = trajectories.reduce((a, b) => (b.times.length > a.times.length ? b : a));
  const found = id === null ? longest : trajectories.find((one) => one.id === id);
  if (found === undefined) {
    throw new AppError('unknown-id', `There is no trajectory '${id!}'.`, {
      hint: 'Choose one of those that are kept.',
      context: { trajectory: id! },
    });
  }
  const degree = Number(column.slice(1));
  if (!(degree >= 1 && degree <= dof)) {
    throw new AppError('unknown-id', `There is no coordinate ${column}; the data have ${dof} degrees of freedom.`, {
      hint: 'Choose one of the coordinates of the data.',
      context: { column },
    });
  }
  const isMomentum = column.startsWith('p');
  const at = degree - 1 + (isMomentum ? dof : 0);
  const rows = Math.min(found.times.length, MOST_ROWS);
  const pick = (values: Float64Array) => Float64Array.from({ length: rows }, (_, i) => values[i * 2 * dof + at]!);
  const isGiven = (isMomentum ? roles.dp : roles.dq).length > 0;
  return {
    ...{ trajectory: found.id, column, maxPoints, times: found.times, values: pick(found.states) },
    ...methodOf(derivative, facts[at]!),
    given: isGiven ? pick(found.derivatives) : null,
  };
}

function methodOf(
  { method, window }: DerivativeChoice,
  fact: DerivativeFacts,
): Pick<BenchRequest, 'method' | 'window'> {
  if (method !== 'auto' || fact.method === 'given') return { method, window };
  return { method: fact.method, window: fact.windowTime > 0 ? fact.windowTime : null };
}
