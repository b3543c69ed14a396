import type { Dataset } from '../../core/datasets/index.ts';
import { chooseDerivative, deviation } from '../../core/derivatives/index.ts';
import { integrateSteps, integrators } from '../../core/integrators/index.ts';
import { createRandom } from '../../core/random.ts';

/** Position and momentum at given times. */
export interface Recording {
  readonly times: Float64Array<ArrayBuffer>;
  readonly q: Float64Array;
  readonly p: Float64Array;
}

/** What acts on a particle of mass 1. */
export interface Forces {
  /** −dV/dq */
  readonly force: (q: number) => number;
  /** γ in dp/dt = … − γ p */
  readonly friction?: number;
  readonly drive?: { readonly amplitude: number; readonly frequency: number };
}

/** Every tenth of a time unit from a start at rest. The clock of the drive runs along as a second coordinate. */
export function record({ force, friction = 0, drive }: Forces, start: number, rows: number): Recording {
  const flow = {
    ...{ dof: 2, isSeparable: false, gradientRounding: 0 },
    gradient: ([q, phase, p]: Float64Array, out: Float64Array) => {
      out[0] = friction * p! - force(q!) - (drive?.amplitude ?? 0) * Math.cos(phase!);
      out[1] = 0;
      out[2] = p!;
      out[3] = drive?.frequency ?? 0;
    },
  };
  const { times, states } = integrateSteps(
    { integrator: integrators.get('rk4'), flow, start: Float64Array.of(start, 0, 0, 0) },
    { stepSize: 0.02, steps: 5 * (rows - 1), every: 5 },
  );
  return { times, q: times.map((_, i) => states[4 * i]!), p: times.map((_, i) => states[4 * i + 2]!) };
}

/** The recordings with noise, as a share of each column's deviation, and derivatives as an import estimates them. */
export function asMeasured(recordings: readonly Recording[], noise: number, seed: number): Dataset {
  const random = createRandom(seed, 'noise');
  const trajectories = recordings.map(({ times, q, p }, index) => {
    const columns = [q, p].map((column) => {
      const sigma = noise * deviation(column);
      const values = column.map((value) => value + sigma * random.normal());
      const { method, window } = chooseDerivative([{ times, values, window: null }]);
      return { values, ...method.estimate({ times, values, window }) };
    });
    const ends = Math.max(...columns.map(({ endRows }) => endRows));
    const rowsOf = (of: 'values' | 'rates') =>
      Float64Array.from({ length: 2 * times.length }, (_, i) => columns[i % 2]![of][i >> 1]!);
    return {
      ...{ id: `${index}`, times, states: rowsOf('values'), derivatives: rowsOf('rates') },
      fitRange: [ends, times.length - ends] as const,
    };
  });
  return { dof: 1, labels: { time: 't', q: ['q'], p: ['p'] }, trajectories };
}
