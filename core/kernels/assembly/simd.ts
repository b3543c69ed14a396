// Words shared by all kernels. `ASC_FEATURE_RELAXED_SIMD` is known when a module is compiled, so each module holds one of the branches.
// Sizes and addresses are bytes (`usize`) in the inner loops: an address is then one addition, or none.

/** a·b + c, fused in the module with relaxed SIMD. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(c, f64x2.mul(a, b));
}

/** c − a·b, fused in the module with relaxed SIMD. */
@inline
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_nmadd(a, b, c);
  return f64x2.sub(c, f64x2.mul(a, b));
}

/** The sum of both lanes. */
@inline
export function laneSum(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** (Σa, Σb): the sums of the lanes of two vectors. */
@inline
export function laneSums(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/** Bytes of so many numbers. */
@inline
export function bytesOf(numbers: i32): usize {
  return <usize>numbers << 3;
}
