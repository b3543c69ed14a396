/** Two columns of which the second follows the slope of the first. */
export interface RatePair {
  readonly q: number;
  readonly p: number;
}

/**
 * Correlation with the slope above which a column counts as a velocity or a momentum. Among many smooth columns some correlate by chance:
 * over a hundred frames of a double pendulum one coordinate followed the slope of another with more than 0.9.
 */
const MIN_CORRELATION = { ofTwo: 0.9, ofMany: 0.99 };

/** Fewer differences than this correlate by chance. */
const MIN_ROWS = 6;

/**
 * Pairs (q, p) among columns of numbers where p ≈ m · dq/dt with m > 0, by the correlation of p with the central differences of q over
 * the given rows. Each column is used once, positions stand before their rates; the best rate of each is taken.
 * @param values (columns)(rows), null where there is no number   @param times (rows); null for even steps
 */
export function ratesAmong(
  columns: readonly number[],
  values: readonly (readonly (number | null)[])[],
  times: readonly (number | null)[] | null,
): RatePair[] {
  const enough = columns.length === 2 ? MIN_CORRELATION.ofTwo : MIN_CORRELATION.ofMany;
  const used = new Set<number>();
  const pairs: RatePair[] = [];
  for (const q of columns) {
    if (used.has(q)) continue;
    const slopes = centralSlopes(values[q] ?? [], times);
    let best = { column: -1, correlation: enough };
    for (const p of columns) {
      if (p <= q || used.has(p)) continue;
      const correlation = correlationOf(slopes, values[p] ?? []);
      if (correlation > best.correlation) best = { column: p, correlation };
    }
    if (best.column < 0) continue;
    pairs.push({ q, p: best.column });
    used.add(q).add(best.column);
  }
  return pairs;
}

/** (rows) (q[k+1] − q[k−1]) / (t[k+1] − t[k−1]); null at the ends, beside gaps and where time does not advance. */
function centralSlopes(
  values: readonly (number | null)[],
  times: readonly (number | null)[] | null,
): (number | null)[] {
  return values.map((_, k) => {
    const [before, after] = [values[k - 1], values[k + 1]];
    const [from, to] = times === null ? [k - 1, k + 1] : [times[k - 1], times[k + 1]];
    if (before == null || after == null || from == null || to == null || to <= from) return null;
    return (after - before) / (to - from);
  });
}

/** Pearson's correlation over the rows where both are numbers; 0 where a column is constant or rows are too few. */
export function correlationOf(one: readonly (number | null)[], other: readonly (number | null)[]): number {
  const rows = one.flatMap((a, k) => {
    const b = other[k];
    return a == null || b == null ? [] : [[a, b] as const];
  });
  if (rows.length < MIN_ROWS) return 0;
  const meanA = rows.reduce((sum, [a]) => sum + a, 0) / rows.length;
  const meanB = rows.reduce((sum, [, b]) => sum + b, 0) / rows.length;
  let [ab, aa, bb] = [0, 0, 0];
  for (const [a, b] of rows) {
    ab += (a - meanA) * (b - meanB);
    aa += (a - meanA) ** 2;
    bb += (b - meanB) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
