import { multiplyAdd, multiplySubtract } from './simd';

// tanh z and sech² z of two numbers at once, from one table of constants and one exponential, without cancellation anywhere:
// −|z| = n ln 2/2 + r with |r| ≤ ln 2/4, T = tanh r by a polynomial, h = 2ⁿ⁻¹. Then exp(−2|z|) = 2h (1 + T)/(1 − T), and
//   tanh |z| = N/D,  sech² z = 2h (1 − T²)/D²,  N = (½ − h) − T (½ + h),  D = (½ + h) − T (½ − h).
// The steps are functions of their own so that a caller can take them for several vectors by turns: each step waits for the one before,
// and the processor looks only some 250 instructions ahead for something else to do.

/**
 * Each number twice, so that one load fills both lanes. Loaded where they are used: V8 would keep splatted constants in its fifteen
 * vector registers by spilling what the loop computes.
 */
const TABLE = memory.data<f64>([
  -0.0, -0.0,
  -350.0, -350.0, // sech² and 1 − |tanh| are below 1e-303 there
  2.8853900817779268, 2.8853900817779268, // 2/ln 2
  0.3465735901845619, 0.3465735901845619, // ln 2/2 with its last bits zero, so that n times it is exact
  9.541074646352939e-11, 9.541074646352939e-11, // the rest of ln 2/2
  6755399441056766.0, 6755399441056766.0, // 1.5 · 2⁵² + 1022
  0.5, 0.5,
  1.0, 1.0,
  // tanh r = r + r³ Σ cₖ r²ᵏ for |r| ≤ ln 2/4: Chebyshev fit, relative error below 2e-17
  -0.3333333333333328, -0.3333333333333328,
  0.13333333333212213, 0.13333333333212213,
  -0.053968253497737116, -0.053968253497737116,
  0.021869421627089054, 0.021869421627089054,
  -0.008858927700294618, -0.008858927700294618,
  0.0034637924300781496, 0.0034637924300781496,
], 16);

@inline
function constant(index: usize): v128 {
  return v128.load(TABLE + index * 16);
}

/** −|z|, at least −350; a NaN stays one. */
@inline
export function negativeSize(z: v128): v128 {
  return f64x2.pmax(v128.or(z, constant(0)), constant(1));
}

/** n + 1.5 · 2⁵² + 1022: the sum has no room for fractions, so it rounds, and its lowest bits are n + 1022. */
@inline
export function shiftedCount(size: v128): v128 {
  return multiplyAdd(size, constant(2), constant(5));
}

/** r */
@inline
export function remainder(size: v128, shifted: v128): v128 {
  const n = f64x2.sub(shifted, constant(5));
  return multiplySubtract(n, constant(4), multiplySubtract(n, constant(3), size));
}

/** h: n + 1022 are the bits of its exponent. */
@inline
export function halfPower(shifted: v128): v128 {
  return i64x2.shl(shifted, 52);
}

/** T; even and odd powers apart, because one chain of six multiply-adds would be waited for. */
@inline
export function smallTanh(r: v128): v128 {
  const s = f64x2.mul(r, r);
  const s2 = f64x2.mul(s, s);
  const even = multiplyAdd(multiplyAdd(constant(12), s2, constant(10)), s2, constant(8));
  const odd = multiplyAdd(multiplyAdd(constant(13), s2, constant(11)), s2, constant(9));
  return multiplyAdd(f64x2.mul(r, s), multiplyAdd(odd, s, even), r);
}

/** N */
@inline
export function tanhNumerator(T: v128, h: v128): v128 {
  return multiplySubtract(T, f64x2.add(constant(6), h), f64x2.sub(constant(6), h));
}

/** D */
@inline
export function denominator(T: v128, h: v128): v128 {
  return multiplySubtract(T, f64x2.sub(constant(6), h), f64x2.add(constant(6), h));
}

/** 2h (1 − T²) */
@inline
export function slopeNumerator(T: v128, h: v128): v128 {
  return f64x2.mul(f64x2.add(h, h), multiplySubtract(T, T, constant(7)));
}

/** 1/x */
@inline
export function inverse(x: v128): v128 {
  return f64x2.div(constant(7), x);
}

/** sech² z of one vector. */
@inline
export function sechSquared(z: v128): v128 {
  const size = negativeSize(z);
  const shifted = shiftedCount(size);
  const T = smallTanh(remainder(size, shifted));
  const h = halfPower(shifted);
  const D = denominator(T, h);
  return f64x2.div(slopeNumerator(T, h), f64x2.mul(D, D));
}

/** x with its sign changed where z is negative. */
@inline
export function withSign(x: v128, z: v128): v128 {
  return v128.xor(x, v128.and(z, constant(0)));
}
