import {
  gradientDeviations,
  HALF_WIDTH_90,
  linearDeviation,
  rolloutBand,
} from '../../../core/identification/posterior/index.ts';
import type { IdentifiedHamiltonian } from '../../../core/network/index.ts';
import { energyColumnCount, energyColumns } from '../../../core/network/identified-columns.ts';
import type { Posterior } from '../../../core/identification/identification.ts';
import { atLeast, atMost, figures, identifySet, middle, percent } from './cells.ts';
import type { IdentifiedSet, NoisePart } from './cells.ts';
import { physicsCoverage } from './physics-coverage.ts';
import { measureSet, SHAPES, simulate } from './sets.ts';
import type { NoisySet } from './sets.ts';
import { duffing, henonHeiles, lotkaVolterra, massSpring, pendulum } from './systems.ts';
import { coveredStarts, coveredStates } from './test-points.ts';

const NOISES = [0.001, 0.01, 0.05];
/** Test states per set: bands at close neighbours tell the same. */
const STATES = 300;
const STARTS = 6;
/** Times of a rollout, in periods, at which its band is looked at. */
const PERIODS = [1, 3, 6];
const SAMPLES = 200;

/** How often bands and intervals of a nominal share of 90 % hold the truth. */
export const coverage: NoisePart = {
  name: 'coverage',
  measure: (task) => {
    const { seeds, log } = task;
    const physics = physicsCoverage(task);
    const cells = [pendulum, lotkaVolterra, duffing, massSpring, henonHeiles].flatMap((system) =>
      NOISES.map((noise) => {
        const runs = seeds.flatMap((seed) => {
          log(`bands of ${system.label}, ${percent(noise)} noise, seed ${seed}`);
          const set = measureSet({ system, shape: SHAPES.A, noise, seed });
          const found = identifySet(set);
          const { posterior, facts } = found.identification;
          if (posterior === null) return [];
          const states = thinned(coveredStates(set), 2 * system.truth.dof);
          return [
            {
              seed,
              energy: energyCoverage(found, posterior, set, states),
              gradient: gradientCoverage(found, posterior, set, states),
              rollout: noise < 0.01 ? null : rolloutCoverage(found, posterior, set),
              misfit: facts.misfit.value,
            },
          ];
        });
        return { system: system.label, noise, runs };
      }),
    );
    const mean = (values: readonly (number | null)[]) => {
      const found = values.filter((value) => value !== null);
      return found.length === 0 ? null : found.reduce((sum, value) => sum + value / found.length, 0);
    };
    const rows = cells.map(({ system, noise, runs }) => {
      const ahead = PERIODS.map((_, k) => mean(runs.map(({ rollout }) => rollout?.[k] ?? null)));
      return {
        ...{ system, noise, runs, ahead },
        energy: mean(runs.map((run) => run.energy)),
        gradient: mean(runs.map((run) => run.gradient)),
        whole: mean(ahead),
      };
    });
    return {
      tables: [
        {
          title: 'Coverage of 90 % bands, set A',
          head: ['system', 'noise', 'H', '∇H', `rollout ${PERIODS.join(' / ')} P`, 's²', 'sets with bands'],
          rows: rows.map(({ system, noise, energy, gradient, ahead, runs }) => [
            ...[system, percent(noise), figures(energy), figures(gradient), figures(...ahead)],
            ...[figures(middle(runs, (run) => run.misfit)), String(runs.length)],
          ]),
          note: `Means over the seeds. Bands: ± 1.645 errors of H and ∇H, 5 to 95 % of ${SAMPLES} sampled motions from ${STARTS} covered starts.`,
        },
        ...physics.tables,
      ],
      targets: [
        ...physics.targets,
        ...rows
          .filter(({ noise }) => noise >= 0.01)
          .flatMap(({ system, noise, energy, whole }) => {
            const where = `${system}, ${percent(noise)}`;
            return [
              atLeast('coverage of H', 0.85, energy, where),
              atMost('coverage of H', 0.99, energy, where),
              atLeast('coverage of rollouts', 0.83, whole, where),
              atMost('coverage of rollouts', 0.97, whole, where),
            ];
          }),
      ],
      data: { rows, physics: physics.data },
    };
  },
};

/** Share of states at which Ĥ less its mean is within its band; H has no value of its own. */
function energyCoverage(
  { identification: { model }, learned }: IdentifiedSet,
  { factor }: Posterior,
  { task }: NoisySet,
  states: Float64Array,
): number {
  const { truth } = task.system;
  const size = 2 * truth.dof;
  const count = states.length / size;
  const at = (i: number) => states.subarray(i * size, (i + 1) * size);
  const errors = Float64Array.from({ length: count }, (_, i) => learned.value(at(i)) - truth.value(at(i)));
  const meanError = errors.reduce((sum, error) => sum + error / count, 0);
  const columns = columnsWithoutMean(model, states, count);
  const width = columns.length / count;
  const n = model.coefficients.length;
  const work = new Float64Array(n);
  const inside = errors.filter((error, i) => {
    const deviation = linearDeviation(factor, columns.subarray(i * width, (i + 1) * width), n, work);
    return Math.abs(error - meanError) < HALF_WIDTH_90 * deviation;
  });
  return inside.length / count;
}

/** (count, columns) */
function columnsWithoutMean(model: IdentifiedHamiltonian, states: Float64Array, count: number): Float64Array {
  const width = energyColumnCount(model);
  const columns = energyColumns(model, states, count);
  const mean = new Float64Array(width);
  columns.forEach((value, at) => {
    mean[at % width]! += value / count;
  });
  return columns.map((value, at) => value - mean[at % width]!);
}

function gradientCoverage(
  { identification: { model }, learned }: IdentifiedSet,
  posterior: Posterior,
  { task }: NoisySet,
  states: Float64Array,
): number {
  const { truth } = task.system;
  const size = 2 * truth.dof;
  const deviations = gradientDeviations(model, posterior, states, states.length / size);
  const [mine, theirs] = [new Float64Array(size), new Float64Array(size)];
  let inside = 0;
  for (let i = 0; i < states.length; i += size) {
    learned.gradient(states.subarray(i, i + size), mine);
    truth.gradient(states.subarray(i, i + size), theirs);
    for (let k = 0; k < size; k++) {
      if (Math.abs(mine[k]! - theirs[k]!) < HALF_WIDTH_90 * deviations[i + k]!) inside++;
    }
  }
  return inside / deviations.length;
}

/** Share of the channels of motions from covered starts within the band, after each of `PERIODS`. */
function rolloutCoverage(
  { identification: { model } }: IdentifiedSet,
  posterior: Posterior,
  set: NoisySet,
): readonly number[] {
  const { system, seed } = set.task;
  const size = 2 * system.truth.dof;
  const times = Float64Array.of(0, ...PERIODS.map((periods) => periods * system.period));
  const box = boxOf(set.clean, size);
  const inside = PERIODS.map(() => 0);
  const starts = coveredStarts(set, STARTS, seed + 900);
  for (const start of starts) {
    const motion = { model, posterior, start, times, inputs: null, box, maxStep: system.period / 40 };
    const { low, high } = rolloutBand({ ...motion, samples: SAMPLES, seed });
    const truth = simulate({ system }, start, times);
    for (let i = size; i < truth.length; i++) {
      if (truth[i]! >= low[i]! && truth[i]! <= high[i]!) inside[Math.floor(i / size) - 1]!++;
    }
  }
  return inside.map((count) => count / (starts.length * size));
}

function boxOf(parts: readonly Float64Array[], size: number) {
  const low = new Float64Array(size).fill(Infinity);
  const high = new Float64Array(size).fill(-Infinity);
  for (const states of parts) {
    states.forEach((value, at) => {
      low[at % size] = Math.min(low[at % size]!, value);
      high[at % size] = Math.max(high[at % size]!, value);
    });
  }
  return { low, high };
}

function thinned(states: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const stride = Math.max(1, Math.floor(states.length / size / STATES));
  return Float64Array.from(states.filter((_, at) => Math.floor(at / size) % stride === 0));
}
