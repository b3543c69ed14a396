/** The solution of a ridge problem at one λ, in the scaled unknowns c/prior. */
export interface RidgeSolution {
  /** (n) */
  readonly unknowns: Float64Array<ArrayBuffer>;
  /** (n, n) row-major, upper triangular: T with (AᵀA + λ)⁻¹ = T Tᵀ */
  readonly root: Float64Array<ArrayBuffer>;
}

/**
 * Triangle of [R; √λ I] by Householder reflections, back substitution, and the inverse of the triangle. Never squares R, so small singular values keep
 * their digits.
 * @param matrix (n, n + 1) row-major, [R | b], R upper triangular
 */
export function solveRidge(matrix: Float64Array, n: number, lambda: number): RidgeSolution {
  const stride = n + 1;
  const triangle = matrix.slice(0, n * stride);
  const weight = Math.sqrt(lambda);
  // Row i of √λ I fills up to the right as columns are eliminated: in column k the rows 0 … k of it are not zero.
  const below = new Float64Array(n * stride);
  for (let i = 0; i < n; i++) below[i * stride + i] = weight;
  const products = new Float64Array(stride);
  for (let k = 0; k < n; k++) {
    const head = triangle[k * stride + k]!;
    let square = head * head;
    for (let i = 0; i <= k; i++) square += below[i * stride + k]! ** 2;
    const norm = Math.sqrt(square);
    if (norm === 0) continue;
    const pivot = head > 0 ? -norm : norm;
    const top = head - pivot;
    for (let j = k + 1; j <= n; j++) products[j] = top * triangle[k * stride + j]!;
    for (let i = 0; i <= k; i++) {
      const factor = below[i * stride + k]!;
      for (let j = k + 1; j <= n; j++) products[j]! += factor * below[i * stride + j]!;
    }
    const scale = 1 / (norm * (norm + Math.abs(head)));
    triangle[k * stride + k] = pivot;
    for (let j = k + 1; j <= n; j++) triangle[k * stride + j]! -= scale * top * products[j]!;
    for (let i = 0; i <= k; i++) {
      const factor = scale * below[i * stride + k]!;
      for (let j = k + 1; j <= n; j++) below[i * stride + j]! -= factor * products[j]!;
    }
  }
  const root = new Float64Array(n * n);
  const unknowns = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const inverse = invert(triangle[i * stride + i]!);
    let rest = triangle[i * stride + n]!;
    for (let m = i + 1; m < n; m++) rest -= triangle[i * stride + m]! * unknowns[m]!;
    unknowns[i] = rest * inverse;
    root[i * n + i] = inverse;
    for (let m = i + 1; m < n; m++) {
      const factor = -inverse * triangle[i * stride + m]!;
      for (let j = m; j < n; j++) root[i * n + j]! += factor * root[m * n + j]!;
    }
  }
  return { unknowns, root };
}

/** A column of zeros without ridge leaves a zero: its unknown stays 0. */
function invert(value: number): number {
  return value === 0 ? 0 : 1 / value;
}
