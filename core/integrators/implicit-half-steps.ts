import type { HamiltonianFunction } from '../phase-space.ts';
import { settle, sizeOf } from './fixed-point.ts';

/**
 * The four half maps that symplectic Euler and Störmer–Verlet are made of. Each changes x = [q, p] in place.
 * For H = T(p) + V(q) the implicit ones are explicit: the unknown does not enter its own equation, and one evaluation is enough.
 */
export interface HalfSteps {
  /** p ← p − h ∂H/∂q(q, p), explicit. */
  kick(x: Float64Array, h: number): void;
  /** q ← q + h ∂H/∂p(q, p), explicit. */
  drift(x: Float64Array, h: number): void;
  /** p′ = p − h ∂H/∂q(q, p′), by fixed-point iteration. */
  kickImplicit(x: Float64Array, h: number): void;
  /** q′ = q + h ∂H/∂p(q′, p), by fixed-point iteration. */
  driftImplicit(x: Float64Array, h: number): void;
  /** q′ = q + h/2 (∂H/∂p(q, p) + ∂H/∂p(q′, p)), by fixed-point iteration. */
  driftTrapezoidal(x: Float64Array, h: number): void;
}

/** Makes the half maps for one H, with their work space. */
export function createHalfSteps(hamiltonian: HamiltonianFunction): HalfSteps {
  const { dof, isSeparable } = hamiltonian;
  const gradient = new Float64Array(2 * dof);
  const start = new Float64Array(dof);
  const slope = new Float64Array(dof);

  /** Solves part′ = start + h · (sign · ∂H + slope) for the half of x that begins at `at`; returns nothing, writes x. */
  const solve = (x: Float64Array, h: number, at: number, sign: number) => {
    const partner = at === 0 ? dof : 0;
    settle(
      () => {
        hamiltonian.gradient(x, gradient);
        let change = 0;
        for (let k = 0; k < dof; k++) {
          const next = start[k]! + h * (sign * gradient[partner + k]! + slope[k]!);
          change = Math.max(change, Math.abs(next - x[at + k]!));
          // Math.max drops no NaN, so a state that is not finite is seen by `settle`.
          x[at + k] = next;
        }
        return change;
      },
      () => sizeOf(x, at, at + dof),
      h,
    );
  };
  const kick = (x: Float64Array, h: number) => {
    hamiltonian.gradient(x, gradient);
    for (let k = 0; k < dof; k++) x[dof + k]! -= h * gradient[k]!;
  };
  const drift = (x: Float64Array, h: number) => {
    hamiltonian.gradient(x, gradient);
    for (let k = 0; k < dof; k++) x[k]! += h * gradient[dof + k]!;
  };
  if (isSeparable) return { kick, drift, kickImplicit: kick, driftImplicit: drift, driftTrapezoidal: drift };
  return {
    kick,
    drift,
    kickImplicit: (x, h) => {
      for (let k = 0; k < dof; k++) start[k] = x[dof + k]!;
      slope.fill(0);
      solve(x, h, dof, -1);
    },
    driftImplicit: (x, h) => {
      for (let k = 0; k < dof; k++) start[k] = x[k]!;
      slope.fill(0);
      solve(x, h, 0, 1);
    },
    driftTrapezoidal: (x, h) => {
      hamiltonian.gradient(x, gradient);
      for (let k = 0; k < dof; k++) {
        start[k] = x[k]!;
        slope[k] = gradient[dof + k]!;
        // The explicit drift is a first guess that is right to second order.
        x[k]! += h * slope[k]!;
      }
      solve(x, h / 2, 0, 1);
    },
  };
}
