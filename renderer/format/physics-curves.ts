import type { AxisPhysics, BandedCurve } from '../state/contract-types.ts';

/** K sin(q − q₀) at every q. */
export function sineFit(q: Float64Array, { stiffness, angle }: NonNullable<AxisPhysics['sine']>): Float64Array {
  return q.map((one) => stiffness.value * Math.sin(one - angle.value));
}

/** k (q − q₀) at every q; the least-squares line of slope k where q₀ is not known, which passes through the middle of the curve. */
export function lineFit(
  { x, value }: BandedCurve,
  { stiffness, angle }: NonNullable<AxisPhysics['line']>,
): Float64Array {
  const [at, height] = angle ? [angle.value, 0] : [mean(x), mean(value)];
  return x.map((one) => height + stiffness.value * (one - at));
}

/** Amplitudes and periods of single swings (n, 2), as points over increasing amplitude. */
export function singleSwings(pairs: Float64Array): { readonly times: Float64Array; readonly values: Float64Array } {
  const swings = Array.from({ length: pairs.length / 2 }, (_, k) => [pairs[2 * k]!, pairs[2 * k + 1]!] as const);
  swings.sort(([a], [b]) => a - b);
  return {
    times: Float64Array.from(swings, ([amplitude]) => amplitude),
    values: Float64Array.from(swings, ([, period]) => period),
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
