import type { PhaseFlow } from '../phase-space.ts';
import { createImplicitPart } from './implicit-part.ts';
import { createVectorField } from './vector-field.ts';

/**
 * The maps that symplectic Euler and Störmer–Verlet are made of. Each changes x = [q, p] in place.
 * For H = T(p) + V(q) the implicit ones are explicit: the unknown does not enter its own equation, and one evaluation is enough.
 * The maps of a step follow each other directly: an explicit one takes the last evaluation of an implicit one before it where that was at its x.
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
  /** p′ = p − h/2 (∂H/∂q(q, p) + ∂H/∂q(q, p′)), by iteration. */
  kickTrapezoidal(x: Float64Array, h: number): void;
  /** q′ = q + h/2 (∂H/∂p(q, p) + ∂H/∂p(q′, p)), by iteration. */
  driftTrapezoidal(x: Float64Array, h: number): void;
}

type HalfStep = (x: Float64Array, h: number) => void;

/** Makes the maps for one H, with their work space. @throws CoreError `no-convergence` from the implicit maps */
export function createHalfSteps(flow: PhaseFlow): HalfSteps {
  const { dof, isSeparable } = flow;
  const slope = new Float64Array(2 * dof);
  const vectorField = createVectorField(flow);
  let isCurrent = false;
  const evaluate = (x: Float64Array) => {
    if (!isCurrent) vectorField(x, slope);
    isCurrent = false;
  };
  const explicit =
    (from: number): HalfStep =>
    (x, h) => {
      evaluate(x);
      for (let k = from; k < from + dof; k++) x[k]! += h * slope[k]!;
    };
  const drift = explicit(0);
  const kick = explicit(dof);
  if (isSeparable) {
    return {
      kick,
      drift,
      kickImplicit: kick,
      driftImplicit: drift,
      kickTrapezoidal: kick,
      driftTrapezoidal: drift,
    };
  }

  const implicit = (from: number): { readonly euler: HalfStep; readonly trapezoidal: HalfStep } => {
    const part = createImplicitPart(flow, slope, { from, to: from + dof });
    const begin = (x: Float64Array) => {
      for (let k = 0; k < dof; k++) part.start[k] = x[from + k]!;
    };
    return {
      euler: (x, h) => {
        begin(x);
        part.known.fill(0);
        isCurrent = part.solve(x, h);
      },
      trapezoidal: (x, h) => {
        begin(x);
        evaluate(x);
        for (let k = 0; k < dof; k++) part.known[k] = slope[from + k]!;
        isCurrent = part.solve(x, h / 2);
      },
    };
  };
  const position = implicit(0);
  const momentum = implicit(dof);
  return {
    kick,
    drift,
    kickImplicit: momentum.euler,
    driftImplicit: position.euler,
    kickTrapezoidal: momentum.trapezoidal,
    driftTrapezoidal: position.trapezoidal,
  };
}
