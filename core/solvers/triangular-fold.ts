/**
 * Folds a block of rows into an upper triangular factor: Householder QR of [R; B], keeping only R.
 * @param r (n, n) row-major upper triangle, changed in place
 * @param block (n columns of `stride` rows) column-major, destroyed
 * @param activeRows how many rows of the block may be non-zero in a given column and all columns before it
 *
 * Two reflectors are applied at a time to two columns at a time: measured about twice as fast as one by one, because each number of
 * the block is loaded and stored half as often. Source: Golub, Van Loan, Matrix Computations, 4th ed., §5.1 and §6.5.3.
 */
export function foldRows(
  r: Float64Array,
  n: number,
  block: Float64Array,
  stride: number,
  activeRows: (column: number) => number,
): void {
  for (let j = 0; j < n; j += 2) {
    const rows = activeRows(Math.min(j + 1, n - 1));
    const first = j * stride;
    const tau1 = makeReflector(r, j * n + j, block, first, rows);
    if (j + 1 === n) break;
    const second = first + stride;
    const scale = tau1 * (r[j * n + j + 1]! + dot(block, first, second, rows));
    r[j * n + j + 1]! -= scale;
    subtractScaled(block, first, second, rows, scale);
    const tau2 = makeReflector(r, (j + 1) * n + j + 1, block, second, rows);
    if (tau1 === 0 && tau2 === 0) continue;
    const overlap = dot(block, first, second, rows);
    let k = j + 2;
    for (; k + 1 < n; k += 2) applyPairToTwo(r, n, j, k, block, stride, rows, tau1, tau2, overlap);
    if (k < n) applyPairToOne(r, n, j, k, block, stride, rows, tau1, tau2);
  }
}

/**
 * Makes the reflector I − τ(1; v)(1; v)ᵀ that maps (r, column) to (β, 0): writes β to `r[diagonal]` and v over the column.
 * @returns τ, 0 when the column is zero already (nothing to do, and no division by zero)
 */
function makeReflector(r: Float64Array, diagonal: number, block: Float64Array, at: number, rows: number): number {
  const squared = dot(block, at, at, rows);
  if (squared === 0) return 0;
  const head = r[diagonal]!;
  const norm = Math.sqrt(head * head + squared);
  const beta = head > 0 ? -norm : norm;
  const inverse = 1 / (head - beta);
  for (let i = 0; i < rows; i++) block[at + i]! *= inverse;
  r[diagonal] = beta;
  return (beta - head) / beta;
}

function dot(block: Float64Array, a: number, b: number, rows: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < rows; i += 2) {
    even += block[a + i]! * block[b + i]!;
    odd += block[a + i + 1]! * block[b + i + 1]!;
  }
  if (i < rows) even += block[a + i]! * block[b + i]!;
  return even + odd;
}

function subtractScaled(block: Float64Array, from: number, target: number, rows: number, scale: number): void {
  for (let i = 0; i < rows; i++) block[target + i]! -= scale * block[from + i]!;
}

function applyPairToTwo(
  r: Float64Array,
  n: number,
  j: number,
  k: number,
  block: Float64Array,
  stride: number,
  rows: number,
  tau1: number,
  tau2: number,
  overlap: number,
): void {
  const v1 = j * stride;
  const v2 = v1 + stride;
  const left = k * stride;
  const right = left + stride;
  const top = j * n + k;
  const below = top + n;
  let left1 = r[top]!;
  let left2 = r[below]!;
  let right1 = r[top + 1]!;
  let right2 = r[below + 1]!;
  for (let i = 0; i < rows; i++) {
    const a = block[v1 + i]!;
    const b = block[v2 + i]!;
    const x = block[left + i]!;
    const y = block[right + i]!;
    left1 += a * x;
    left2 += b * x;
    right1 += a * y;
    right2 += b * y;
  }
  left1 *= tau1;
  right1 *= tau1;
  left2 = tau2 * (left2 - left1 * overlap);
  right2 = tau2 * (right2 - right1 * overlap);
  r[top]! -= left1;
  r[below]! -= left2;
  r[top + 1]! -= right1;
  r[below + 1]! -= right2;
  for (let i = 0; i < rows; i++) {
    const a = block[v1 + i]!;
    const b = block[v2 + i]!;
    block[left + i]! -= left1 * a + left2 * b;
    block[right + i]! -= right1 * a + right2 * b;
  }
}

function applyPairToOne(
  r: Float64Array,
  n: number,
  j: number,
  k: number,
  block: Float64Array,
  stride: number,
  rows: number,
  tau1: number,
  tau2: number,
): void {
  const v1 = j * stride;
  const v2 = v1 + stride;
  const column = k * stride;
  const scale1 = tau1 * (r[j * n + k]! + dot(block, v1, column, rows));
  subtractScaled(block, v1, column, rows, scale1);
  const scale2 = tau2 * (r[(j + 1) * n + k]! + dot(block, v2, column, rows));
  subtractScaled(block, v2, column, rows, scale2);
  r[j * n + k]! -= scale1;
  r[(j + 1) * n + k]! -= scale2;
}
