import { bytesOf } from './simd';

/** See `Kernels.writeTargets`: the second target is the first moved on by a random distance, so that the two differ. */
export function writeTargets(first: u32, count: i32, rows: u32, out: usize): void {
  const end = first + <u32>count;
  for (let row = first; row != end; row++) {
    const plus = below(rows, hash(row, 0));
    let minus = plus + 1 + below(rows - 1, hash(row, 1));
    if (minus >= rows) minus -= rows;
    store<u32>(out, plus << 4);
    store<u32>(out, minus << 4, 4);
    out += 8;
  }
}

/** ⌊bits · limit / 2³²⌋: no division, and every number below the limit is equally likely to 1 in 2³²/limit. */
@inline
function below(limit: u32, bits: u32): u32 {
  return <u32>((<u64>bits * <u64>limit) >> 32);
}

/**
 * Counter-based random bits: x = row + z · 0x9e3779b9 (2³² over the golden ratio) through two rounds of shift, xor and multiplication, modulo 2³².
 * Multipliers: C. Wellons, Prospecting for Hash Functions (2018), `lowbias32`.
 */
@inline
function hash(row: u32, z: u32): u32 {
  let x = row + z * 0x9e3779b9;
  x = (x ^ (x >> 16)) * 0x7feb352d;
  x = (x ^ (x >> 15)) * 0x846ca68b;
  return x ^ (x >> 16);
}

/** See `Kernels.sketchPair`. Two neurons share a vector, so that their sums (16 bytes a row) fit in the first cache and a target is read once for both. */
export function sketchPair(
  slopes: usize,
  tileBytes: usize,
  tiles: i32,
  points: i32,
  scales: usize,
  components: i32,
  targets: usize,
  sums: usize,
): void {
  const stride = bytesOf(points);
  for (let tile = 0; tile < tiles; tile++) {
    for (let c = 0; c < components; c++) {
      const scale = f64x2(load<f64>(scales + bytesOf(c)), load<f64>(scales + bytesOf(components + c)));
      const end = slopes + stride;
      for (let at = slopes; at < end; at += 16) {
        const a = v128.load(at);
        const b = v128.load(at + stride);
        addToTargets(f64x2.mul(v128.shuffle<f64>(a, b, 0, 2), scale), targets, sums);
        addToTargets(f64x2.mul(v128.shuffle<f64>(a, b, 1, 3), scale), targets + 8, sums);
        targets += 16;
      }
    }
    slopes += tileBytes;
  }
}

@inline
function addToTargets(pair: v128, targets: usize, sums: usize): void {
  const t0 = sums + <usize>load<u32>(targets);
  v128.store(t0, f64x2.add(v128.load(t0), pair));
  const t1 = sums + <usize>load<u32>(targets, 4);
  v128.store(t1, f64x2.sub(v128.load(t1), pair));
}
