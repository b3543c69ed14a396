/** One column of a row-major (n, width) array. */
export function columnOf(values: Float64Array, width: number, column: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(values.length / width);
  for (let i = 0; i < out.length; i++) out[i] = values[width * i + column]!;
  return out;
}
