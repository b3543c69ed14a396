import { describeCase, henonHeilesCase, pendulumCase } from './cases.ts';
import { fitInChild } from './child-report.ts';
import type { ChildReport, ChildTask } from './child-report.ts';
import { figure, spread } from './comparison-tables.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './table.ts';

const MEGABYTE = 2 ** 20;
const GIGABYTE = 2 ** 30;

/** The bound of the fits with very many points. */
const SMALL_MEMORY = 150 * MEGABYTE;

const PUBLISHED = { system: 'henon-heiles', train: 20_000, width: 5000 } as const;
const SMALL_FIT = { system: 'pendulum', train: 2000, width: 300 } as const;

/** Most memory of a process that does nothing but one fit. */
export async function measureMemory({ isLarge, threads, log }: BenchOptions): Promise<Section> {
  const tasks: ChildTask[] = [
    { system: 'pendulum', train: 10_000, width: 1000, threads },
    { system: 'pendulum', train: 100_000, width: 1000, threads, memoryBytes: SMALL_MEMORY },
    ...(isLarge
      ? [
          { system: 'pendulum' as const, train: 1_000_000, width: 1000, threads, memoryBytes: SMALL_MEMORY },
          { ...PUBLISHED, threads },
        ]
      : []),
  ];
  const measured: (ChildReport & { readonly task: ChildTask })[] = [];
  for (const task of tasks) {
    log(`memory of ${describeTask(task)}`);
    measured.push({ task, ...(await fitInChild(task)) });
  }
  const published = measured.find(({ task }) => task.width === PUBLISHED.width);
  return {
    tables: [
      {
        title: 'Memory of one U-SWIM fit in a process of its own',
        head: ['case', 'bound for kept features, MB', 'most memory of the process, MB', 'fit, s'],
        rows: measured.map(({ task, peakBytes, fitSeconds }) => [
          describeTask(task),
          task.memoryBytes === undefined ? 'default' : figure(task.memoryBytes / MEGABYTE),
          figure(peakBytes / MEGABYTE),
          figure(fitSeconds),
        ]),
        note: 'The process with everything in it: Node, sources, points, matrix.',
      },
    ],
    targets: [
      {
        quantity: 'memory at the published size',
        bound: 'at most',
        must: 1.4,
        aim: 1,
        unit: 'GB',
        measured: published === undefined ? null : published.peakBytes / GIGABYTE,
        where: `${describeTask({ ...PUBLISHED, threads })}, u-swim`,
      },
    ],
    data: measured,
  };
}

/** A small fit as the first thing a process does: nothing is compiled, no memory is warm. */
export async function measureColdFit({ repeats, threads, log }: BenchOptions): Promise<Section> {
  log('small fits in cold processes');
  const reports: ChildReport[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) reports.push(await fitInChild({ ...SMALL_FIT, threads }));
  const milliseconds = (key: 'fitSeconds' | 'sinceStartSeconds') => reports.map((report) => 1000 * report[key]);
  const where = describeTask({ ...SMALL_FIT, threads });
  return {
    tables: [
      {
        title: 'A small fit in a cold process',
        head: ['case', 'fit alone, ms', 'from the start of the process, ms'],
        rows: [[where, spread(milliseconds('fitSeconds')), spread(milliseconds('sinceStartSeconds'))]],
        note: 'U-SWIM; minimum (median). The process starts from TypeScript sources, which Node strips of their types; the app starts from a bundle.',
      },
    ],
    targets: [
      {
        quantity: 'small fit in a cold process',
        bound: 'at most',
        must: 120,
        aim: 60,
        unit: 'ms',
        measured: Math.min(...milliseconds('fitSeconds')),
        where,
      },
    ],
    data: reports,
  };
}

function describeTask({ system, train, width }: ChildTask): string {
  return describeCase((system === 'pendulum' ? pendulumCase : henonHeilesCase)({ train, width }));
}
