/**
 * Rows to draw of a long series so that no spike is lost: the first, the last, and in every bucket of rows the one with the
 * smallest and the one with the largest value of each column. Row numbers increase; at most `maxRows` of them.
 * @param values (count, size) row-major; NaN is never an extreme
 */
export function decimatedRows(values: Float64Array, size: number, maxRows: number): Int32Array {
  const count = size === 0 ? 0 : values.length / size;
  if (count <= maxRows) return Int32Array.from({ length: count }, (_, row) => row);
  const buckets = Math.floor((maxRows - 2) / (2 * size));
  if (buckets < 1) return evenRows(count, maxRows);
  const kept = new Set([0, count - 1]);
  const inner = count - 2;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * inner) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * inner) / buckets);
    for (let column = 0; column < size; column++) keepExtremes(values, size, column, from, to, kept);
  }
  return Int32Array.from(kept).sort();
}

/** Evenly spaced rows, ends included: for clouds of points, and where too few are asked for to keep extremes. */
export function evenRows(count: number, maxRows: number): Int32Array {
  if (count <= maxRows) return Int32Array.from({ length: count }, (_, row) => row);
  return Int32Array.from({ length: maxRows }, (_, i) => Math.round((i * (count - 1)) / (maxRows - 1)));
}

function keepExtremes(
  values: Float64Array,
  size: number,
  column: number,
  from: number,
  to: number,
  kept: Set<number>,
): void {
  let lowest = from;
  let highest = from;
  for (let row = from; row < to; row++) {
    const value = values[row * size + column]!;
    if (!(value >= values[lowest * size + column]!)) lowest = Number.isNaN(value) ? lowest : row;
    if (!(value <= values[highest * size + column]!)) highest = Number.isNaN(value) ? highest : row;
  }
  kept.add(lowest);
  kept.add(highest);
}

/** The chosen rows of a row-major array. */
export function pickRows(values: Float64Array, size: number, rows: Int32Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    for (let k = 0; k < size; k++) out[i * size + k] = values[row * size + k]!;
  });
  return out;
}
