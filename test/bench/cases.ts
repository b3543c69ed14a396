import { addNoise, sampleDomain } from '../../core/datasets/index.ts';
import type { Samples } from '../../core/datasets/index.ts';
import { valuesAt } from '../../core/experiment/evaluate-model.ts';
import { RUN_DEFAULTS } from '../../core/experiment/run-defaults.ts';
import type { SolverConfig } from '../../core/experiment/run-config.ts';
import type { Anchor } from '../../core/fit/index.ts';
import { systemFunction } from '../../core/phase-space.ts';
import { createRandom } from '../../core/random.ts';
import { defaultParams, resolveSystem, systems } from '../../core/systems/index.ts';
import type { SystemChoice } from '../../core/systems/resolve-system.ts';

/** Fresh points over which errors are measured. */
const TEST_POINTS = 10_000;

/** A system and the sizes it is fitted with. */
export interface BenchCase {
  readonly name: string;
  readonly system: SystemChoice;
  /** K, training points. */
  readonly train: number;
  /** N, neurons. */
  readonly width: number;
  /** Relative noise of the derivatives; 0 for exact ones. */
  readonly noise: number;
  /** Ids of samplers. */
  readonly methods: readonly string[];
  /** Which promise about the time holds for it. */
  readonly promise: 'narrow' | 'tall' | 'wide' | 'paper' | null;
}

/** The points of one repeat: both sides get the same. */
export interface BenchData {
  readonly samples: Samples;
  /** (K) true H, for SWIM. */
  readonly energies: Float64Array;
  readonly test: Samples;
  /** (M) true H at the test points. */
  readonly testEnergies: Float64Array;
  readonly anchor: Anchor;
  readonly box: readonly (readonly [low: number, high: number])[];
  readonly solver: SolverConfig;
}

const METHODS = ['elm', 'u-swim', 'a-swim'];

const massSpring = choose('mass-spring');
const pendulumLarge = choose('pendulum', 'large');
/** α = 1, all coordinates in [−5, 5]. */
const henonHeiles = choose('henon-heiles');

const exact = { noise: 0, methods: METHODS, promise: null } as const;

/** What is compared with numpy in every run of the bench. */
export const COMPARED_CASES: readonly BenchCase[] = [
  { ...exact, name: 'mass-spring', system: massSpring, train: 8000, width: 1000, promise: 'narrow' },
  { ...exact, name: 'pendulum', system: pendulumLarge, train: 10_000, width: 1000, promise: 'narrow' },
  { ...exact, name: 'pendulum', system: pendulumLarge, train: 10_000, width: 2000, promise: 'wide' },
  { ...exact, name: 'Hénon–Heiles', system: henonHeiles, train: 10_000, width: 1000, promise: 'tall' },
  { ...exact, name: 'Hénon–Heiles', system: henonHeiles, train: 10_000, width: 2000, promise: 'wide' },
  { ...exact, name: 'Hénon–Heiles', system: henonHeiles, train: 20_000, width: 3000, promise: 'tall' },
];

/** The published size in four dimensions: minutes of numpy and 7 GB. */
export const LARGE_CASE: BenchCase = {
  ...exact,
  ...{ name: 'Hénon–Heiles', system: henonHeiles, train: 20_000, width: 5000, promise: 'paper' },
};

/** A look that takes seconds, and what `npm test` runs. */
export const QUICK_CASES: readonly BenchCase[] = [
  { ...exact, name: 'mass-spring', system: massSpring, train: 2000, width: 300 },
  { ...exact, name: 'pendulum', system: pendulumLarge, train: 2000, width: 300 },
];

const swim = { noise: 0, methods: ['u-swim', 'swim'], promise: null } as const;

/** Exact derivatives and neurons placed by pairs of points: nothing but the solver limits the error. */
export const SOLVER_LIMITED_CASES: readonly BenchCase[] = [
  { ...swim, name: 'mass-spring', system: massSpring, train: 8000, width: 1000 },
  { ...swim, name: 'pendulum', system: pendulumLarge, train: 10_000, width: 1000 },
];

/** The same with derivatives as a measurement gives them. */
export const NOISY_CASES: readonly BenchCase[] = [
  { ...exact, name: 'mass-spring', system: massSpring, train: 8000, width: 1000, noise: 0.01 },
  { ...exact, name: 'pendulum', system: pendulumLarge, train: 10_000, width: 1000, noise: 0.01 },
];

/** A chain of equal particles between walls; one particle alone is an oscillator of twice the stiffness. */
export function chainCase(dof: number, sizes: Pick<BenchCase, 'train' | 'width'>): BenchCase {
  const system =
    dof === 1
      ? { systemId: 'harmonic-oscillator', params: { mass: 1, stiffness: 2 } }
      : { ...choose('fput'), particles: dof };
  return { ...exact, ...sizes, name: `chain of ${dof}`, system };
}

/** The large pendulum in any size. */
export function pendulumCase(sizes: Pick<BenchCase, 'train' | 'width'>): BenchCase {
  return { ...exact, ...sizes, name: 'pendulum', system: pendulumLarge };
}

/** Hénon–Heiles in any size. */
export function henonHeilesCase(sizes: Pick<BenchCase, 'train' | 'width'>): BenchCase {
  return { ...exact, ...sizes, name: 'Hénon–Heiles', system: henonHeiles };
}

/** e.g. `pendulum 10000/1000`: points and neurons */
export function describeCase({ name, train, width, noise }: BenchCase): string {
  return `${name} ${train}/${width}${noise === 0 ? '' : `, ${100 * noise} % noise`}`;
}

/** Draws the points of a repeat. @param test number of fresh points for the errors */
export function prepareCase(entry: BenchCase, seed: number, test = TEST_POINTS): BenchData {
  const { params } = entry.system;
  const system = resolveSystem(entry.system);
  const truth = systemFunction(system, params);
  const drawn = sampleDomain(system, params, { train: entry.train, test }, createRandom(seed, 'data'));
  const level = { kind: 'relative', states: [0], derivatives: [entry.noise] } as const;
  const state = Float64Array.from(system.referencePoint);
  return {
    samples: addNoise(drawn.train, level, createRandom(seed, 'noise')),
    energies: valuesAt(drawn.train, (x) => truth.value(x)),
    test: drawn.test,
    testEnergies: valuesAt(drawn.test, (x) => truth.value(x)),
    anchor: { state, value: truth.value(state) },
    box: [...system.domain.q, ...system.domain.p],
    solver: { id: 'sketched-qr', ridge: entry.noise === 0 ? RUN_DEFAULTS.ridge.system : RUN_DEFAULTS.ridge.dataset },
  };
}

function choose(systemId: string, preset?: string): SystemChoice {
  const system = systems.get(systemId);
  const domain = system.presets.find(({ id }) => id === preset)?.domain ?? system.domain;
  // A chain's own domain is that of its default length, so a resized one must name none.
  return { systemId, params: defaultParams(system), ...(system.particles === null ? { domain } : {}) };
}
