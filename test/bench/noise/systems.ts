import type { HamiltonianFunction } from '../../../core/phase-space.ts';
import type { Random } from '../../../core/random.ts';

/** A known motion that is measured with noise. */
export interface MotionSystem {
  readonly id: string;
  readonly label: string;
  /** The true H. */
  readonly truth: HamiltonianFunction;
  /** A typical period P. */
  readonly period: number;
  /** Degrees of freedom whose q is an angle of full turns. */
  readonly periodic: readonly number[];
  /** Neurons that the recipe takes. */
  readonly width: number;
  /** Start of motion number `index`, (2d). */
  start(random: Random, index: number): Float64Array;
}

const FULL_TURN = 2 * Math.PI;

function hamiltonian(
  dof: number,
  value: (x: Float64Array) => number,
  gradient: (x: Float64Array, out: Float64Array) => void,
): HamiltonianFunction {
  return { dof, isSeparable: false, gradientRounding: 0, value, gradient };
}

/** A point of a ring about a centre, radius drawn evenly. */
function onRing(
  random: Random,
  centre: readonly [number, number],
  radii: readonly [number, number],
  widthOfQ = 1,
): Float64Array {
  const radius = random.uniformIn(...radii);
  const angle = random.uniformIn(0, FULL_TURN);
  return Float64Array.of(centre[0] + radius * widthOfQ * Math.cos(angle), centre[1] + radius * Math.sin(angle));
}

const pendulumTruth = hamiltonian(
  1,
  ([q, p]) => p! ** 2 / 2 - Math.cos(q!),
  ([q, p], out) => {
    out[0] = Math.sin(q!);
    out[1] = p!;
  },
);

/** H = p²/2 − cos q, swings up to 2.4 rad. */
export const pendulum: MotionSystem = {
  ...{ id: 'pendulum', label: 'pendulum', truth: pendulumTruth, period: FULL_TURN, periodic: [], width: 100 },
  start: (random) =>
    Float64Array.of(random.uniformIn(-2.4, 2.4) + random.uniformIn(-0.2, 0.2), random.uniformIn(-0.2, 0.2)),
};

/** The same pendulum, every other motion turning over; q is an angle. */
export const rotations: MotionSystem = {
  ...pendulum,
  ...{ id: 'rotations', label: 'pendulum with rotations', periodic: [0] },
  start: (random, index) => {
    const direction = random.uniform() < 0.5 ? -1 : 1;
    const momentum = index % 2 === 0 ? random.uniformIn(0.3, 1.7) : direction * random.uniformIn(2.2, 3);
    return Float64Array.of(random.uniformIn(-0.3, 0.3), momentum);
  },
};

/** Prey and predators in logarithms: H = −e^q + 2q − e^p + p. */
export const lotkaVolterra: MotionSystem = {
  ...{ id: 'lotka-volterra', label: 'Lotka–Volterra', period: 4.9, periodic: [], width: 100 },
  truth: hamiltonian(
    1,
    ([q, p]) => -Math.exp(q!) + 2 * q! - Math.exp(p!) + p!,
    ([q, p], out) => {
      out[0] = 2 - Math.exp(q!);
      out[1] = 1 - Math.exp(p!);
    },
  ),
  start: (random) => onRing(random, [Math.LN2, 0], [0.2, 1.3], 0.8),
};

/** A double well: H = p²/2 − q²/2 + q⁴/4, motions in either well and around both. */
export const duffing: MotionSystem = {
  ...{ id: 'duffing', label: 'Duffing, double well', period: 5.5, periodic: [], width: 100 },
  truth: hamiltonian(
    1,
    ([q, p]) => p! ** 2 / 2 - q! ** 2 / 2 + q! ** 4 / 4,
    ([q, p], out) => {
      out[0] = q! ** 3 - q!;
      out[1] = p!;
    },
  ),
  start: (random) => Float64Array.of(random.uniformIn(-1.7, 1.7), random.uniformIn(-0.6, 0.6)),
};

/** H = (q − 1)²/2 + p²/2. */
export const massSpring: MotionSystem = {
  ...{ id: 'mass-spring', label: 'mass and spring', period: FULL_TURN, periodic: [], width: 100 },
  truth: hamiltonian(
    1,
    ([q, p]) => (q! - 1) ** 2 / 2 + p! ** 2 / 2,
    ([q, p], out) => {
      out[0] = q! - 1;
      out[1] = p!;
    },
  ),
  start: (random) => onRing(random, [1, 0], [0.3, 2]),
};

/** H = |p|²/2 + |q|²/2 + q₁²q₂ − q₂³/3 at energies below 1/12, where the motion is regular. */
export const henonHeiles: MotionSystem = {
  ...{ id: 'henon-heiles', label: 'Hénon–Heiles, regular', period: FULL_TURN, periodic: [], width: 250 },
  truth: hamiltonian(
    2,
    ([x, y, u, v]) => (x! ** 2 + y! ** 2 + u! ** 2 + v! ** 2) / 2 + x! ** 2 * y! - y! ** 3 / 3,
    ([x, y, u, v], out) => {
      out[0] = x! + 2 * x! * y!;
      out[1] = y! + x! ** 2 - y! ** 2;
      out[2] = u!;
      out[3] = v!;
    },
  ),
  start: (random) => {
    for (;;) {
      const x = Float64Array.from({ length: 4 }, () => random.uniformIn(-0.4, 0.4));
      const energy = henonHeiles.truth.value(x);
      if (energy > 0.02 && energy < 1 / 12) return x;
    }
  },
};
