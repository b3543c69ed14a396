import type { Dataset, Trajectory } from '../../../core/datasets/dataset.ts';
import { DERIVATIVE_METHODS, deviation } from '../../../core/derivatives/index.ts';
import { integrateThrough, integrators } from '../../../core/integrators/index.ts';
import { fromExtended, toExtended } from '../../../core/network/index.ts';
import type { PhaseFlow } from '../../../core/phase-space.ts';
import { createRandom } from '../../../core/random.ts';
import type { Random } from '../../../core/random.ts';
import type { MotionSystem } from './systems.ts';

/** How many motions are measured, how long and how densely. */
export interface SetShape {
  readonly id: string;
  readonly motions: number;
  readonly samples: number;
  /** Mean time between samples for a period of 2π; longer periods stretch it. */
  readonly step: number;
  readonly isIrregular: boolean;
}

/** The shapes of the tables. */
export const SHAPES = {
  A: { id: 'A', motions: 10, samples: 200, step: 0.1, isIrregular: false },
  B: { id: 'B', motions: 10, samples: 1000, step: 0.02, isIrregular: false },
  C: { id: 'C', motions: 5, samples: 100, step: 0.3, isIrregular: false },
  D: { id: 'D', motions: 10, samples: 200, step: 0.1, isIrregular: true },
  E: { id: 'E', motions: 20, samples: 2000, step: 0.02, isIrregular: false },
  friction: { id: 'friction', motions: 10, samples: 300, step: 0.1, isIrregular: false },
  detection: { id: 'detection', motions: 6, samples: 200, step: 0.1, isIrregular: false },
} as const satisfies Readonly<Record<string, SetShape>>;

/** What is measured. */
export interface SetTask {
  readonly system: MotionSystem;
  readonly shape: SetShape;
  /** Standard deviation of the noise as a share of that of each channel. */
  readonly noise: number;
  readonly seed: number;
  /** γ of the force −γp. */
  readonly friction?: number;
  /** A known input u(t), added to ṗ₁. */
  readonly drive?: (time: number) => number;
  /** Nothing but q is measured; p is then a difference quotient, as an import gives it. */
  readonly isPositionsOnly?: boolean;
}

/** A measured set and the truth behind it. */
export interface NoisySet {
  readonly task: SetTask;
  readonly dataset: Dataset;
  /** (n, 2d) states without noise, motion by motion. */
  readonly clean: readonly Float64Array[];
  /** (2d) standard deviation of each channel without noise, at most that of a full turn for an angle. */
  readonly spread: readonly number[];
}

/** Largest step of the simulation, whose error is then far below 1e-10. */
const LARGEST_STEP = 0.1;

const central = DERIVATIVE_METHODS.get('central');

/** Simulates the motions and adds Gaussian noise to q and p. Same task, same bits. */
export function measureSet(task: SetTask): NoisySet {
  const { system, shape, noise, seed } = task;
  const starts = createRandom(seed, 'starts');
  const steps = createRandom(seed, 'steps');
  const errors = createRandom(seed, 'noise');
  const motions = Array.from({ length: shape.motions }, (_, index) => {
    const times = sampleTimes(task, steps);
    return { times, states: simulate(task, system.start(starts, index), times) };
  });
  const size = 2 * system.truth.dof;
  const spread = channelSpread(
    motions.map(({ states }) => states),
    system,
  );
  const trajectories = motions.map(({ times, states }, index): Trajectory => {
    const measured = states.map((value, at) => value + noise * spread[at % size]! * errors.normal());
    return trajectoryOf(task, String(index + 1), times, measured);
  });
  const names = (letter: string) => Array.from({ length: system.truth.dof }, (_, k) => `${letter}${k + 1}`);
  const labels = { time: 't', q: names('q'), p: names('p') };
  return {
    task,
    dataset: {
      dof: system.truth.dof,
      labels: task.drive === undefined ? labels : { ...labels, inputs: ['u'] },
      trajectories,
      ...(task.isPositionsOnly === true && { derivedMomenta: { masses: names('m').map(() => 1) } }),
    },
    clean: motions.map(({ states }) => states),
    spread,
  };
}

/** The true motion at given times. @returns (n, 2d) */
export function simulate(
  { system, friction = 0, drive }: Pick<SetTask, 'system' | 'friction' | 'drive'>,
  start: Float64Array,
  times: Float64Array,
): Float64Array<ArrayBuffer> {
  const flow = withClock(system, friction, drive ?? (() => 0));
  const setup = { integrator: integrators.get('dop853'), flow, start: toExtended(start, times[0]!) };
  return fromExtended(integrateThrough(setup, times, LARGEST_STEP).states, system.truth.dof);
}

/** Standard deviation of each channel over all states; that of an evenly spread angle at most, where full turns make it meaningless. */
export function channelSpread(parts: readonly Float64Array[], { truth, periodic }: MotionSystem): readonly number[] {
  const size = 2 * truth.dof;
  return Array.from({ length: size }, (_, k) => {
    const values = parts.flatMap((states) => Array.from(states).filter((_value, at) => at % size === k));
    const found = deviation(Float64Array.from(values));
    return periodic.includes(k) ? Math.min(found, Math.PI / Math.sqrt(3)) : found;
  });
}

/** The motion with friction and drive, time being one more q whose rate is 1 and whose p stays 0. */
function withClock(system: MotionSystem, friction: number, drive: (time: number) => number): PhaseFlow {
  const { dof } = system.truth;
  const state = new Float64Array(2 * dof);
  const gradient = new Float64Array(2 * dof);
  return {
    dof: dof + 1,
    isSeparable: false,
    gradientRounding: 0,
    gradient: (x, out) => {
      state.set(x.subarray(0, dof));
      state.set(x.subarray(dof + 1, 2 * dof + 1), dof);
      system.truth.gradient(state, gradient);
      for (let k = 0; k < dof; k++) {
        out[k] = gradient[k]! + friction * state[dof + k]!;
        out[dof + 1 + k] = gradient[dof + k]!;
      }
      out[0]! -= drive(x[dof]!);
      out[dof] = 0;
      out[2 * dof + 1] = 1;
    },
  };
}

/** Even steps, or steps between 0.3 and 4 of the mean. */
function sampleTimes({ system, shape }: SetTask, random: Random): Float64Array<ArrayBuffer> {
  const step = (shape.step * system.period) / (2 * Math.PI);
  const times = new Float64Array(shape.samples);
  for (let i = 1; i < times.length; i++) {
    const stretch = shape.isIrregular ? Math.min(4, 0.3 - 0.7 * Math.log(1 - random.uniform())) : 1;
    times[i] = shape.isIrregular ? times[i - 1]! + step * stretch : i * step;
  }
  return times;
}

function trajectoryOf(
  { system, drive, isPositionsOnly = false }: SetTask,
  id: string,
  times: Float64Array<ArrayBuffer>,
  measured: Float64Array<ArrayBuffer>,
): Trajectory {
  const states = isPositionsOnly ? withRatesAsMomenta(measured, times, system.truth.dof) : measured;
  return {
    ...{ id, times, states, derivatives: differenceQuotients(states, times) },
    fitRange: [1, times.length - 1],
    ...(drive && { inputs: times.map(drive) }),
  };
}

function withRatesAsMomenta(measured: Float64Array, times: Float64Array, dof: number): Float64Array<ArrayBuffer> {
  const rates = differenceQuotients(measured, times);
  return Float64Array.from(measured, (value, at) => (at % (2 * dof) < dof ? value : rates[at - dof]!));
}

/** What an import gives that neither smooths nor knows better. */
function differenceQuotients(states: Float64Array, times: Float64Array): Float64Array<ArrayBuffer> {
  const size = states.length / times.length;
  const rates = new Float64Array(states.length);
  for (let k = 0; k < size; k++) {
    const values = times.map((_, i) => states[i * size + k]!);
    central.estimate({ times, values, window: null }).rates.forEach((rate, i) => {
      rates[i * size + k] = rate;
    });
  }
  return rates;
}
