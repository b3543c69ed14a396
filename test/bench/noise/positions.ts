import { atMost, figures, force, identifySet, middle, percent } from './cells.ts';
import type { NoisePart } from './cells.ts';
import { potentialErrors } from './errors.ts';
import { measureSet, SHAPES } from './sets.ts';
import { duffing, pendulum } from './systems.ts';

const NOISES = [0.001, 0.01, 0.05, 0.1];
/** Largest errors of the pendulum's V that were promised. */
const PROMISED = new Map([
  [0.01, 1.3e-3],
  [0.05, 6e-3],
  [0.1, 1.2e-2],
]);

/** V from positions alone, set A, without and with friction. */
export const positions: NoisePart = {
  name: 'positions',
  measure: ({ seeds, log }) => {
    const cells = [pendulum, duffing].flatMap((system) =>
      [0, 0.05].flatMap((gamma) =>
        NOISES.map((noise) => {
          log(`${system.label}, positions only, γ = ${gamma}, ${percent(noise)} noise`);
          const runs = seeds.map((seed) => {
            const set = measureSet({ system, shape: SHAPES.A, noise, seed, friction: gamma, isPositionsOnly: true });
            const { identification, learned } = identifySet(set);
            const found = force(identification, 'viscous');
            return {
              seed,
              ...potentialErrors(learned, set),
              friction: gamma === 0 ? null : found === null ? 1 : Math.abs(found.value / gamma - 1),
              misfit: identification.facts.misfit.value,
            };
          });
          return { system, gamma, noise, runs };
        }),
      ),
    );
    return {
      tables: [
        {
          title: 'Positions only, set A',
          head: ['system', 'γ', 'noise', 'V', 'V′', 'error of γ', 's²'],
          rows: cells.map(({ system, gamma, noise, runs }) => [
            ...[system.label, String(gamma), percent(noise)],
            figures(middle(runs, (run) => run.energy)),
            figures(middle(runs, (run) => run.gradient)),
            figures(middle(runs, (run) => run.friction)),
            figures(middle(runs, (run) => run.misfit)),
          ]),
          note: 'Medians over the seeds; V without its mean relative to its spread, V′ relative, evenly over the q of the set; an unseen γ counts as an error of 1.',
        },
      ],
      targets: cells.flatMap(({ system, gamma, noise, runs }) => {
        const must = PROMISED.get(noise);
        if (system !== pendulum || gamma !== 0 || must === undefined) return [];
        return [
          atMost(
            'error of V, positions only',
            must,
            middle(runs, (run) => run.energy),
            `pendulum, ${percent(noise)}`,
          ),
        ];
      }),
      data: cells.map((cell) => ({ ...cell, system: cell.system.id })),
    };
  },
};
