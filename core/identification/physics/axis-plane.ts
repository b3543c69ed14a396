import type { HamiltonianFunction } from '../../phase-space.ts';
import type { Coverage, Range } from './coverage.ts';

/** Steps of central differences as a share of the covered range: truncation and rounding are both below 1e-8. */
const DIFFERENCE = 1e-4;

const MOST_ITERATIONS = 30;

/** First and second derivatives of Ĥ in the plane. */
export interface PlaneJet {
  readonly q: number;
  readonly p: number;
  readonly qq: number;
  readonly qp: number;
  readonly pp: number;
}

/** A point of the plane of one degree of freedom. */
export interface PlanePoint {
  readonly q: number;
  readonly p: number;
}

/** Ĥ in the plane (q, p) of one degree of freedom, the others standing still. It follows the coefficients of its function. */
export interface AxisPlane {
  readonly axis: number;
  readonly covered: Coverage;
  /** The state (2d) at a point, a new array. */
  stateAt(point: PlanePoint): Float64Array<ArrayBuffer>;
  /** Writes [∂Ĥ/∂q, ∂Ĥ/∂p] in the plane. */
  gradient(q: number, p: number, out: Float64Array): void;
  /** Second derivatives by central differences of the gradient. */
  jet(point: PlanePoint): PlaneJet;
  /** The p with ∂Ĥ/∂p = 0 that Newton's method reaches from `guess`, a minimum in p; null when it finds none near what is covered. */
  restMomentum(q: number, guess: number): number | null;
  /** The point with ∇Ĥ = 0 that Newton's method reaches; null when it finds none near what is covered. */
  equilibriumNear(guess: PlanePoint): PlanePoint | null;
}

/** Cuts the plane of one degree of freedom out of phase space. @param reference (2d) where the others stand */
export function axisPlane(
  hamiltonian: HamiltonianFunction,
  axis: number,
  covered: Coverage,
  reference: Float64Array,
): AxisPlane {
  const { dof } = hamiltonian;
  const state = reference.slice();
  const whole = new Float64Array(2 * dof);
  const after = new Float64Array(2);
  const before = new Float64Array(2);
  const stepQ = DIFFERENCE * widthOf(covered.q);
  const stepP = DIFFERENCE * widthOf(covered.p);

  const gradient = (q: number, p: number, out: Float64Array) => {
    state[axis] = q;
    state[dof + axis] = p;
    hamiltonian.gradient(state, whole);
    out[0] = whole[axis]!;
    out[1] = whole[dof + axis]!;
  };
  const jet = ({ q, p }: PlanePoint): PlaneJet => {
    gradient(q + stepQ, p, after);
    gradient(q - stepQ, p, before);
    const qq = (after[0]! - before[0]!) / (2 * stepQ);
    const qp = (after[1]! - before[1]!) / (2 * stepQ);
    gradient(q, p + stepP, after);
    gradient(q, p - stepP, before);
    const pp = (after[1]! - before[1]!) / (2 * stepP);
    gradient(q, p, after);
    return { q: after[0]!, p: after[1]!, qq, qp, pp };
  };

  return {
    axis,
    covered,
    gradient,
    jet,
    stateAt: ({ q, p }) => {
      const copy = reference.slice();
      copy[axis] = q;
      copy[dof + axis] = p;
      return copy;
    },
    restMomentum: (q, guess) => {
      let p = guess;
      for (let i = 0; i < MOST_ITERATIONS; i++) {
        gradient(q, p + stepP, after);
        gradient(q, p - stepP, before);
        const curvature = (after[1]! - before[1]!) / (2 * stepP);
        gradient(q, p, after);
        const change = -after[1]! / curvature;
        p += change;
        if (!(curvature > 0) || !isNear(p, covered.p)) return null;
        if (Math.abs(change) <= 1e-10 * widthOf(covered.p)) return p;
      }
      return null;
    },
    equilibriumNear: (guess) => {
      let point = guess;
      for (let i = 0; i < MOST_ITERATIONS; i++) {
        const { q, p, qq, qp, pp } = jet(point);
        const determinant = qq * pp - qp * qp;
        const changeQ = (qp * p - pp * q) / determinant;
        const changeP = (qp * q - qq * p) / determinant;
        point = { q: point.q + changeQ, p: point.p + changeP };
        if (!isNear(point.q, covered.q) || !isNear(point.p, covered.p)) return null;
        const isStill =
          Math.abs(changeQ) <= 1e-9 * widthOf(covered.q) && Math.abs(changeP) <= 1e-9 * widthOf(covered.p);
        if (isStill) return point;
      }
      return null;
    },
  };
}

/** Width of a range; 1 for a coordinate that never moved. */
export function widthOf({ low, high }: Range): number {
  return high > low ? high - low : 1;
}

/** Within the range or half its width beside it; false for NaN. */
function isNear(value: number, range: Range): boolean {
  return value >= range.low - widthOf(range) / 2 && value <= range.high + widthOf(range) / 2;
}
