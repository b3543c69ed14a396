import type { AxisPlane, PlanePoint } from './axis-plane.ts';

/** One swing of the learned H, without friction. */
export interface Swing {
  readonly period: number;
  /** Half of the way between its two ends in q. */
  readonly amplitude: number;
}

/** An orbit that takes longer than so many expected periods counts as one that does not come back. */
const PATIENCE = 4;

/**
 * Follows q̇ = ∂Ĥ/∂p, ṗ = −∂Ĥ/∂q by Runge–Kutta 4 from a turning point at the largest q until q̇ has changed its sign twice. Null when the motion does
 * not start towards smaller q, or does not come back.
 * @param expected period, `steps` per such a period
 */
export function swingFrom(plane: AxisPlane, start: PlanePoint, expected: number, steps: number): Swing | null {
  const h = expected / steps;
  const gradient = new Float64Array(2);
  const velocityAt = ({ q, p }: PlanePoint): number => {
    plane.gradient(q, p, gradient);
    return gradient[1]!;
  };
  let point = start;
  let velocity = 0;
  let leftEnd: number | null = null;
  for (let i = 0; i < PATIENCE * steps; i++) {
    const next = stepFrom(plane, point, h, gradient);
    const nextVelocity = velocityAt(next);
    if (!Number.isFinite(nextVelocity) || (i === 0 && nextVelocity >= 0)) return null;
    if (leftEnd === null && nextVelocity >= 0) {
      // q stands still there: what the straight line misses in time is of second order in q.
      leftEnd = stepFrom(plane, point, (h * velocity) / (velocity - nextVelocity), gradient).q;
    } else if (leftEnd !== null && nextVelocity <= 0) {
      const first = (h * velocity) / (velocity - nextVelocity);
      const between = velocityAt(stepFrom(plane, point, first, gradient));
      // Straight lines twice, the second from the end on the other side of zero.
      const [time, value] = between > 0 ? [h, nextVelocity] : [0, velocity];
      const last = between === value ? first : first - (between * (time - first)) / (value - between);
      return { period: i * h + last, amplitude: (start.q - leftEnd) / 2 };
    }
    point = next;
    velocity = nextVelocity;
  }
  return null;
}

/** One step of Runge–Kutta 4. */
function stepFrom(plane: AxisPlane, { q, p }: PlanePoint, h: number, gradient: Float64Array): PlanePoint {
  plane.gradient(q, p, gradient);
  const [q1, p1] = [gradient[1]!, -gradient[0]!];
  plane.gradient(q + (h / 2) * q1, p + (h / 2) * p1, gradient);
  const [q2, p2] = [gradient[1]!, -gradient[0]!];
  plane.gradient(q + (h / 2) * q2, p + (h / 2) * p2, gradient);
  const [q3, p3] = [gradient[1]!, -gradient[0]!];
  plane.gradient(q + h * q3, p + h * p3, gradient);
  const [q4, p4] = [gradient[1]!, -gradient[0]!];
  return { q: q + (h / 6) * (q1 + 2 * q2 + 2 * q3 + q4), p: p + (h / 6) * (p1 + 2 * p2 + 2 * p3 + p4) };
}
