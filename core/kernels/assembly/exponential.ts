import { multiplyAdd, multiplySubtract } from './simd';

const TABLE = memory.data<f64>([
  2.8853900817779268, 2.8853900817779268,
  0.3465735901845619, 0.3465735901845619,
  9.541074646352939e-11, 9.541074646352939e-11,
  6755399441056767.0, 6755399441056767.0,
  -350.0, -350.0,
  1.0, 1.0,
  2.0, 2.0,
  4.0, 4.0,
  -0.0, -0.0,
  2.0000000000000004, 2.0000000000000004,
  1.3333333333333335, 1.3333333333333335,
  0.6666666666659866, 0.6666666666659866,
  0.2666666666665621, 0.2666666666665621,
  0.088888889070059, 0.088888889070059,
  0.025396825424691898, 0.025396825424691898,
  0.006349189458526385, 0.006349189458526385,
  0.0014109321461918732, 0.0014109321461918732,
  0.0002828295770110297, 0.0002828295770110297,
  5.140556970508541e-05, 5.140556970508541e-05,
], 16);

@inline
export function constant(index: usize): v128 {
  return v128.load(TABLE + index * 16);
}

/** exp(−2|z|) − 1 or exp(−2|z|) of two numbers */
@inline
export function decay(z: v128, minusOne: bool): v128 {
  const t = f64x2.pmax(v128.or(z, constant(8)), constant(4));
  const n = f64x2.nearest(f64x2.mul(t, constant(0)));
  let r = multiplySubtract(n, constant(1), t);
  r = multiplySubtract(n, constant(2), r);
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const a0 = multiplyAdd(constant(9), r, constant(6));
  const a1 = multiplyAdd(constant(11), r, constant(10));
  const a2 = multiplyAdd(constant(13), r, constant(12));
  const a3 = multiplyAdd(constant(15), r, constant(14));
  const a4 = multiplyAdd(constant(17), r, constant(16));
  const b0 = multiplyAdd(a1, r2, a0);
  const b1 = multiplyAdd(a3, r2, a2);
  const b2 = multiplyAdd(constant(18), r2, a4);
  let p = multiplyAdd(multiplyAdd(b2, r4, b1), r4, b0);
  p = f64x2.mul(p, r);
  const power = i64x2.shl(f64x2.add(n, constant(3)), 52);
  return multiplyAdd(p, power, minusOne ? f64x2.sub(power, constant(5)) : power);
}

@inline
export function sechSquared(z: v128): v128 {
  const e = decay(z, false);
  const q = f64x2.add(e, constant(5));
  return f64x2.div(f64x2.mul(e, constant(7)), f64x2.mul(q, q));
}
