import { bytesOf, laneSums, multiplyAdd, multiplySubtract } from './simd';

// Products of matrices by tiles that fill the vector registers: sums or results stay in registers, and each number that is read serves
// several multiply-adds. Tile sizes are measured: with twelve sums and what they are made of, V8 runs out of registers.

/** Bytes of a column that are worked on at a time, so that the rows of V are still near when the next columns of C need them. */
export const CHUNK: usize = 128 * 8;

/**
 * out += Vᵀ C over so many bytes of each column; with `isTriangle`, V is an upper triangle and its zeros are left out.
 * @param width columns of V, a multiple of 2   @param columns of C
 */
export function addProducts(
  bytes: usize,
  v: usize,
  ldv: usize,
  width: i32,
  c: usize,
  ldc: usize,
  columns: i32,
  out: usize,
  ldo: usize,
  isTriangle: bool,
): void {
  const whole = columns & ~3;
  for (let j = 0; j < columns; j += j < whole ? 4 : 1) {
    for (let i = 0; i < width; i += 2) {
      const height = isTriangle ? bytesOf(i + 2) : bytes;
      if (j < whole) addDots2x4(height, v + <usize>i * ldv, ldv, c, ldc, out + bytesOf(i), ldo);
      else addDots2x1(height, v + <usize>i * ldv, ldv, c, out + bytesOf(i));
    }
    const step: usize = j < whole ? 4 : 1;
    c += step * ldc;
    out += step * ldo;
  }
}

function addDots2x4(bytes: usize, v0: usize, ldv: usize, c0: usize, ldc: usize, out: usize, ldo: usize): void {
  const v1 = v0 + ldv;
  const c1 = c0 + ldc;
  const c2 = c1 + ldc;
  const c3 = c2 + ldc;
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  for (let r: usize = 0; r < bytes; r += 16) {
    const x0 = v128.load(c0 + r);
    const x1 = v128.load(c1 + r);
    const x2 = v128.load(c2 + r);
    const x3 = v128.load(c3 + r);
    const a = v128.load(v0 + r);
    s00 = multiplyAdd(a, x0, s00);
    s01 = multiplyAdd(a, x1, s01);
    s02 = multiplyAdd(a, x2, s02);
    s03 = multiplyAdd(a, x3, s03);
    const b = v128.load(v1 + r);
    s10 = multiplyAdd(b, x0, s10);
    s11 = multiplyAdd(b, x1, s11);
    s12 = multiplyAdd(b, x2, s12);
    s13 = multiplyAdd(b, x3, s13);
  }
  addPair(out, s00, s10);
  addPair(out + ldo, s01, s11);
  addPair(out + 2 * ldo, s02, s12);
  addPair(out + 3 * ldo, s03, s13);
}

function addDots2x1(bytes: usize, v0: usize, ldv: usize, c: usize, out: usize): void {
  const v1 = v0 + ldv;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  for (let r: usize = 0; r < bytes; r += 16) {
    const x = v128.load(c + r);
    s0 = multiplyAdd(v128.load(v0 + r), x, s0);
    s1 = multiplyAdd(v128.load(v1 + r), x, s1);
  }
  addPair(out, s0, s1);
}

@inline
function addPair(at: usize, a: v128, b: v128): void {
  v128.store(at, f64x2.add(v128.load(at), laneSums(a, b)));
}

/** Columns of C that `subtractProducts` takes at a time. Without fused multiply-adds a product needs a register of its own. */
const GROUP: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** How many of the columns that are left make the next group: a full one, four, or one. */
@inline
export function groupOf(left: i32): i32 {
  return left >= GROUP ? GROUP : left >= 4 ? 4 : 1;
}

/**
 * C −= V W over so many bytes of each column, a multiple of 32.
 * @param w (width, columns) by groups of `groupOf` columns, each group row-major, so that a row is read in one go
 */
export function subtractProducts(
  bytes: usize,
  v: usize,
  ldv: usize,
  width: i32,
  w: usize,
  c: usize,
  ldc: usize,
  columns: i32,
): void {
  for (let left = columns; left > 0; ) {
    const group = groupOf(left);
    const end = w + bytesOf(width * group);
    if (group == 6) subtract6(bytes, v, ldv, w, end, c, ldc);
    else if (group == 4) subtract4(bytes, v, ldv, w, end, c, ldc);
    else subtract1(bytes, v, ldv, w, end, c);
    w = end;
    c += <usize>group * ldc;
    left -= group;
  }
}

function subtract6(bytes: usize, v: usize, ldv: usize, w: usize, end: usize, c0: usize, ldc: usize): void {
  for (const stop = c0 + bytes; c0 < stop; c0 += 32) {
    const c1 = c0 + ldc;
    const c2 = c1 + ldc;
    const c3 = c2 + ldc;
    const c4 = c3 + ldc;
    const c5 = c4 + ldc;
    let a0 = v128.load(c0);
    let b0 = v128.load(c0, 16);
    let a1 = v128.load(c1);
    let b1 = v128.load(c1, 16);
    let a2 = v128.load(c2);
    let b2 = v128.load(c2, 16);
    let a3 = v128.load(c3);
    let b3 = v128.load(c3, 16);
    let a4 = v128.load(c4);
    let b4 = v128.load(c4, 16);
    let a5 = v128.load(c5);
    let b5 = v128.load(c5, 16);
    let at = v;
    for (let p = w; p < end; p += 48) {
      const x = v128.load(at);
      const y = v128.load(at, 16);
      let q = v128.load64_splat(p);
      a0 = multiplySubtract(x, q, a0);
      b0 = multiplySubtract(y, q, b0);
      q = v128.load64_splat(p, 8);
      a1 = multiplySubtract(x, q, a1);
      b1 = multiplySubtract(y, q, b1);
      q = v128.load64_splat(p, 16);
      a2 = multiplySubtract(x, q, a2);
      b2 = multiplySubtract(y, q, b2);
      q = v128.load64_splat(p, 24);
      a3 = multiplySubtract(x, q, a3);
      b3 = multiplySubtract(y, q, b3);
      q = v128.load64_splat(p, 32);
      a4 = multiplySubtract(x, q, a4);
      b4 = multiplySubtract(y, q, b4);
      q = v128.load64_splat(p, 40);
      a5 = multiplySubtract(x, q, a5);
      b5 = multiplySubtract(y, q, b5);
      at += ldv;
    }
    storePair(c0, a0, b0);
    storePair(c1, a1, b1);
    storePair(c2, a2, b2);
    storePair(c3, a3, b3);
    storePair(c4, a4, b4);
    storePair(c5, a5, b5);
    v += 32;
  }
}

function subtract4(bytes: usize, v: usize, ldv: usize, w: usize, end: usize, c0: usize, ldc: usize): void {
  for (const stop = c0 + bytes; c0 < stop; c0 += 32) {
    const c1 = c0 + ldc;
    const c2 = c1 + ldc;
    const c3 = c2 + ldc;
    let a0 = v128.load(c0);
    let b0 = v128.load(c0, 16);
    let a1 = v128.load(c1);
    let b1 = v128.load(c1, 16);
    let a2 = v128.load(c2);
    let b2 = v128.load(c2, 16);
    let a3 = v128.load(c3);
    let b3 = v128.load(c3, 16);
    let at = v;
    for (let p = w; p < end; p += 32) {
      const x = v128.load(at);
      const y = v128.load(at, 16);
      let q = v128.load64_splat(p);
      a0 = multiplySubtract(x, q, a0);
      b0 = multiplySubtract(y, q, b0);
      q = v128.load64_splat(p, 8);
      a1 = multiplySubtract(x, q, a1);
      b1 = multiplySubtract(y, q, b1);
      q = v128.load64_splat(p, 16);
      a2 = multiplySubtract(x, q, a2);
      b2 = multiplySubtract(y, q, b2);
      q = v128.load64_splat(p, 24);
      a3 = multiplySubtract(x, q, a3);
      b3 = multiplySubtract(y, q, b3);
      at += ldv;
    }
    storePair(c0, a0, b0);
    storePair(c1, a1, b1);
    storePair(c2, a2, b2);
    storePair(c3, a3, b3);
    v += 32;
  }
}

function subtract1(bytes: usize, v: usize, ldv: usize, w: usize, end: usize, c: usize): void {
  for (const stop = c + bytes; c < stop; c += 32) {
    let a = v128.load(c);
    let b = v128.load(c, 16);
    let at = v;
    for (let p = w; p < end; p += 8) {
      const q = v128.load64_splat(p);
      a = multiplySubtract(v128.load(at), q, a);
      b = multiplySubtract(v128.load(at, 16), q, b);
      at += ldv;
    }
    storePair(c, a, b);
    v += 32;
  }
}

@inline
function storePair(at: usize, a: v128, b: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
}
