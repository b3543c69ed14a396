import { CoreError } from '../errors.ts';

const MAX_ITERATIONS = 40;

/** A change this small relative to the unknown is rounding. */
const CONVERGED = 4 * Number.EPSILON;

/** A change that no longer shrinks but is below this relative size is the rounding of H's own gradient: accepted. */
const STALLED = 1e-9;

/** The equation u = g(u) for the part u = x[at … at + size − 1] of a state, with the work space to solve it. */
export interface FixedPointMap {
  readonly x: Float64Array;
  readonly at: number;
  readonly size: number;
  /** Prepares g at the present u. */
  evaluate(): void;
  /** g(u)[k], after `evaluate`. */
  image(k: number): number;
  /** (size) each, overwritten. */
  readonly previousMap: Float64Array;
  readonly previousResidual: Float64Array;
}

/**
 * Solves u = g(u) from the guess in place: fixed-point iteration with Anderson mixing over two iterates, which for one unknown is the
 * secant method. With residual f = g(u) − u: u ← g(u) − γ (g(u) − g(u_before)), γ = ⟨f, f − f_before⟩/|f − f_before|².
 * Ends when the next change is expected to be rounding. A learned gradient rounds at ε·Σ|cⱼwⱼ|, far above ε for large coefficients;
 * therefore a stall at a small change counts as settled. Source: Walker, Ni, SIAM J. Numer. Anal. 49 (2011).
 * @throws CoreError `no-convergence`
 */
export function solveFixedPoint(map: FixedPointMap, h: number): void {
  const { x, at, size, previousMap, previousResidual } = map;
  let before = Infinity;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    map.evaluate();
    let change = 0;
    let scale = 1;
    let along = 0;
    let squared = 0;
    for (let k = 0; k < size; k++) {
      const residual = map.image(k) - x[at + k]!;
      const difference = residual - previousResidual[k]!;
      along += residual * difference;
      squared += difference * difference;
      // Math.max lets NaN through, so a state that is not finite is seen below.
      change = Math.max(change, Math.abs(residual));
      scale = Math.max(scale, Math.abs(x[at + k]!));
    }
    const mixing = iteration === 0 || squared === 0 ? 0 : along / squared;
    for (let k = 0; k < size; k++) {
      const image = map.image(k);
      previousResidual[k] = image - x[at + k]!;
      x[at + k] = image - (mixing === 0 ? 0 : mixing * (image - previousMap[k]!));
      previousMap[k] = image;
    }
    const expected = change * Math.min(1, change / before);
    if (change <= CONVERGED * scale || expected <= CONVERGED * scale) return;
    if (change >= before && change <= STALLED * scale) return;
    if (!Number.isFinite(change)) break;
    before = change;
  }
  throw new CoreError('no-convergence', `The implicit equations of a step of size ${h} do not settle.`, {
    hint: 'Choose a smaller step.',
    context: { stepSize: h },
  });
}
