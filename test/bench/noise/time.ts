import { median } from '../statistics.ts';
import { figure } from '../comparison-tables.ts';
import { identifySet } from './cells.ts';
import type { NoisePart } from './cells.ts';
import { measureSet, SHAPES } from './sets.ts';
import { henonHeiles, pendulum } from './systems.ts';

const TURNS = 7;

/** Seconds of the whole recipe: smoothing, both solves, four roughnesses, decisions. */
export const time: NoisePart = {
  name: 'time',
  measure: ({ log }) => {
    const cells = [
      { system: pendulum, shape: SHAPES.A },
      { system: pendulum, shape: SHAPES.B },
      { system: henonHeiles, shape: SHAPES.A },
    ].map(({ system, shape }) => {
      log(`time of ${system.label}, set ${shape.id}`);
      const set = measureSet({ system, shape, noise: 0.05, seed: 1 });
      identifySet(set);
      const seconds = Array.from({ length: TURNS }, () => {
        const begin = process.cpuUsage();
        identifySet(set);
        const { user, system: kernel } = process.cpuUsage(begin);
        return (user + kernel) / 1e6;
      });
      return { system: system.label, shape: shape.id, seconds };
    });
    return {
      tables: [
        {
          title: 'Time of the whole recipe, one thread, processor time',
          head: ['system', 'set', 'shortest, s', 'middle, s'],
          rows: cells.map(({ system, shape, seconds }) => [
            ...[system, shape, figure(Math.min(...seconds)), figure(median(seconds))],
          ]),
          note: `${TURNS} turns after one that warms up.`,
        },
      ],
      targets: [
        {
          ...{ quantity: 'time of set A', bound: 'at most', must: 0.2, aim: null, unit: 's', where: 'pendulum, 5 %' },
          measured: median(cells[0]!.seconds),
        },
      ],
      data: cells,
    };
  },
};
