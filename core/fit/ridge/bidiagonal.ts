/**
 * U₁ᵀ [R | b] diag(V, 1) = [B | β] with orthogonal U₁ and V, B upper bidiagonal: what ridge problems of every λ have in common, without singular values.
 */
export interface Bidiagonal {
  /** (n) */
  readonly diagonal: Float64Array;
  /** (n − 1) to the right of it */
  readonly upper: Float64Array;
  /** (n) U₁ᵀ b */
  readonly right: Float64Array;
}

/**
 * Householder bidiagonalisation, 8n³/3 operations.
 * Source: Golub, Kahan, SIAM Journal on Numerical Analysis 2 (1965) 205.
 * @param matrix (n, n + 1) row-major, [R | b]; overwritten
 */
export function bidiagonalise(matrix: Float64Array, n: number): Bidiagonal {
  const stride = n + 1;
  const diagonal = new Float64Array(n);
  const upper = new Float64Array(Math.max(0, n - 1));
  const reflector = new Float64Array(n);
  const products = new Float64Array(stride);
  for (let k = 0; k < n; k++) {
    diagonal[k] = reflectColumn(matrix, k, n, reflector, products);
    if (k < n - 1) upper[k] = reflectRow(matrix, k, n, reflector);
  }
  return { diagonal, upper, right: Float64Array.from({ length: n }, (_, i) => matrix[i * stride + n]!) };
}

/** Zeros below entry (k, k), applied to all columns right of it and to b. @returns the entry */
function reflectColumn(
  matrix: Float64Array,
  k: number,
  n: number,
  reflector: Float64Array,
  products: Float64Array,
): number {
  const stride = n + 1;
  let square = 0;
  for (let i = k; i < n; i++) square += matrix[i * stride + k]! ** 2;
  const norm = Math.sqrt(square);
  if (norm === 0) return 0;
  const head = matrix[k * stride + k]!;
  const pivot = head > 0 ? -norm : norm;
  for (let i = k; i < n; i++) reflector[i] = matrix[i * stride + k]!;
  reflector[k] = head - pivot;
  products.fill(0);
  for (let i = k; i < n; i++) {
    const factor = reflector[i]!;
    const at = i * stride;
    for (let j = k + 1; j <= n; j++) products[j]! += factor * matrix[at + j]!;
  }
  const scale = 1 / (norm * (norm + Math.abs(head)));
  for (let i = k; i < n; i++) {
    const factor = scale * reflector[i]!;
    const at = i * stride;
    for (let j = k + 1; j <= n; j++) matrix[at + j]! -= factor * products[j]!;
  }
  return pivot;
}

/** Zeros right of entry (k, k + 1), applied to all rows below. @returns the entry */
function reflectRow(matrix: Float64Array, k: number, n: number, reflector: Float64Array): number {
  const stride = n + 1;
  const row = k * stride;
  let square = 0;
  for (let j = k + 1; j < n; j++) square += matrix[row + j]! ** 2;
  const norm = Math.sqrt(square);
  if (norm === 0) return 0;
  const head = matrix[row + k + 1]!;
  const pivot = head > 0 ? -norm : norm;
  for (let j = k + 1; j < n; j++) reflector[j] = matrix[row + j]!;
  reflector[k + 1] = head - pivot;
  const scale = 1 / (norm * (norm + Math.abs(head)));
  for (let i = k + 1; i < n; i++) {
    const at = i * stride;
    let product = 0;
    for (let j = k + 1; j < n; j++) product += reflector[j]! * matrix[at + j]!;
    product *= scale;
    for (let j = k + 1; j < n; j++) matrix[at + j]! -= product * reflector[j]!;
  }
  return pivot;
}

/** What B Bᵀ + λ says about a ridge problem. */
export interface Shrinkage {
  /** Σ log(1 + s²/λ) */
  readonly volume: number;
  /** Σ s²/(s² + λ) */
  readonly freedom: number;
  /** Σ (s²/(s² + λ))² */
  readonly squares: number;
  /** Σ λ/(s² + λ) β², with β in the singular basis */
  readonly penalised: number;
  /** Σ (λ/(s² + λ))² β² */
  readonly residual: number;
}

/** Sums over the singular values at one λ in time linear in n: by the pivots of the tridiagonal B Bᵀ + λ, and their first two derivatives in λ. */
export function shrinkageAt({ diagonal, upper, right }: Bidiagonal, lambda: number): Shrinkage {
  const n = diagonal.length;
  const pivots = new Float64Array(n);
  const beside = new Float64Array(n);
  const solution = new Float64Array(n);
  let [volume, trace, traceOfSquare, slope, bend] = [0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const above = k < n - 1 ? upper[k]! : 0;
    const entry = diagonal[k]! ** 2 + above ** 2 + lambda;
    if (k === 0) {
      pivots[0] = entry;
      [slope, bend] = [1, 0];
      solution[0] = right[0]!;
    } else {
      // (B Bᵀ)ₖ,ₖ₋₁
      const off = diagonal[k]! * upper[k - 1]!;
      const before = pivots[k - 1]!;
      const share = off / before;
      beside[k] = share;
      // Never below λ but for rounding.
      pivots[k] = Math.max(entry - off * share, lambda);
      bend = share * share * (bend - (2 * slope * slope) / before);
      slope = 1 + share * share * slope;
      solution[k] = right[k]! - share * solution[k - 1]!;
    }
    const pivot = pivots[k]!;
    volume += Math.log(pivot / lambda);
    trace += slope / pivot;
    traceOfSquare += (slope / pivot) ** 2 - bend / pivot;
  }
  let [penalised, residual] = [0, 0];
  for (let k = 0; k < n; k++) penalised += (lambda * solution[k]! ** 2) / pivots[k]!;
  for (let k = n - 1; k >= 0; k--) {
    solution[k] = solution[k]! / pivots[k]! - (k < n - 1 ? beside[k + 1]! * solution[k + 1]! : 0);
    residual += (lambda * solution[k]!) ** 2;
  }
  return {
    ...{ volume, penalised, residual },
    freedom: n - lambda * trace,
    squares: n - 2 * lambda * trace + lambda ** 2 * traceOfSquare,
  };
}
