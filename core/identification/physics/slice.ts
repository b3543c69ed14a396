import type { AxisPlane, PlanePoint } from './axis-plane.ts';

/** Points along a curve of V. */
const POINTS = 97;

/** The line through the plane where nothing moves along q: p = p*(q) with ∂Ĥ/∂p = 0, evenly spaced in q over what is covered. */
export interface Slice {
  readonly points: readonly PlanePoint[];
  /** (n) dV/dq = ∂Ĥ/∂q there, V(q) = Ĥ(q, p*(q)) */
  readonly force: Float64Array<ArrayBuffer>;
  /** Minimum of V nearest to the middle; null when the force does not change its sign that way. */
  readonly equilibrium: PlanePoint | null;
}

/**
 * Follows p*(q) from the middle to both ends, starting from the p* nearest to 0, or to the middle of the data when they do not reach 0. Where there
 * is none the p of its neighbour is kept.
 */
export function sliceOf(plane: AxisPlane): Slice {
  const { q, p } = plane.covered;
  const middle = (POINTS - 1) / 2;
  const qAt = (i: number) => q.low + ((q.high - q.low) * i) / (POINTS - 1);
  const first = p.low <= 0 && p.high >= 0 ? 0 : p.median;
  const momenta = new Float64Array(POINTS);
  momenta[middle] = plane.restMomentum(qAt(middle), first) ?? first;
  for (let i = middle + 1; i < POINTS; i++) {
    momenta[i] = plane.restMomentum(qAt(i), momenta[i - 1]!) ?? momenta[i - 1]!;
  }
  for (let i = middle - 1; i >= 0; i--) momenta[i] = plane.restMomentum(qAt(i), momenta[i + 1]!) ?? momenta[i + 1]!;

  const gradient = new Float64Array(2);
  const points = Array.from(momenta, (momentum, i) => ({ q: qAt(i), p: momentum }));
  const force = Float64Array.from(points, (point) => {
    plane.gradient(point.q, point.p, gradient);
    return gradient[0]!;
  });
  return { points, force, equilibrium: nearestMinimum(plane, points, force) };
}

function nearestMinimum(plane: AxisPlane, points: readonly PlanePoint[], force: Float64Array): PlanePoint | null {
  const { low, high } = plane.covered.q;
  let nearest: PlanePoint | null = null;
  for (let i = 1; i < points.length; i++) {
    if (!(force[i - 1]! < 0 && force[i]! >= 0)) continue;
    const [before, after] = [points[i - 1]!, points[i]!];
    const share = force[i - 1]! / (force[i - 1]! - force[i]!);
    const guess = { q: before.q + share * (after.q - before.q), p: before.p + share * (after.p - before.p) };
    const found = plane.equilibriumNear(guess);
    if (found === null || found.q < low || found.q > high) continue;
    const distance = Math.abs(found.q - (low + high) / 2);
    if (nearest === null || distance < Math.abs(nearest.q - (low + high) / 2)) nearest = found;
  }
  return nearest;
}
