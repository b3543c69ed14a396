import { laneSum, multiplyAdd } from './simd';

/** See `Kernels.dot`. Two sums at a time, because the next multiply-add of one must wait for the last. */
export function dot(n: i32, x: usize, y: usize): f64 {
  let even = f64x2.splat(0);
  let odd = even;
  const end = x + bytesOfGroups(n);
  while (x < end) {
    even = multiplyAdd(v128.load(x), v128.load(y), even);
    odd = multiplyAdd(v128.load(x, 16), v128.load(y, 16), odd);
    x += 32;
    y += 32;
  }
  let sum = laneSum(f64x2.add(even, odd));
  for (let rest = n & 3; rest > 0; rest--) {
    sum += load<f64>(x) * load<f64>(y);
    x += 8;
    y += 8;
  }
  return sum;
}

/** See `Kernels.addScaled`. */
export function addScaled(n: i32, factor: f64, x: usize, y: usize): void {
  const both = f64x2.splat(factor);
  const end = x + bytesOfGroups(n);
  while (x < end) {
    v128.store(y, multiplyAdd(v128.load(x), both, v128.load(y)));
    v128.store(y, multiplyAdd(v128.load(x, 16), both, v128.load(y, 16)), 16);
    x += 32;
    y += 32;
  }
  for (let rest = n & 3; rest > 0; rest--) {
    store<f64>(y, load<f64>(y) + factor * load<f64>(x));
    x += 8;
    y += 8;
  }
}

/** Bytes of the whole groups of four among n numbers. */
@inline
function bytesOfGroups(n: i32): usize {
  return <usize>(n & ~3) << 3;
}
