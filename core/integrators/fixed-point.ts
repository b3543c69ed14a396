import { CoreError } from '../errors.ts';

const MAX_ITERATIONS = 60;

/** A change this small relative to the state is rounding. */
const CONVERGED = 4 * Number.EPSILON;

/** A change that no longer shrinks but is below this relative size is the rounding of H's own gradient: accepted. */
const STALLED = 1e-9;

/**
 * Repeats `iterate`, which improves an implicit unknown and returns by how much it changed, until nothing changes any more.
 * A learned gradient rounds at ε·Σ|cⱼwⱼ|, far above ε for large coefficients; therefore a stall at a small change counts as settled.
 * @param scale size of the unknown, at least 1
 * @throws CoreError `no-convergence`
 */
export function settle(iterate: () => number, scale: () => number, h: number): void {
  let previous = Infinity;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const change = iterate();
    const size = scale();
    if (change <= CONVERGED * size) return;
    if (change >= previous && change <= STALLED * size) return;
    if (!Number.isFinite(change)) break;
    previous = change;
  }
  throw new CoreError('no-convergence', `The implicit equations of a step of size ${h} do not settle.`, {
    hint: 'Choose a smaller step.',
    context: { stepSize: h },
  });
}

/** max(1, largest absolute entry) of x[from … to − 1]. */
export function sizeOf(x: Float64Array, from: number, to: number): number {
  let size = 1;
  for (let k = from; k < to; k++) size = Math.max(size, Math.abs(x[k]!));
  return size;
}
