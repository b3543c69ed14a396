import type { RidgeRule } from '../fit/ridge/choose-ridge.ts';
import type { PriorBasis } from './draw-basis.ts';
import { fitWith } from './solve.ts';
import type { Factored, RowPlan } from './solve.ts';

/** The rows for one length of the windows and one roughness, reduced to a triangle: fits with any forces start from here. */
export interface RowFit {
  /** In periods. */
  readonly window: number;
  readonly roughness: number;
  readonly plan: RowPlan;
  readonly drawn: PriorBasis;
  readonly factored: Factored;
  readonly rule: RidgeRule;
}

/** What may be chosen. */
export interface RowChoice {
  /** Length of the windows to begin with, in periods. */
  readonly window: number;
  /** Length that is tried where what is left over adds up; null: the first one stays. */
  readonly shorter: number | null;
  /** Values of the roughness in ascending order, and where to begin. */
  readonly roughness: readonly number[];
  readonly first: number;
}

/** Residual variance from which short windows are tried, and the factor by which theirs must be smaller. */
const ADDS_UP_FROM = 2;
const ADDS_UP = 2;

/** Makes rows on demand, each once. */
export function rowFits(
  make: (window: number, roughness: number) => RowFit,
): (window: number, roughness: number) => RowFit {
  const made = new Map<string, RowFit>();
  return (window, roughness) => {
    const key = `${window} ${roughness}`;
    const fit = made.get(key) ?? make(window, roughness);
    made.set(key, fit);
    return fit;
  };
}

/**
 * The rows with the best evidence over the roughness. What the model lacks adds up over a window: where a long one leaves far more over than a short one,
 * the short one is taken, which forgives it.
 * @param forces indices of the forces that take part
 */
export function bestRows(
  fitAt: (window: number, roughness: number) => RowFit,
  forces: readonly number[],
  { window, shorter, roughness, first }: RowChoice,
): RowFit {
  const judge = (fit: RowFit) => ({ fit, ...fitWith(fit.factored, forces, fit.rule).ridge });
  const best = (length: number) => leastFrom(roughness, first, (value) => judge(fitAt(length, value)));
  const long = best(window);
  if (shorter === null || long.variance <= ADDS_UP_FROM || window <= shorter) return long.fit;
  const short = best(shorter);
  return short.variance < long.variance / ADDS_UP ? short.fit : long.fit;
}

/** Walks from a value to its better neighbour until no neighbour is better: evidence falls to one side of its minimum only. */
function leastFrom<T extends { readonly evidence: number }>(
  values: readonly number[],
  first: number,
  judge: (value: number) => T,
): T {
  const start = values.indexOf(first);
  let best = judge(first);
  for (const direction of [-1, 1]) {
    const before = best;
    for (let k = start + direction; k >= 0 && k < values.length; k += direction) {
      const next = judge(values[k]!);
      if (next.evidence >= best.evidence) break;
      best = next;
    }
    if (best !== before) return best;
  }
  return best;
}
