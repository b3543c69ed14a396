import { availableParallelism } from 'node:os';
import { chainCase, pendulumCase, prepareCase } from './cases.ts';
import type { BenchCase } from './cases.ts';
import { figure } from './comparison-tables.ts';
import { fitOurs, withThreads } from './our-side.ts';
import type { BenchOptions } from './options.ts';
import { fittedExponent } from './statistics.ts';
import type { Section } from './table.ts';

/** The shortest of this many fits counts. */
const REPEATS = 3;
const METHOD = 'u-swim';

/** One size in which the time is followed, and the cases along it. */
interface Axis {
  readonly name: string;
  readonly held: string;
  readonly steps: readonly { readonly value: number; readonly entry: BenchCase; readonly threads: number }[];
}

/** How the time of one U-SWIM fit grows with points, neurons, degrees of freedom and threads. */
export async function measureGrowth(options: BenchOptions): Promise<Section> {
  const measured: (Pick<Axis, 'name' | 'held'> & { readonly points: readonly (readonly [number, number])[] })[] = [];
  for (const { name, held, steps } of axes(options)) {
    options.log(`growth over ${name}`);
    const points: [value: number, seconds: number][] = [];
    for (const { value, entry, threads } of steps) points.push([value, await shortest(entry, threads)]);
    measured.push({ name, held, points });
  }
  return {
    tables: [
      {
        title: `Growth of the time of one fit (${METHOD})`,
        head: ['over', 'held', 'seconds', 'exponent'],
        rows: measured.map(({ name, held, points }) => [
          name,
          held,
          points.map(([value, seconds]) => `${value}: ${figure(seconds)}`).join(', '),
          points.length > 1 ? figure(fittedExponent(points)) : '–',
        ]),
        note:
          `Shortest of ${REPEATS} fits; the exponent e is that of the line through all points, time ≈ a·xᵉ. d counts degrees of freedom: a chain of d particles has ` +
          '2d state components. Over the threads −1 would be perfect.',
      },
    ],
    targets: [],
    data: measured,
  };
}

function axes({ isLarge, threads }: BenchOptions): Axis[] {
  const widths = isLarge ? [250, 500, 1000, 2000, 4000] : [250, 500, 1000, 2000];
  const team = [1, 2, 4, 8].filter((count) => count <= Math.max(threads, availableParallelism()));
  const size = { train: 10_000, width: 1000 };
  return [
    {
      name: 'K, points',
      held: 'pendulum, N = 1000',
      steps: [2500, 5000, 10_000, 20_000, 40_000].map((train) => ({
        ...{ value: train, threads },
        entry: pendulumCase({ ...size, train }),
      })),
    },
    {
      name: 'N, neurons',
      held: 'pendulum, K = 10 000',
      steps: widths.map((width) => ({ value: width, entry: pendulumCase({ ...size, width }), threads })),
    },
    {
      name: 'd, degrees of freedom',
      held: 'chain, K = 10 000, N = 1000',
      steps: [1, 2, 3, 4].map((dof) => ({ value: dof, entry: chainCase(dof, size), threads })),
    },
    {
      name: 'threads',
      held: 'pendulum, K = 10 000, N = 1000',
      steps: team.map((count) => ({ value: count, entry: pendulumCase(size), threads: count })),
    },
  ];
}

async function shortest(entry: BenchCase, threads: number): Promise<number> {
  const data = prepareCase(entry, 1, 0);
  const fitted = { method: METHOD, width: entry.width, seed: 1 };
  return withThreads({ threads }, (team) =>
    Math.min(...Array.from({ length: REPEATS }, () => fitOurs(data, fitted, team).seconds)),
  );
}
