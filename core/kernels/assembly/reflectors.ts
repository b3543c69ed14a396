import { CHUNK, addProducts, groupOf, subtractProducts } from './rectangles';
import { bytesOf } from './simd';
import { addScaled, dot } from './vectors';

/** Sums of squares below it count as zero: they have too few digits left to make an orthogonal reflector. Columns of this size are below 1e-140. */
const TINY: f64 = 1e-280;

/** See `Kernels.applyPanel`. */
export function applyPanel(
  rows: i32,
  width: i32,
  v: usize,
  ldv: usize,
  t: usize,
  ldt: usize,
  r: usize,
  ldr: usize,
  c: usize,
  ldc: usize,
  columns: i32,
  work: usize,
): void {
  const ldw = bytesOf(width);
  const size = ldw * <usize>columns;
  const bytes = bytesOf(rows);
  const sums = work;
  const w = sums + size;
  const packed = w + size;
  for (let j: usize = 0; j < <usize>columns; j++) memory.copy(sums + j * ldw, r + j * ldr, ldw);
  for (let row: usize = 0; row < bytes; row += CHUNK) {
    addProducts(min(CHUNK, bytes - row), v + row, ldv, width, c + row, ldc, columns, sums, ldw, false);
  }
  memory.fill(w, 0, size);
  addProducts(ldw, t, ldt, width, sums, ldw, columns, w, ldw, true);
  subtractAndPack(width, columns, w, r, ldr, packed);
  for (let row: usize = 0; row < bytes; row += CHUNK) {
    subtractProducts(min(CHUNK, bytes - row), v + row, ldv, width, packed, c + row, ldc, columns);
  }
}

/** R −= W, and W in the layout of `subtractProducts`. */
function subtractAndPack(width: i32, columns: i32, w: usize, r: usize, ldr: usize, packed: usize): void {
  for (let left = columns; left > 0; ) {
    const group = groupOf(left);
    for (let q = 0; q < group; q++) {
      for (let i = 0; i < width; i++) {
        const value = load<f64>(w);
        const at = r + bytesOf(i);
        store<f64>(packed + bytesOf(i * group + q), value);
        store<f64>(at, load<f64>(at) - value);
        w += 8;
      }
      r += ldr;
    }
    packed += bytesOf(width * group);
    left -= group;
  }
}

/** See `Kernels.factorPanel`. Halves the panel until four columns are left, so that nearly all of the work is done on rectangles. */
export function factorPanel(
  rows: i32,
  columns: i32,
  b: usize,
  ldb: usize,
  r: usize,
  ldr: usize,
  t: usize,
  ldt: usize,
  work: usize,
): void {
  if (columns <= 4) {
    for (let j = 0; j < columns; j++) reflectColumn(rows, columns, j, b, ldb, r, ldr, t, ldt, work);
    return;
  }
  const first = ((columns >> 1) + 3) & ~3;
  const second = columns - first;
  const b2 = b + <usize>first * ldb;
  const r2 = r + <usize>first * ldr;
  const t2 = t + <usize>first * ldt;
  factorPanel(rows, first, b, ldb, r, ldr, t, ldt, work);
  applyPanel(rows, first, b, ldb, t, ldt, r2, ldr, b2, ldb, second, work);
  factorPanel(rows, second, b2, ldb, r2 + bytesOf(first), ldr, t2 + bytesOf(first), ldt, work);
  joinTriangles(rows, first, second, b, ldb, t, ldt, work);
}

/** Makes the reflector of column j, applies it to the columns after it, and writes its column of T. */
function reflectColumn(
  rows: i32,
  columns: i32,
  j: i32,
  b: usize,
  ldb: usize,
  r: usize,
  ldr: usize,
  t: usize,
  ldt: usize,
  work: usize,
): void {
  const column = b + <usize>j * ldb;
  const diagonal = r + <usize>j * ldr + bytesOf(j);
  const squared = dot(rows, column, column);
  let tau: f64 = 0;
  // Not `squared >= TINY`: a NaN must reach R, where it is seen.
  if (!(squared < TINY)) {
    const head = load<f64>(diagonal);
    const norm = Math.sqrt(head * head + squared);
    const beta = head > 0 ? -norm : norm;
    tau = (beta - head) / beta;
    scale(rows, 1 / (head - beta), column);
    store<f64>(diagonal, beta);
  }
  for (let k = j + 1; k < columns; k++) {
    const other = b + <usize>k * ldb;
    const top = r + <usize>k * ldr + bytesOf(j);
    const amount = tau * (load<f64>(top) + dot(rows, column, other));
    store<f64>(top, load<f64>(top) - amount);
    addScaled(rows, -amount, column, other);
  }
  // Column j of T: −τ T (Vᵀ v), τ, 0
  for (let i = 0; i < j; i++) store<f64>(work + bytesOf(i), dot(rows, b + <usize>i * ldb, column));
  const to = t + <usize>j * ldt;
  for (let i = 0; i < j; i++) store<f64>(to + bytesOf(i), -tau * rowTimes(t + bytesOf(i), ldt, i, j, work));
  store<f64>(to + bytesOf(j), tau);
  for (let i = j + 1; i < columns; i++) store<f64>(to + bytesOf(i), 0);
}

/** The block of T above both triangles, −T₁ (V₁ᵀ V₂) T₂, and the zeros below. */
function joinTriangles(
  rows: i32,
  first: i32,
  second: i32,
  b: usize,
  ldb: usize,
  t: usize,
  ldt: usize,
  work: usize,
): void {
  const ldw = bytesOf(first);
  const b2 = b + <usize>first * ldb;
  const t2 = t + <usize>first * ldt;
  const product = work + ldw * <usize>second;
  memory.fill(work, 0, ldw * <usize>second);
  const bytes = bytesOf(rows);
  for (let row: usize = 0; row < bytes; row += CHUNK) {
    addProducts(min(CHUNK, bytes - row), b + row, ldb, first, b2 + row, ldb, second, work, ldw, false);
  }
  for (let j = 0; j < second; j++) {
    const column = t2 + <usize>j * ldt;
    for (let i = 0; i < first; i++) {
      store<f64>(product + bytesOf(i), rowTimes(work + bytesOf(i), ldw, 0, j + 1, column + bytesOf(first)));
    }
    for (let i = 0; i < first; i++) store<f64>(column + bytesOf(i), -rowTimes(t + bytesOf(i), ldt, i, first, product));
  }
  for (let i = 0; i < first; i++) memory.fill(t + <usize>i * ldt + ldw, 0, bytesOf(second));
}

/** Σ row[k] x[k] for k from … to − 1, where the row lies across columns. */
function rowTimes(row: usize, ld: usize, from: i32, to: i32, x: usize): f64 {
  let sum: f64 = 0;
  for (let k = from; k < to; k++) sum += load<f64>(row + <usize>k * ld) * load<f64>(x + bytesOf(k));
  return sum;
}

/** x ← factor · x, for a number of numbers that is a multiple of 4. */
@inline
function scale(n: i32, factor: f64, x: usize): void {
  const both = f64x2.splat(factor);
  for (const end = x + bytesOf(n); x < end; x += 16) v128.store(x, f64x2.mul(v128.load(x), both));
}
