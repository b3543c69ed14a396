import type { HamiltonianFunction } from '../phase-space.ts';
import { solveFixedPoint } from './fixed-point.ts';
import type { FixedPointMap } from './fixed-point.ts';

/**
 * The maps that symplectic Euler and Störmer–Verlet are made of. Each changes x = [q, p] in place.
 * For H = T(p) + V(q) the implicit ones are explicit: the unknown does not enter its own equation, and one evaluation is enough.
 */
export interface HalfSteps {
  /** p ← p − h ∂H/∂q(q, p), explicit. */
  kick(x: Float64Array, h: number): void;
  /** q ← q + h ∂H/∂p(q, p), explicit. */
  drift(x: Float64Array, h: number): void;
  /** p′ = p − h ∂H/∂q(q, p′), by iteration. */
  kickImplicit(x: Float64Array, h: number): void;
  /** q′ = q + h ∂H/∂p(q′, p), by iteration. */
  driftImplicit(x: Float64Array, h: number): void;
  /** q′ = q + h/2 (∂H/∂p(q, p) + ∂H/∂p(q′, p)), by iteration. */
  driftTrapezoidal(x: Float64Array, h: number): void;
}

/** Makes the maps for one H, with their work space. @throws CoreError `no-convergence` from the implicit maps */
export function createHalfSteps(hamiltonian: HamiltonianFunction): HalfSteps {
  const { dof, isSeparable } = hamiltonian;
  const gradient = new Float64Array(2 * dof);
  const kick = (x: Float64Array, h: number) => {
    hamiltonian.gradient(x, gradient);
    for (let k = 0; k < dof; k++) x[dof + k]! -= h * gradient[k]!;
  };
  const drift = (x: Float64Array, h: number) => {
    hamiltonian.gradient(x, gradient);
    for (let k = 0; k < dof; k++) x[k]! += h * gradient[dof + k]!;
  };
  if (isSeparable) return { kick, drift, kickImplicit: kick, driftImplicit: drift, driftTrapezoidal: drift };

  const start = new Float64Array(dof);
  const known = new Float64Array(dof);
  const previousMap = new Float64Array(dof);
  const previousResidual = new Float64Array(dof);
  /** Solves part′ = start + h · (sign · ∂H(…, part′) + known) for the half of x that begins at `at`. */
  const solve = (x: Float64Array, at: number, h: number, sign: 1 | -1) => {
    const partner = dof - at;
    const map: FixedPointMap = {
      x,
      at,
      size: dof,
      previousMap,
      previousResidual,
      evaluate: () => {
        hamiltonian.gradient(x, gradient);
      },
      image: (k) => start[k]! + h * (sign * gradient[partner + k]! + known[k]!),
    };
    // The gradient of the evaluation before, usually the end of the last step, gives a first guess for free.
    for (let k = 0; k < dof; k++) x[at + k] = map.image(k);
    solveFixedPoint(map, h);
  };
  const begin = (x: Float64Array, at: number) => {
    for (let k = 0; k < dof; k++) start[k] = x[at + k]!;
    known.fill(0);
  };
  return {
    kick,
    drift,
    kickImplicit: (x, h) => {
      begin(x, dof);
      solve(x, dof, h, -1);
    },
    driftImplicit: (x, h) => {
      begin(x, 0);
      solve(x, 0, h, 1);
    },
    driftTrapezoidal: (x, h) => {
      begin(x, 0);
      hamiltonian.gradient(x, gradient);
      for (let k = 0; k < dof; k++) known[k] = gradient[dof + k]!;
      solve(x, 0, h / 2, 1);
    },
  };
}
