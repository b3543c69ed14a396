/**
 * Thins a series for drawing without losing its extremes: of each group of neighbours the smallest and the largest value stay,
 * in their order, and the first and the last point always.
 * @param times (n)   @param values (n)   @param maxPoints at least 4; a shorter series is returned as it is
 */
export function decimateKeepingExtremes(
  times: Float64Array<ArrayBuffer>,
  values: Float64Array<ArrayBuffer>,
  maxPoints: number,
): { readonly times: Float64Array<ArrayBuffer>; readonly values: Float64Array<ArrayBuffer> } {
  const count = values.length;
  if (count <= maxPoints) return { times, values };
  const groups = Math.floor((maxPoints - 2) / 2);
  const kept = [0];
  for (let group = 0; group < groups; group++) {
    const from = 1 + Math.floor((group * (count - 2)) / groups);
    const to = 1 + Math.floor(((group + 1) * (count - 2)) / groups);
    let lowest = from;
    let highest = from;
    for (let i = from; i < to; i++) {
      if (values[i]! < values[lowest]!) lowest = i;
      if (values[i]! > values[highest]!) highest = i;
    }
    kept.push(Math.min(lowest, highest));
    if (lowest !== highest) kept.push(Math.max(lowest, highest));
  }
  kept.push(count - 1);
  return { times: Float64Array.from(kept, (i) => times[i]!), values: Float64Array.from(kept, (i) => values[i]!) };
}
