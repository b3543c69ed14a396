import { HALF_WIDTH_90 } from '../../../core/identification/posterior/index.ts';
import { describePhysics } from '../../../core/identification/physics/index.ts';
import type { Estimate } from '../../../core/identification/report.ts';
import type { HamiltonianFunction } from '../../../core/phase-space.ts';
import type { Section } from '../table.ts';
import { atLeast, figures, force, identifySet, percent } from './cells.ts';
import type { NoiseTask } from './cells.ts';
import { measureSet } from './sets.ts';
import type { NoisySet, SetShape } from './sets.ts';
import { pendulum } from './systems.ts';
import type { MotionSystem } from './systems.ts';

const NOISES = [0.01, 0.05];
const SHAPE: SetShape = { id: 'small', motions: 6, samples: 150, step: 0.1, isIrregular: false };
const FRICTION = 0.05;
/** Sets of a cell for each seed of the bench: a share needs many. */
const SETS_PER_SEED = 3;

/** A system and its true numbers; what a system lacks is null. */
interface KnownPhysics {
  readonly system: MotionSystem;
  readonly equilibrium: number;
  readonly period: number;
  readonly stiffness: number | null;
}

/** H = p²/2 + V(q), starts all over phase space. */
function oscillator(
  label: string,
  period: number,
  width: number,
  { potential, slope }: { readonly potential: (q: number) => number; readonly slope: (q: number) => number },
): MotionSystem {
  const truth: HamiltonianFunction = {
    ...{ dof: 1, isSeparable: true, gradientRounding: 0 },
    value: ([q, p]) => p! ** 2 / 2 + potential(q!),
    gradient: ([q, p], out) => {
      out[0] = slope(q!);
      out[1] = p!;
    },
  };
  const start: MotionSystem['start'] = (random) =>
    Float64Array.of(random.uniformIn(-width, width), random.uniformIn(-1.2, 1.2));
  return { ...{ id: label, label, truth, period, periodic: [], width: 100 }, start };
}

const TILT = 0.1;
const TILTED_PERIOD = (2 * Math.PI) / Math.SQRT2;
const SYSTEMS: readonly KnownPhysics[] = [
  { system: pendulum, equilibrium: 0, period: 2 * Math.PI, stiffness: 1 },
  {
    system: oscillator('hardening spring', 2 * Math.PI, 1.2, {
      potential: (q) => q ** 2 / 2 + q ** 4 / 4,
      slope: (q) => q + q ** 3,
    }),
    ...{ equilibrium: 0, period: 2 * Math.PI, stiffness: null },
  },
  {
    system: oscillator('tilted pendulum', TILTED_PERIOD, 1.8, {
      potential: (q) => -2 * Math.cos(q - TILT),
      slope: (q) => 2 * Math.sin(q - TILT),
    }),
    ...{ equilibrium: TILT, period: TILTED_PERIOD, stiffness: 2 },
  },
];

const NUMBERS = ['period', 'stiffness', 'mass', 'friction', 'equilibrium'] as const;
const HEAD = ['small period', 'K', 'mass', 'γ', 'equilibrium'];

/** How often intervals of 90 % of the numbers of physics hold the truth, in small sets with friction. */
export function physicsCoverage({ seeds, log }: NoiseTask): Section {
  const cells = SYSTEMS.flatMap((known) =>
    NOISES.flatMap((noise) =>
      [false, true].map((isPositionsOnly) => {
        const measured = isPositionsOnly ? 'q' : 'q and p';
        const label = `${known.system.label}, ${measured}, ${percent(noise)}`;
        log(`physics of ${label}`);
        const sets = seeds.flatMap((seed) =>
          Array.from({ length: SETS_PER_SEED }, (_, k) => SETS_PER_SEED * seed + k).map((setSeed) =>
            measureSet({
              ...{ system: known.system, shape: SHAPE, noise, seed: setSeed, friction: FRICTION },
              isPositionsOnly,
            }),
          ),
        );
        return { label, held: sets.map((set) => heldBy(set, known)) };
      }),
    ),
  );
  const shares = (held: readonly Held[]) =>
    NUMBERS.map((name) => {
      const known = held.map((entry) => entry[name]).filter((value) => value !== null);
      return known.length === 0 ? null : known.filter(Boolean).length / known.length;
    });
  const whole = shares(cells.flatMap(({ held }) => held));
  return {
    tables: [
      {
        title: `Coverage of 90 % intervals of physics, ${SHAPE.motions} motions of ${SHAPE.samples} samples, γ ${FRICTION}`,
        head: ['set', ...HEAD, 'sets'],
        rows: [...cells, { label: 'all', held: cells.flatMap(({ held }) => held) }].map(({ label, held }) => [
          ...[label, ...shares(held).map((share) => figures(share)), String(held.length)],
        ]),
        note: '± 1.645 errors. A number that was not found counts as missed.',
      },
    ],
    targets: HEAD.flatMap((name, k) => [atLeast('coverage of numbers of physics', 0.8, whole[k]!, name)]),
    data: cells,
  };
}

/** Whether the interval of each number holds the truth; null for what is not looked for. */
type Held = Readonly<Record<(typeof NUMBERS)[number], boolean | null>>;

function heldBy(set: NoisySet, { equilibrium, period, stiffness }: KnownPhysics): Held {
  const { identification } = identifySet(set);
  const axis = describePhysics(identification, set.task.seed)[0]!;
  const holds = (estimate: Estimate | null, truth: number) =>
    estimate !== null && Math.abs(estimate.value - truth) <= HALF_WIDTH_90 * (estimate.error ?? 0);
  return {
    period: holds(axis.smallPeriod, period),
    stiffness: stiffness === null ? null : holds(axis.sine?.stiffness ?? null, stiffness),
    mass: set.task.isPositionsOnly === true ? null : holds(axis.mass, 1),
    friction: holds(force(identification, 'viscous'), FRICTION),
    equilibrium: holds(axis.equilibrium, equilibrium),
  };
}
