/**
 * R of [A_S | b] from R of [A | b], S a subset of the columns in a new order: the chosen columns of R, made triangular again by Householder reflections.
 * @param factor (n + 1, n + 1) row-major   @param chosen indices of columns of A
 * @returns (chosen + 1, chosen + 1) row-major
 */
export function selectColumns(factor: Float64Array, chosen: readonly number[]): Float64Array<ArrayBuffer> {
  const order = Math.round(Math.sqrt(factor.length));
  const columns = [...chosen, order - 1];
  const count = columns.length;
  const matrix = new Float64Array(order * count);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < count; j++) matrix[i * count + j] = factor[i * order + columns[j]!]!;
  }
  const reflector = new Float64Array(order);
  // Columns that stay in their places are triangular as they are.
  let first = 0;
  while (first < count && columns[first] === first) first++;
  for (let k = first; k < count; k++) {
    let square = 0;
    for (let i = k; i < order; i++) square += matrix[i * count + k]! ** 2;
    const norm = Math.sqrt(square);
    if (norm === 0) continue;
    const head = matrix[k * count + k]!;
    const pivot = head > 0 ? -norm : norm;
    for (let i = k; i < order; i++) reflector[i] = matrix[i * count + k]!;
    reflector[k] = head - pivot;
    const scale = 1 / (norm * (norm + Math.abs(head)));
    for (let j = k; j < count; j++) {
      let product = 0;
      for (let i = k; i < order; i++) product += reflector[i]! * matrix[i * count + j]!;
      product *= scale;
      for (let i = k; i < order; i++) matrix[i * count + j]! -= product * reflector[i]!;
    }
  }
  const selected = new Float64Array(count * count);
  for (let i = 0; i < Math.min(count, order); i++) {
    for (let j = i; j < count; j++) selected[i * count + j] = matrix[i * count + j]!;
  }
  return selected;
}
