import { integrateThrough, integrators } from '../../../../core/integrators/index.ts';
import type { PhaseFlow } from '../../../../core/phase-space.ts';
import { evenTimes } from './motions.ts';
import type { Measured } from './motions.ts';

/** A field (q̇, ṗ) of one degree of freedom. */
export type Field = (q: number, p: number, time: number) => readonly [number, number];

/** Two to three periods of a pendulum. */
export const TIMES = evenTimes(120, 0.14);

/** The motion of a field from a start, at given times. */
export function follow(field: Field, start: readonly [number, number], times = TIMES): Measured {
  // The clock runs along as a second coordinate.
  const flow: PhaseFlow = {
    ...{ dof: 2, isSeparable: false, gradientRounding: 0 },
    gradient: ([q, time, p], out) => {
      const [velocity, force] = field(q!, p!, time!);
      out.set([-force, 0, velocity, 1]);
    },
  };
  const setup = {
    integrator: integrators.get('dop853'),
    flow,
    start: Float64Array.of(start[0], times[0]!, start[1], 0),
  };
  const { states } = integrateThrough(setup, times, 0.1);
  return { times, states: states.filter((_, at) => at % 2 === 0) };
}

/** q̇ = p, ṗ = −sin q */
export const pendulumField: Field = (q, p) => [p, -Math.sin(q)];

/** Four swings from rest, or of another field; the last one between the others. */
export function swings(field: Field = pendulumField, times = TIMES): Measured[] {
  return [0.6, 2.2, 1.4, 1.8].map((angle) => follow(field, [angle, 0], times));
}

/** The same rows with other numbers. */
export function mapped({ times, states }: Measured, change: Field): Measured {
  return {
    times,
    states: states.map((_, at) => {
      const row = at >> 1;
      return change(states[2 * row]!, states[2 * row + 1]!, times[row]!)[at % 2 === 0 ? 0 : 1];
    }),
  };
}

/** Motions with errors of a size, drawn one after the other. */
export function withErrors(motions: readonly Measured[], size: number, draw: () => number): Measured[] {
  return motions.map(({ times, states }) => ({ times, states: states.map((value) => value + size * draw()) }));
}
