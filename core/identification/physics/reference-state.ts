import type { HamiltonianFunction } from '../../phase-space.ts';
import { axisPlane, widthOf } from './axis-plane.ts';
import type { Coverage } from './coverage.ts';
import { sliceOf } from './slice.ts';

const MOST_ROUNDS = 20;

/**
 * Where the other degrees of freedom stand while one is looked at, (2d): from the medians of the data each in turn goes to its equilibrium, the others
 * standing still, until nothing moves. One without an equilibrium stays where it is.
 */
export function referenceState(
  hamiltonian: HamiltonianFunction,
  covered: readonly Coverage[],
): Float64Array<ArrayBuffer> {
  const { dof } = hamiltonian;
  const state = Float64Array.from([...covered.map(({ q }) => q.median), ...covered.map(({ p }) => p.median)]);
  // Nothing else stands beside a single degree of freedom.
  for (let round = 0; dof > 1 && round < MOST_ROUNDS; round++) {
    let largest = 0;
    covered.forEach((range, axis) => {
      const { equilibrium } = sliceOf(axisPlane(hamiltonian, axis, range, state));
      if (equilibrium === null) return;
      largest = Math.max(largest, Math.abs(equilibrium.q - state[axis]!) / widthOf(range.q));
      state[axis] = equilibrium.q;
      state[dof + axis] = equilibrium.p;
    });
    if (largest < 1e-9) break;
  }
  return state;
}
