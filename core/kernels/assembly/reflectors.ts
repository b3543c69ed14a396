import { laneSum, multiplyAdd, multiplySubtract } from './simd';

/** Bytes of a column that are worked on at a time, so that what is read twice stays in the first cache. */
const CHUNK: usize = 128 * 8;

/** W[0..1, 0..3] += V[:, 0..1]ᵀ C[:, 0..3] */
function dot2x4(bytes: usize, v0: usize, ldv: usize, c0: usize, ldc: usize, out: usize, ldw: usize): void {
  const v1 = v0 + ldv;
  const c1 = c0 + ldc;
  const c2 = c1 + ldc;
  const c3 = c2 + ldc;
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s02 = f64x2.splat(0);
  let s03 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s12 = f64x2.splat(0);
  let s13 = f64x2.splat(0);
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
  addPair(out + ldw, s01, s11);
  addPair(out + 2 * ldw, s02, s12);
  addPair(out + 3 * ldw, s03, s13);
}

function dot2x1(bytes: usize, v0: usize, ldv: usize, c: usize, out: usize): void {
  const v1 = v0 + ldv;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (let r: usize = 0; r < bytes; r += 16) {
    const x = v128.load(c + r);
    s0 = multiplyAdd(v128.load(v0 + r), x, s0);
    s1 = multiplyAdd(v128.load(v1 + r), x, s1);
  }
  addPair(out, s0, s1);
}

@inline
function addPair(at: usize, a: v128, b: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3))));
}

function update6(bytes: usize, w: i32, V: usize, ldv: usize, C: usize, ldc: usize, W: usize): void {
  for (let r: usize = 0; r < bytes; r += 32) {
    const c0 = C + r;
    const c1 = c0 + ldc;
    const c2 = c1 + ldc;
    const c3 = c2 + ldc;
    const c4 = c3 + ldc;
    const c5 = c4 + ldc;
    let a0 = v128.load(c0), b0 = v128.load(c0, 16);
    let a1 = v128.load(c1), b1 = v128.load(c1, 16);
    let a2 = v128.load(c2), b2 = v128.load(c2, 16);
    let a3 = v128.load(c3), b3 = v128.load(c3, 16);
    let a4 = v128.load(c4), b4 = v128.load(c4, 16);
    let a5 = v128.load(c5), b5 = v128.load(c5, 16);
    let v = V + r;
    const end = W + <usize>w * 48;
    for (let p = W; p < end; p += 48) {
      const x = v128.load(v);
      const y = v128.load(v, 16);
      let q = v128.load64_splat(p);
      a0 = multiplySubtract(x, q, a0); b0 = multiplySubtract(y, q, b0);
      q = v128.load64_splat(p, 8);
      a1 = multiplySubtract(x, q, a1); b1 = multiplySubtract(y, q, b1);
      q = v128.load64_splat(p, 16);
      a2 = multiplySubtract(x, q, a2); b2 = multiplySubtract(y, q, b2);
      q = v128.load64_splat(p, 24);
      a3 = multiplySubtract(x, q, a3); b3 = multiplySubtract(y, q, b3);
      q = v128.load64_splat(p, 32);
      a4 = multiplySubtract(x, q, a4); b4 = multiplySubtract(y, q, b4);
      q = v128.load64_splat(p, 40);
      a5 = multiplySubtract(x, q, a5); b5 = multiplySubtract(y, q, b5);
      v += ldv;
    }
    v128.store(c0, a0); v128.store(c0, b0, 16);
    v128.store(c1, a1); v128.store(c1, b1, 16);
    v128.store(c2, a2); v128.store(c2, b2, 16);
    v128.store(c3, a3); v128.store(c3, b3, 16);
    v128.store(c4, a4); v128.store(c4, b4, 16);
    v128.store(c5, a5); v128.store(c5, b5, 16);
  }
}

function update4(bytes: usize, w: i32, V: usize, ldv: usize, C: usize, ldc: usize, W: usize): void {
  for (let r: usize = 0; r < bytes; r += 32) {
    const c0 = C + r;
    const c1 = c0 + ldc;
    const c2 = c1 + ldc;
    const c3 = c2 + ldc;
    let a0 = v128.load(c0), b0 = v128.load(c0, 16);
    let a1 = v128.load(c1), b1 = v128.load(c1, 16);
    let a2 = v128.load(c2), b2 = v128.load(c2, 16);
    let a3 = v128.load(c3), b3 = v128.load(c3, 16);
    let v = V + r;
    const end = W + <usize>w * 32;
    for (let p = W; p < end; p += 32) {
      const x = v128.load(v);
      const y = v128.load(v, 16);
      let q = v128.load64_splat(p);
      a0 = multiplySubtract(x, q, a0); b0 = multiplySubtract(y, q, b0);
      q = v128.load64_splat(p, 8);
      a1 = multiplySubtract(x, q, a1); b1 = multiplySubtract(y, q, b1);
      q = v128.load64_splat(p, 16);
      a2 = multiplySubtract(x, q, a2); b2 = multiplySubtract(y, q, b2);
      q = v128.load64_splat(p, 24);
      a3 = multiplySubtract(x, q, a3); b3 = multiplySubtract(y, q, b3);
      v += ldv;
    }
    v128.store(c0, a0); v128.store(c0, b0, 16);
    v128.store(c1, a1); v128.store(c1, b1, 16);
    v128.store(c2, a2); v128.store(c2, b2, 16);
    v128.store(c3, a3); v128.store(c3, b3, 16);
  }
}

function update1(bytes: usize, w: i32, V: usize, ldv: usize, C: usize, W: usize): void {
  for (let r: usize = 0; r < bytes; r += 32) {
    let a = v128.load(C + r), b = v128.load(C + r, 16);
    let v = V + r;
    const end = W + <usize>w * 8;
    for (let p = W; p < end; p += 8) {
      const q = v128.load64_splat(p);
      a = multiplySubtract(v128.load(v), q, a);
      b = multiplySubtract(v128.load(v, 16), q, b);
      v += ldv;
    }
    v128.store(C + r, a);
    v128.store(C + r, b, 16);
  }
}

const GROUP: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** [R; C] ← (I − [I; V] T [I; V]ᵀ)ᵀ [R; C] */
export function applyPanel(rows: i32, w: i32, V: usize, ldv: usize, T: usize, ldt: usize, R: usize, ldr: usize, C: usize, ldc: usize, nc: i32, work: usize): void {
  const W = work;
  const ldw = <usize>w * 8;
  const P = W + ldw * <usize>nc;
  const bytes = <usize>rows * 8;
  for (let c = 0; c < nc; c++) memory.copy(W + <usize>c * ldw, R + <usize>c * ldr, ldw);
  for (let r: usize = 0; r < bytes; r += CHUNK) {
    const h = min(CHUNK, bytes - r);
    let c = 0;
    for (; c + 4 <= nc; c += 4) {
      for (let a = 0; a < w; a += 2) dot2x4(h, V + r + <usize>a * ldv, ldv, C + r + <usize>c * ldc, ldc, W + <usize>c * ldw + <usize>a * 8, ldw);
    }
    for (; c < nc; c++) {
      for (let a = 0; a < w; a += 2) dot2x1(h, V + r + <usize>a * ldv, ldv, C + r + <usize>c * ldc, W + <usize>c * ldw + <usize>a * 8);
    }
  }
  const Y = P + ldw * <usize>nc;
  memory.fill(Y, 0, ldw * <usize>nc);
  let c = 0;
  for (; c + 4 <= nc; c += 4) {
    for (let a = 0; a < w; a += 2) dot2x4(<usize>(a + 2) * 8, T + <usize>a * ldt, ldt, W + <usize>c * ldw, ldw, Y + <usize>c * ldw + <usize>a * 8, ldw);
  }
  for (; c < nc; c++) {
    for (let a = 0; a < w; a += 2) dot2x1(<usize>(a + 2) * 8, T + <usize>a * ldt, ldt, W + <usize>c * ldw, Y + <usize>c * ldw + <usize>a * 8);
  }
  c = 0;
  while (c < nc) {
    const g = nc - c >= GROUP ? GROUP : nc - c >= 4 ? 4 : 1;
    const out = P + <usize>(c * w) * 8;
    for (let q = 0; q < g; q++) {
      const y = Y + <usize>(c + q) * ldw;
      const rc = R + <usize>(c + q) * ldr;
      for (let a = 0; a < w; a++) {
        const value = load<f64>(y + <usize>a * 8);
        store<f64>(out + <usize>(a * g + q) * 8, value);
        store<f64>(rc + <usize>a * 8, load<f64>(rc + <usize>a * 8) - value);
      }
    }
    c += g;
  }
  for (let r: usize = 0; r < bytes; r += CHUNK) {
    const h = min(CHUNK, bytes - r);
    let c = 0;
    while (c < nc) {
      const p = P + <usize>(c * w) * 8;
      const at = C + r + <usize>c * ldc;
      if (nc - c >= GROUP) {
        if (GROUP == 6) update6(h, w, V + r, ldv, at, ldc, p);
        else update4(h, w, V + r, ldv, at, ldc, p);
        c += GROUP;
      } else if (nc - c >= 4) {
        update4(h, w, V + r, ldv, at, ldc, p);
        c += 4;
      } else {
        update1(h, w, V + r, ldv, at, p);
        c += 1;
      }
    }
  }
}

export function dot(n: i32, x: usize, y: usize): f64 {
  let a = f64x2.splat(0), b = a;
  let k = 0;
  for (; k + 4 <= n; k += 4) {
    a = multiplyAdd(v128.load(x), v128.load(y), a);
    b = multiplyAdd(v128.load(x, 16), v128.load(y, 16), b);
    x += 32; y += 32;
  }
  let sum = laneSum(f64x2.add(a, b));
  for (; k < n; k++) { sum += load<f64>(x) * load<f64>(y); x += 8; y += 8; }
  return sum;
}

export function addScaled(n: i32, factor: f64, x: usize, y: usize): void {
  const q = f64x2.splat(factor);
  let k = 0;
  for (; k + 4 <= n; k += 4) {
    v128.store(y, multiplyAdd(v128.load(x), q, v128.load(y)));
    v128.store(y, multiplyAdd(v128.load(x, 16), q, v128.load(y, 16)), 16);
    x += 32; y += 32;
  }
  for (; k < n; k++) { store<f64>(y, load<f64>(y) + factor * load<f64>(x)); x += 8; y += 8; }
}

export function factorPanel(rows: i32, w: i32, B: usize, ldb: usize, R: usize, ldr: usize, T: usize, ldt: usize, work: usize): void {
  if (w <= 4) {
    for (let j = 0; j < w; j++) {
      const x = B + <usize>j * ldb;
      const diagonal = R + <usize>j * ldr + <usize>j * 8;
      const squared = dot(rows, x, x);
      let tau: f64 = 0;
      if (squared > 0) {
        const head = load<f64>(diagonal);
        const norm = Math.sqrt(head * head + squared);
        const beta = head > 0 ? -norm : norm;
        tau = (beta - head) / beta;
        const scale = f64x2.splat(1 / (head - beta));
        const end = x + <usize>rows * 8;
        for (let p = x; p < end; p += 16) v128.store(p, f64x2.mul(v128.load(p), scale));
        store<f64>(diagonal, beta);
      }
      for (let c = j + 1; c < w; c++) {
        const y = B + <usize>c * ldb;
        const top = R + <usize>c * ldr + <usize>j * 8;
        const q = tau * (load<f64>(top) + dot(rows, x, y));
        store<f64>(top, load<f64>(top) - q);
        addScaled(rows, -q, x, y);
      }
      for (let i = 0; i < j; i++) store<f64>(work + <usize>i * 8, dot(rows, B + <usize>i * ldb, x));
      const tj = T + <usize>j * ldt;
      for (let i = 0; i < j; i++) {
        let sum: f64 = 0;
        for (let p = i; p < j; p++) sum += load<f64>(T + <usize>p * ldt + <usize>i * 8) * load<f64>(work + <usize>p * 8);
        store<f64>(tj + <usize>i * 8, -tau * sum);
      }
      store<f64>(tj + <usize>j * 8, tau);
      for (let i = j + 1; i < w; i++) store<f64>(tj + <usize>i * 8, 0);
    }
    return;
  }
  const h = ((w >> 1) + 3) & ~3;
  const g = w - h;
  const B2 = B + <usize>h * ldb;
  const T2 = T + <usize>h * ldt + <usize>h * 8;
  factorPanel(rows, h, B, ldb, R, ldr, T, ldt, work);
  applyPanel(rows, h, B, ldb, T, ldt, R + <usize>h * ldr, ldr, B2, ldb, g, work);
  factorPanel(rows, g, B2, ldb, R + <usize>h * ldr + <usize>h * 8, ldr, T2, ldt, work);
  const W = work;
  const ldw = <usize>h * 8;
  memory.fill(W, 0, ldw * <usize>g);
  const bytes = <usize>rows * 8;
  for (let r: usize = 0; r < bytes; r += CHUNK) {
    const part = min(CHUNK, bytes - r);
    for (let c = 0; c < g; c += 4) {
      for (let a = 0; a < h; a += 2) dot2x4(part, B + r + <usize>a * ldb, ldb, B2 + r + <usize>c * ldb, ldb, W + <usize>c * ldw + <usize>a * 8, ldw);
    }
  }
  const U = W + ldw * <usize>g;
  for (let c = 0; c < g; c++) {
    for (let i = 0; i < h; i++) {
      let sum: f64 = 0;
      for (let p = 0; p <= c; p++) sum += load<f64>(W + <usize>p * ldw + <usize>i * 8) * load<f64>(T2 + <usize>c * ldt + <usize>p * 8);
      store<f64>(U + <usize>c * ldw + <usize>i * 8, sum);
    }
  }
  for (let c = 0; c < g; c++) {
    for (let i = 0; i < h; i++) {
      let sum: f64 = 0;
      for (let p = i; p < h; p++) sum += load<f64>(T + <usize>p * ldt + <usize>i * 8) * load<f64>(U + <usize>c * ldw + <usize>p * 8);
      store<f64>(T + <usize>(h + c) * ldt + <usize>i * 8, -sum);
      store<f64>(T + <usize>i * ldt + <usize>(h + c) * 8, 0);
    }
  }
}

export function benchDot(bytes: usize, w: i32, nc: i32, V: usize, ldv: usize, C: usize, ldc: usize, W: usize): void {
  for (let c = 0; c + 4 <= nc; c += 4) for (let a = 0; a < w; a += 2) dot2x4(bytes, V + <usize>a * ldv, ldv, C + <usize>c * ldc, ldc, W + <usize>(c * w + a) * 8, <usize>w * 8);
}
export function benchUpdate(bytes: usize, w: i32, nc: i32, V: usize, ldv: usize, C: usize, ldc: usize, W: usize, six: i32): void {
  if (six) for (let c = 0; c + 6 <= nc; c += 6) update6(bytes, w, V, ldv, C + <usize>c * ldc, ldc, W + <usize>(c * w) * 8);
  else for (let c = 0; c + 4 <= nc; c += 4) update4(bytes, w, V, ldv, C + <usize>c * ldc, ldc, W + <usize>(c * w) * 8);
}
