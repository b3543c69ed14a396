import { integrateThrough, integrators } from '../../../core/integrators/index.ts';
import type { HamiltonianFunction, PhaseFlow } from '../../../core/phase-space.ts';
import { createRandom } from '../../../core/random.ts';
import { median } from '../statistics.ts';
import { channelSpread } from './sets.ts';
import type { NoisySet } from './sets.ts';
import type { MotionSystem } from './systems.ts';
import { freshStates } from './test-points.ts';

/** How far a learned H is from the true one. */
export interface FieldErrors {
  /** ‖Ĥ − H − mean‖/‖H − mean‖: H is known up to a constant, and its spread is what matters. */
  readonly energy: number;
  /** ‖∇Ĥ − ∇H‖/‖∇H‖ */
  readonly gradient: number;
}

/** Errors of Ĥ and ∇Ĥ at states. @param states (count, 2d) */
export function fieldErrors(learned: HamiltonianFunction, { truth }: MotionSystem, states: Float64Array): FieldErrors {
  const size = 2 * truth.dof;
  const count = states.length / size;
  const at = (i: number) => states.subarray(i * size, (i + 1) * size);
  const energies = Float64Array.from({ length: count }, (_, i) => truth.value(at(i)));
  const differences = energies.map((energy, i) => learned.value(at(i)) - energy);
  let [missed, whole] = [0, 0];
  const [mine, theirs] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < count; i++) {
    learned.gradient(at(i), mine);
    truth.gradient(at(i), theirs);
    for (let k = 0; k < size; k++) {
      missed += (mine[k]! - theirs[k]!) ** 2;
      whole += theirs[k]! ** 2;
    }
  }
  return { energy: relativeToSpread(differences, energies), gradient: Math.sqrt(missed / whole) };
}

/** ‖e − mean‖/‖v − mean‖ */
export function relativeToSpread(errors: Float64Array, values: Float64Array): number {
  return Math.sqrt(aboutMean(errors) / aboutMean(values));
}

function aboutMean(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** What becomes of motions that are predicted far ahead. */
export interface RolloutErrors {
  /** Periods until the distance exceeds 0.2 standard deviations (rms over the channels), at most 10; median over the starts. */
  readonly validPeriods: number;
  /** Rms of H along the predictions − H at the start, as a share of the range of H. */
  readonly energy: number;
}

const PERIODS = 10;
const STEPS_PER_PERIOD = 40;
const STARTS = 8;
const LOST_AT = 0.2;
/** A prediction that ran away counts as so many ranges of H off. */
const WORST_ENERGY = 10;

/** Follows fresh starts, covered or not, for ten periods with the learned motion. */
export function rolloutErrors(flow: PhaseFlow, system: MotionSystem): RolloutErrors {
  const { truth, period } = system;
  const size = 2 * truth.dof;
  const fresh = freshStates(system);
  const spread = channelSpread([fresh], system);
  const energies = Array.from({ length: fresh.length / size }, (_, i) =>
    truth.value(fresh.subarray(i * size, (i + 1) * size)),
  );
  const range = Math.max(...energies) - Math.min(...energies);
  const random = createRandom(5, 'rollout-starts');
  const times = Float64Array.from(
    { length: PERIODS * STEPS_PER_PERIOD + 1 },
    (_, i) => (i * period) / STEPS_PER_PERIOD,
  );
  const integrator = integrators.get('rk4');
  const follow = (motion: PhaseFlow, start: Float64Array) =>
    integrateThrough({ integrator, flow: motion, start }, times, Infinity).states;
  const [valid, drifts]: [number[], number[]] = [[], []];
  for (let index = 0; index < STARTS; index++) {
    const start = system.start(random, index);
    const [predicted, true_] = [follow(flow, start), follow(truth, start)];
    const reached = predicted.length / size;
    const lost = times.findIndex((_, i) => i >= reached || distance(predicted, true_, i, spread) > LOST_AT);
    valid.push(lost < 0 ? PERIODS : lost / STEPS_PER_PERIOD);
    for (let i = 0; i < times.length; i++) {
      const drift =
        i < reached
          ? Math.abs(truth.value(predicted.subarray(i * size, (i + 1) * size)) - truth.value(start)) / range
          : WORST_ENERGY;
      drifts.push(Math.min(WORST_ENERGY, drift) ** 2);
    }
  }
  const mean = drifts.reduce((sum, drift) => sum + drift / drifts.length, 0);
  return { validPeriods: median(valid), energy: Math.sqrt(mean) };
}

function distance(a: Float64Array, b: Float64Array, row: number, spread: readonly number[]): number {
  const size = spread.length;
  const squared = spread.reduce((sum, width, k) => sum + ((a[row * size + k]! - b[row * size + k]!) / width) ** 2, 0);
  return Math.sqrt(squared / size);
}

/** Error of a potential learned from positions: that of V and of V′, evenly over the q between the 0.5th and the 99.5th percentile of the set. */
export function potentialErrors(learned: HamiltonianFunction, { clean, task }: NoisySet): FieldErrors {
  const { truth } = task.system;
  const positions = clean
    .flatMap((states) => Array.from(states).filter((_, at) => at % 2 === 0))
    .toSorted((a, b) => a - b);
  const low = positions[Math.round(0.005 * (positions.length - 1))]!;
  const high = positions[Math.round(0.995 * (positions.length - 1))]!;
  const points = Array.from({ length: 200 }, (_, i) => Float64Array.of(low + ((high - low) * i) / 199, 0));
  const values = Float64Array.from(points, (x) => truth.value(x));
  const differences = values.map((value, i) => learned.value(points[i]!) - value);
  let [missed, whole] = [0, 0];
  const [mine, theirs] = [new Float64Array(2), new Float64Array(2)];
  for (const x of points) {
    learned.gradient(x, mine);
    truth.gradient(x, theirs);
    missed += (mine[0]! - theirs[0]!) ** 2;
    whole += theirs[0]! ** 2;
  }
  return { energy: relativeToSpread(differences, values), gradient: Math.sqrt(missed / whole) };
}
