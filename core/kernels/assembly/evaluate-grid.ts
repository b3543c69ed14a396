import { bytesOf, multiplyAdd } from './simd';

/** See `Kernels.addToGrid`. The sums of four points stay in registers while the neurons pass by. */
export function addToGrid(
  columnPowers: usize,
  columns: i32,
  rowPowers: usize,
  rows: i32,
  scales: usize,
  neurons: i32,
  sums: usize,
): void {
  const stride = bytesOf(columns);
  const component = stride * <usize>rows;
  const perGroup = bytesOf(4 * neurons);
  const one = f64x2.splat(1);
  for (let k: usize = 0; k < stride; k += 32) {
    let to = sums + k;
    let b = rowPowers;
    for (let row = 0; row < rows; row++) {
      let e0 = v128.load(to);
      let e1 = v128.load(to, 16);
      let q0 = v128.load(to + component);
      let q1 = v128.load(to + component, 16);
      let p0 = v128.load(to + 2 * component);
      let p1 = v128.load(to + 2 * component, 16);
      let scale = scales;
      const end = columnPowers + perGroup;
      for (let a = columnPowers; a < end; a += 32) {
        const power = v128.load64_splat(b);
        const E0 = f64x2.mul(v128.load(a), power);
        const E1 = f64x2.mul(v128.load(a, 16), power);
        const D0 = f64x2.div(one, f64x2.add(one, E0));
        const D1 = f64x2.div(one, f64x2.add(one, E1));
        const ofEnergy = v128.load64_splat(scale);
        const ofQ = v128.load64_splat(scale, 8);
        const ofP = v128.load64_splat(scale, 16);
        e0 = multiplyAdd(ofEnergy, D0, e0);
        e1 = multiplyAdd(ofEnergy, D1, e1);
        const S0 = f64x2.mul(f64x2.mul(E0, D0), D0);
        const S1 = f64x2.mul(f64x2.mul(E1, D1), D1);
        q0 = multiplyAdd(ofQ, S0, q0);
        q1 = multiplyAdd(ofQ, S1, q1);
        p0 = multiplyAdd(ofP, S0, p0);
        p1 = multiplyAdd(ofP, S1, p1);
        scale += 24;
        b += 8;
      }
      v128.store(to, e0);
      v128.store(to, e1, 16);
      v128.store(to + component, q0);
      v128.store(to + component, q1, 16);
      v128.store(to + 2 * component, p0);
      v128.store(to + 2 * component, p1, 16);
      to += stride;
    }
    columnPowers += perGroup;
  }
}
