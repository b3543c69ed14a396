import type { Section, Target } from '../table.ts';
import { atLeast, atMost, figures, force, identifySet, middle, percent } from './cells.ts';
import type { NoisePart, NoiseTask } from './cells.ts';
import { fieldErrors } from './errors.ts';
import { measureSet, SHAPES } from './sets.ts';
import { duffing, lotkaVolterra, pendulum } from './systems.ts';
import type { MotionSystem } from './systems.ts';
import { coveredStates } from './test-points.ts';

/** Undamped sets in which friction may be seen by mistake. */
const UNDAMPED_SETS = 42;
/** γ·P that must be found, with the noise and the γ of a pendulum that has it. */
const DETECTED = [
  { noise: 0.01, frictions: [0.001, 0.02 / pendulum.period, 0.01] },
  { noise: 0.05, frictions: [0.003, 0.06 / pendulum.period, 0.03] },
];

/** How well γ is found, what it costs where there is none, and how often it is seen. */
export const friction: NoisePart = {
  name: 'friction',
  measure: (task) => {
    const parts = [coefficients(task), costs(task), detection(task)];
    return {
      tables: parts.flatMap(({ tables }) => tables),
      targets: parts.flatMap(({ targets }) => targets),
      data: parts.map(({ data }) => data),
    };
  },
};

function coefficients({ seeds, log }: NoiseTask): Section {
  const cells = [pendulum, duffing].flatMap((system) =>
    [0.05, 0.2].flatMap((gamma) =>
      [0, 0.01, 0.05].map((noise) => {
        log(`${system.label}, friction ${gamma}, ${percent(noise)} noise`);
        const runs = seeds.map((seed) => {
          const set = measureSet({ system, shape: SHAPES.friction, noise, seed, friction: gamma });
          const { identification, learned } = identifySet(set);
          const found = force(identification, 'viscous');
          const without = gamma === 0.05 && noise > 0 ? identifySet(set, { friction: 'off' }) : null;
          return {
            seed,
            error: found === null ? 1 : Math.abs(found.value / gamma - 1),
            z: found?.z ?? null,
            laws: identification.facts.friction,
            ...fieldErrors(learned, system, coveredStates(set)),
            misfit: identification.facts.misfit.value,
            misfitWithout: without?.identification.facts.misfit.value ?? null,
          };
        });
        return { system, gamma, noise, runs };
      }),
    ),
  );
  const promised = (system: MotionSystem, noise: number) => (noise === 0.01 ? 0.01 : system === pendulum ? 0.03 : 0.05);
  const measured = cells.filter(({ noise }) => noise > 0);
  return {
    tables: [
      {
        title: 'Friction −γp, 10 motions of 300 samples',
        head: ['system', 'γ', 'noise', 'error of γ', 'largest', 'z', 'H', 's²', 's² without the column', 'law'],
        rows: cells.map(({ system, gamma, noise, runs }) => [
          ...[system.label, String(gamma), percent(noise)],
          figures(middle(runs, (run) => run.error)),
          figures(Math.max(...runs.map((run) => run.error))),
          figures(middle(runs, (run) => run.z)),
          figures(middle(runs, (run) => run.energy)),
          figures(middle(runs, (run) => run.misfit)),
          figures(middle(runs, (run) => run.misfitWithout)),
          [...new Set(runs.map((run) => run.laws ?? 'none'))].join(', '),
        ]),
        note: 'Medians over the seeds; an unseen γ counts as an error of 1.',
      },
    ],
    targets: measured.flatMap(({ system, gamma, noise, runs }): Target[] => {
      const where = `${system.label}, γ = ${gamma}, ${percent(noise)}`;
      return [
        atMost(
          'error of γ',
          promised(system, noise),
          middle(runs, (run) => run.error),
          where,
        ),
        ...(gamma === 0.05
          ? [
              atLeast(
                's² when friction is left out',
                1.5,
                middle(runs, (run) => run.misfitWithout),
                where,
              ),
            ]
          : []),
      ];
    }),
    data: cells.map((cell) => ({ ...cell, system: cell.system.id })),
  };
}

/** The error of H with the column on undamped data, beside that without. */
function costs({ seeds, log }: NoiseTask): Section {
  const cells = [pendulum, duffing].flatMap((system) =>
    [0.01, 0.05].map((noise) => {
      log(`${system.label} without friction, ${percent(noise)} noise, with and without the column`);
      const runs = seeds.map((seed) => {
        const set = measureSet({ system, shape: SHAPES.friction, noise, seed });
        const states = coveredStates(set);
        const errorWith = (law: 'viscous' | 'off') =>
          fieldErrors(identifySet(set, { friction: law }).learned, system, states).energy;
        return { seed, withColumn: errorWith('viscous'), without: errorWith('off') };
      });
      const ratio = middle(runs, (run) => run.withColumn)! / middle(runs, (run) => run.without)!;
      return { system: system.label, noise, runs, ratio };
    }),
  );
  return {
    tables: [
      {
        title: 'What the friction column costs on undamped sets',
        head: ['system', 'noise', 'H with', 'H without', 'ratio'],
        rows: cells.map(({ system, noise, runs, ratio }) => [
          ...[system, percent(noise)],
          figures(middle(runs, (run) => run.withColumn)),
          figures(middle(runs, (run) => run.without)),
          figures(ratio),
        ]),
        note: '',
      },
    ],
    targets: cells.map(({ system, noise, ratio }) =>
      atMost('error of H, with ÷ without the friction column', 1.1, ratio, `undamped ${system}, ${percent(noise)}`),
    ),
    data: cells,
  };
}

function detection({ seeds, log }: NoiseTask): Section {
  const isSeen = (system: MotionSystem, gamma: number, noise: number, seed: number) => {
    const set = measureSet({ system, shape: SHAPES.detection, noise, seed, friction: gamma });
    const { facts } = identifySet(set).identification;
    return { z: facts.laws.find(({ law }) => law === 'viscous')?.z ?? null, isTaken: facts.friction !== null };
  };
  const kinds = [pendulum, duffing, lotkaVolterra].flatMap((system) =>
    [0.01, 0.05].map((noise) => ({ system, noise })),
  );
  const perKind = Math.ceil(UNDAMPED_SETS / kinds.length);
  const undamped = kinds.flatMap(({ system, noise }) => {
    log(`${perKind} undamped sets, ${system.label}, ${percent(noise)} noise`);
    return Array.from({ length: perKind }, (_, k) => isSeen(system, 0, noise, 1000 + k));
  });
  const alarms = undamped.filter(({ isTaken }) => isTaken).length;
  const largest = Math.max(...undamped.map(({ z }) => Math.abs(z ?? 0)));
  const cells = DETECTED.flatMap(({ noise, frictions }) =>
    frictions.map((gamma) => {
      log(`detecting γ = ${gamma.toPrecision(2)}, ${percent(noise)} noise`);
      const runs = seeds.map((seed) => isSeen(pendulum, gamma, noise, seed));
      return { noise, gamma, runs, share: runs.filter(({ isTaken }) => isTaken).length / runs.length };
    }),
  );
  const found = (noise: number) => cells.filter((cell) => cell.noise === noise)[1]!.share;
  return {
    tables: [
      {
        title: 'Is there friction? 6 motions of 200 samples',
        head: ['system', 'noise', 'γ', 'γ·P', 'sets', 'seen in', '|z|, middle'],
        rows: [
          [
            'all three',
            '1 and 5 %',
            '0',
            '0',
            String(undamped.length),
            String(alarms),
            `largest ${largest.toFixed(1)}`,
          ],
          ...cells.map(({ noise, gamma, runs, share }) => [
            ...[pendulum.label, percent(noise), figures(gamma), figures(gamma * pendulum.period)],
            ...[String(runs.length), String(Math.round(share * runs.length))],
            figures(middle(runs, ({ z }) => (z === null ? null : Math.abs(z)))),
          ]),
        ],
        note: '',
      },
    ],
    targets: [
      atMost(`false alarms in ${undamped.length} undamped sets`, 1, alarms, 'pendulum, Duffing, Lotka–Volterra'),
      atLeast('share of sets in which γP = 0.02 is seen', 1, found(0.01), 'pendulum, 1 %'),
      atLeast('share of sets in which γP = 0.06 is seen', 1, found(0.05), 'pendulum, 5 %'),
    ],
    data: { undamped, cells },
  };
}
