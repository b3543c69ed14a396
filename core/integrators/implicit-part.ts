import { CoreError } from '../errors.ts';
import type { PhaseFlow } from '../phase-space.ts';
import { createVectorField } from './vector-field.ts';

const MAX_ITERATIONS = 40;

/** A change this small relative to the unknown is rounding. */
const CONVERGED = 4 * Number.EPSILON;

/** A change that no longer shrinks but is below this relative size is the rounding of H's own gradient: accepted. */
const STALLED = 1e-6;

/** Entries `from` to `to` (exclusive) of a state as the unknown u of u = start + h · (ẋ(…, u, …) + known), ẋ restricted to the same entries. */
export interface ImplicitPart {
  /** (to − from) set before `solve` */
  readonly start: Float64Array;
  /** (to − from) set before `solve` */
  readonly known: Float64Array;
  /**
   * Replaces these entries of x by the solution.
   * @returns true when the last evaluation was at the solution up to rounding, so that `slope` is ẋ there
   * @throws CoreError `no-convergence`
   */
  solve(x: Float64Array, h: number): boolean;
}

/**
 * Prepares the solver of an implicit part, which is q, p or the whole state: fixed-point iteration with Anderson mixing over two iterates,
 * for one unknown the secant method. With g(u) the right-hand side and f = g(u) − u: u ← g(u) − γ (g(u) − g(u_before)),
 * γ = ⟨f, f − f_before⟩/|f − f_before|².
 *
 * It ends when the next change, estimated from the rate at which changes shrink, would be rounding; near a separable Ĥ that takes two
 * evaluations. The rate is the slowest one seen, with half a memory of the solves before: with several unknowns a change may be small by
 * chance, measured once in 500 steps of a pendulum by the midpoint rule, and the step was then off by 1e-11. A learned gradient with large coefficients rounds far above ε: a change below that rounding, or a stall at a small
 * change, counts as settled.
 * @param slope (2d) work space for ẋ, shared with the caller: what it holds from the evaluation before is the first guess
 * Source: Walker, Ni, SIAM J. Numer. Anal. 49 (2011); Hairer, Wanner, Solving Ordinary Differential Equations II, §IV.8.
 */
export function createImplicitPart(
  flow: PhaseFlow,
  slope: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
): ImplicitPart {
  const count = to - from;
  const start = new Float64Array(count);
  const known = new Float64Array(count);
  const imageBefore = new Float64Array(count);
  const residualBefore = new Float64Array(count);
  const vectorField = createVectorField(flow);
  let rate = 1;

  /** One iteration; returns max |g(u) − u|. */
  const iterate = (x: Float64Array, h: number, isFirst: boolean): number => {
    vectorField(x, slope);
    let change = 0;
    let along = 0;
    let squared = 0;
    for (let k = 0; k < count; k++) {
      const residual = start[k]! + h * (slope[from + k]! + known[k]!) - x[from + k]!;
      const difference = residual - residualBefore[k]!;
      along += residual * difference;
      squared += difference * difference;
      // Math.max lets NaN through, so a state that is not finite ends the iteration.
      change = Math.max(change, Math.abs(residual));
    }
    const mixing = isFirst || squared === 0 ? 0 : along / squared;
    for (let k = 0; k < count; k++) {
      const image = start[k]! + h * (slope[from + k]! + known[k]!);
      residualBefore[k] = image - x[from + k]!;
      x[from + k] = mixing === 0 ? image : image - mixing * (image - imageBefore[k]!);
      imageBefore[k] = image;
    }
    return change;
  };

  return {
    start,
    known,
    solve: (x, h) => {
      let scale = 1;
      for (let k = 0; k < count; k++) {
        scale = Math.max(scale, Math.abs(start[k]!));
        x[from + k] = start[k]! + h * (slope[from + k]! + known[k]!);
      }
      const settled = Math.max(CONVERGED * scale, Math.abs(h) * flow.gradientRounding);
      let before = iterate(x, h, true);
      if (before <= settled) return true;
      rate /= 2;
      for (let iteration = 1; iteration < MAX_ITERATIONS && Number.isFinite(before); iteration++) {
        const change = iterate(x, h, false);
        rate = Math.min(1, Math.max(rate, change / before));
        if (change * rate <= settled) return change <= settled;
        if (change >= before && change <= STALLED * scale) return false;
        before = change;
      }
      throw new CoreError('no-convergence', `The implicit equations of a step of size ${h} do not settle.`, {
        hint: 'Choose a smaller step.',
        context: { stepSize: h },
      });
    },
  };
}
