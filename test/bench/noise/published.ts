import { gatherSamples } from '../../../core/datasets/index.ts';
import { fitHamiltonian } from '../../../core/fit/index.ts';
import { networkFunction } from '../../../core/network/index.ts';
import type { HamiltonianFunction } from '../../../core/phase-space.ts';
import { samplers } from '../../../core/samplers/index.ts';
import type { NoisySet } from './sets.ts';

const WIDTH = 400;

/**
 * The setting of the paper on measured states: central differences as derivatives, pairs of SWIM without a least distance, 400 neurons and a
 * ridge at the rounding error.
 */
export function fitPublished({ dataset, task: { system, seed } }: NoisySet): HamiltonianFunction {
  const pieces = dataset.trajectories.map((trajectory) => ({ trajectory, from: 0, to: trajectory.times.length }));
  const samples = gatherSamples(dataset.dof, pieces);
  const size = 2 * dataset.dof;
  // Without full turns an angle stays in the range in which the neurons stand.
  const states = samples.states.map((value, at) =>
    system.periodic.includes(at % size) ? Math.atan2(Math.sin(value), Math.cos(value)) : value,
  );
  const { model } = fitHamiltonian({
    samples: { ...samples, states },
    anchor: { state: states.slice(0, size), value: 0 },
    box: [],
    sampler: samplers.get('u-swim'),
    width: WIDTH,
    seed,
    solver: { id: 'ridge-qr', ridge: Number.EPSILON },
  });
  const learned = networkFunction(model);
  return wrapped(learned, system.periodic);
}

/** The same function of an angle in −π … π. */
function wrapped(learned: HamiltonianFunction, periodic: readonly number[]): HamiltonianFunction {
  if (periodic.length === 0) return learned;
  const inRange = (x: Float64Array) =>
    x.map((value, k) => (periodic.includes(k) ? Math.atan2(Math.sin(value), Math.cos(value)) : value));
  return {
    ...learned,
    value: (x) => learned.value(inRange(x)),
    gradient: (x, out) => {
      learned.gradient(inRange(x), out);
    },
  };
}
