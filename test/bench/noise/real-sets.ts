import { existsSync, readFileSync } from 'node:fs';
import type { Dataset, Trajectory, TrajectoryPiece } from '../../../core/datasets/index.ts';
import { dominantPeriod } from '../../../core/derivatives/index.ts';
import type { IdentificationOptions } from '../../../core/identification/options.ts';
import { importTables, previewTable } from '../../../core/import/index.ts';
import { REAL_CASES } from '../../core/import/real-cases.ts';
import { sharedDataPath } from '../../support/shared-data.ts';

/** A real recording and how it is identified. */
export interface RealSet {
  readonly label: string;
  /** Below `real/`. */
  readonly file: string;
  /** Rows from this time on are left out; null for none. */
  readonly until: number | null;
  readonly options: Partial<IdentificationOptions>;
  /** What the study found with the same recipe. */
  readonly study: string;
  /** Largest share of the deviation of q after three periods, and largest residual of the sine, that were promised; null for none. */
  readonly promised: { readonly holdOut: number; readonly sine: number } | null;
}

const POSITIONS = { positionsOnly: true } as const;

/** Recordings of one conservative motion with friction. */
export const REAL_SETS: readonly RealSet[] = [
  {
    ...{ label: 'multiarm pendulum, θ', file: 'multiarm-single-pendulum/single_pendulum_id.csv', until: null },
    options: POSITIONS,
    study: 'K 64.05, residual .06–.10 %, zero at 3.141, γ .056, s² 58; .16 / .18 %, line 15 / 46, cubic 1.7 / 6.2',
    promised: { holdOut: 0.005, sine: 0.003 },
  },
  {
    ...{ label: 'multiarm pendulum, θ and ω', file: 'multiarm-single-pendulum/single_pendulum_id.csv', until: null },
    options: {},
    study: 'dH/dp = 1.002 p, residual .7 %; q .31 / .31 %',
    promised: null,
  },
  {
    ...{ label: 'Schmidt–Lipson pendulum, q', file: 'schmidt-lipson-single/real_pend_h_1.txt', until: null },
    options: POSITIONS,
    study: 'K 1.355, residual 3 %, γ .013, small period 5.40; 2.0 / 1.9 %, line 4–7 / 13–17, cubic 3.6 / 10.5',
    promised: { holdOut: 0.03, sine: 0.05 },
  },
  {
    ...{ label: 'Schmidt–Lipson air track, q', file: 'schmidt-lipson-single/real_linear_h_1.txt', until: null },
    options: POSITIONS,
    study: 'linear to 1.5 %, γ .0145 (z 26); .3 / .4 %, line .45 / .7, cubic 1.6 / 3.4',
    promised: null,
  },
  {
    ...{ label: 'Cassy torsion pendulum, q', file: 'cassy-torsion-pendulum/1.1.csv', until: 230 },
    options: POSITIONS,
    study: 'linear to .6 %, P 1.921, γ .0056 (z 13); .3 / .4 %, line .9 / 2.0, cubic 2.6 / 9',
    promised: null,
  },
  {
    ...{ label: 'string pendulum, video', file: 'tracker-string-pendulum/8055.txt', until: null },
    options: {},
    study: 'K 19.4, residual 1.2 %, tilt .031, γ .0107, s² 13; 1.2 / 1.6 %, line 1.6 / 2.4, cubic 2.3 / 4.4',
    promised: null,
  },
];

/** Driven runs, which no H of their own describes. */
export const DRIVEN_FILES = ['00', '02', '04', '07'].map((run) => `encoder-remote-pendulum/pend00-run${run}.csv`);

/** Populations of prey and predators, in logarithms. */
export const POPULATIONS_FILE = 'lynx-hare-1900-1920/predpreyData.csv';

/** Whether the folder with the recordings is there. */
export function hasRealData(): boolean {
  return existsSync(sharedDataPath('real'));
}

/** Imports a recording with the choices of its README. */
export function readReal(file: string, until: number | null = null): Dataset {
  const entry = REAL_CASES.find((known) => known.file === file)!;
  const source = { name: file, bytes: new Uint8Array(readFileSync(sharedDataPath(`real/${file}`))) };
  const { proposal } = previewTable(source, null);
  const { dataset } = importTables([source], entry.choose?.(proposal) ?? proposal);
  if (until === null) return dataset;
  return { ...dataset, trajectories: dataset.trajectories.map((trajectory) => cutAt(trajectory, until)) };
}

function cutAt(trajectory: Trajectory, until: number): Trajectory {
  const late = trajectory.times.findIndex((time) => time > until);
  const rows = late < 0 ? trajectory.times.length : late;
  const size = trajectory.states.length / trajectory.times.length;
  return {
    ...trajectory,
    times: trajectory.times.slice(0, rows),
    states: trajectory.states.slice(0, rows * size),
    derivatives: trajectory.derivatives.slice(0, rows * size),
    fitRange: [trajectory.fitRange[0], Math.min(rows, trajectory.fitRange[1])],
  };
}

/** One system of the collection of ODEBench that is not Hamiltonian: its two motions, q and q̇ being its coordinates. */
export function readOdeBench(id: number): Dataset {
  const text = readFileSync(sharedDataPath('real/odebench-subset/odebench_subset.json'), 'utf8');
  // The shape is told by the README beside the file.
  const systems = JSON.parse(text) as readonly {
    readonly id: number;
    readonly solutions: readonly (readonly { readonly t: readonly number[]; readonly y: readonly number[][] }[])[];
  }[];
  const { solutions } = systems.find((entry) => entry.id === id)!;
  return {
    dof: 1,
    labels: { time: 't', q: ['x₀'], p: ['x₁'] },
    trajectories: solutions[0]!.map(({ t, y }, index): Trajectory => {
      const times = Float64Array.from(t);
      const states = Float64Array.from({ length: 2 * t.length }, (_, at) => y[at % 2]![Math.floor(at / 2)]!);
      const rate = (at: number) => {
        const row = Math.min(Math.max(1, Math.floor(at / 2)), t.length - 2);
        return (y[at % 2]![row + 1]! - y[at % 2]![row - 1]!) / (t[row + 1]! - t[row - 1]!);
      };
      return {
        ...{ id: String(index + 1), times, states, fitRange: [1, t.length - 1] },
        derivatives: states.map((_, at) => rate(at)),
      };
    }),
  };
}

/**
 * Periods of a chunk: enough for a stretch of three. With five instead, the folds of the Schmidt–Lipson pendulum give 6.7, 1.1 and 1.0 % after 3 P, with four
 * 5.4, 3.2 and 3.2 %: of so short a recording a median, too, says no more than its size.
 */
const CHUNK_PERIODS = 4;
/** Chunks of a single recording at least, however short they become: one of each three is held out. */
const LEAST_CHUNKS = 3;

/** Which chunk of each three is held out. All in turn: of a short recording it is a single chunk, and the error depends on which by a factor of three. */
export const FOLDS = [0, 1, 2] as const;

/** Cuts every trajectory into chunks of about four periods and holds out every third, from the one of number `fold` on. */
export function holdOutEveryThird(
  { dof, trajectories }: Dataset,
  fold: (typeof FOLDS)[number],
): {
  readonly train: readonly TrajectoryPiece[];
  readonly heldOut: readonly TrajectoryPiece[];
} {
  const chunks = trajectories.flatMap((trajectory): readonly TrajectoryPiece[] => {
    const { times, states } = trajectory;
    const positions = Float64Array.from(times, (_, i) => states[i * 2 * dof]!);
    const duration = times.at(-1)! - times[0]!;
    const period = dominantPeriod(times, positions)?.time ?? duration;
    const count = Math.max(
      trajectories.length === 1 ? LEAST_CHUNKS : 1,
      Math.round(duration / (CHUNK_PERIODS * period)),
    );
    const edge = (k: number) =>
      k === count ? times.length : times.findIndex((time) => time >= times[0]! + (k * duration) / count);
    return Array.from({ length: count }, (_, k) => ({ trajectory, from: edge(k), to: edge(k + 1) }));
  });
  return {
    train: chunks.filter((_, index) => index % FOLDS.length !== fold),
    heldOut: chunks.filter((_, index) => index % FOLDS.length === fold),
  };
}
