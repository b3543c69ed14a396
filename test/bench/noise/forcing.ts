import { figures, force, identifySet, middle, percent } from './cells.ts';
import type { NoisePart } from './cells.ts';
import { fieldErrors } from './errors.ts';
import { measureSet, SHAPES } from './sets.ts';
import { duffing, pendulum } from './systems.ts';
import { coveredStates } from './test-points.ts';

const GAMMA = 0.05;
const drive = (time: number) => 0.3 * Math.cos(1.3 * time) + 0.1 * Math.sin(0.37 * time + 1);

/** A known drive with friction: its gain is 1. */
export const forcing: NoisePart = {
  name: 'forcing',
  measure: ({ seeds, log }) => {
    const cells = [pendulum, duffing].flatMap((system) =>
      [0, 0.01, 0.05].map((noise) => {
        log(`${system.label}, driven, ${percent(noise)} noise`);
        const runs = seeds.map((seed) => {
          const set = measureSet({ system, shape: SHAPES.friction, noise, seed, friction: GAMMA, drive });
          const states = coveredStates(set);
          const { identification, learned } = identifySet(set, { inputs: [{ name: 'u', axis: 0 }] });
          const missing = identifySet(set);
          const [gain, gamma] = [force(identification, 'input'), force(identification, 'viscous')];
          return {
            seed,
            ...fieldErrors(learned, system, states),
            gain: gain === null ? 1 : Math.abs(gain.value - 1),
            friction: gamma === null ? 1 : Math.abs(gamma.value / GAMMA - 1),
            misfit: identification.facts.misfit.value,
            energyWithout: fieldErrors(missing.learned, system, states).energy,
            misfitWithout: missing.identification.facts.misfit.value,
          };
        });
        return { system: system.label, noise, runs };
      }),
    );
    return {
      tables: [
        {
          title: 'Known drive 0.3 cos 1.3t + 0.1 sin(0.37t + 1) with friction 0.05',
          head: [
            'system',
            'noise',
            'H',
            'error of the gain',
            'error of γ',
            's²',
            'H when not told',
            's² when not told',
          ],
          rows: cells.map(({ system, noise, runs }) => [
            ...[system, percent(noise)],
            figures(middle(runs, (run) => run.energy)),
            figures(middle(runs, (run) => run.gain)),
            figures(middle(runs, (run) => run.friction)),
            figures(middle(runs, (run) => run.misfit)),
            figures(middle(runs, (run) => run.energyWithout)),
            figures(middle(runs, (run) => run.misfitWithout)),
          ]),
          note: 'Medians over the seeds.',
        },
      ],
      targets: [],
      data: cells,
    };
  },
};
