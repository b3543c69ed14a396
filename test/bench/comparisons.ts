import {
  COMPARED_CASES,
  describeCase,
  LARGE_CASE,
  NOISY_CASES,
  QUICK_CASES,
  SOLVER_LIMITED_CASES,
  type BenchCase,
} from './cases.ts';
import { compareCase, figuresOf, speedUp, worstErrorRatio } from './compare.ts';
import type { Comparison } from './compare.ts';
import { errorTable, figure, speedTable } from './comparison-tables.ts';
import { startNumpy } from './numpy-side.ts';
import { withThreads } from './our-side.ts';
import type { BenchOptions } from './options.ts';
import { median } from './statistics.ts';
import { extreme } from './table.ts';
import type { Section, Table, Target } from './table.ts';

const nameOf = ({ entry, method }: Comparison) => `${describeCase(entry)}, ${method}`;

/** Every case beside numpy: times, errors, and what A-SWIM costs over U-SWIM. */
export async function compareSpeed(options: BenchOptions): Promise<Section> {
  const cases = options.isQuick ? QUICK_CASES : [...COMPARED_CASES, ...(options.isLarge ? [LARGE_CASE] : [])];
  const comparisons = await compareAll(cases, options);
  const second = secondFitTable(comparisons);
  return {
    tables: [
      speedTable('Time beside numpy', comparisons),
      errorTable('Errors beside numpy', comparisons),
      second.table,
    ],
    targets: [
      speedTarget('numpy ÷ ours, N = 1000, two state components', [6, 8], comparisons, 'narrow'),
      speedTarget('numpy ÷ ours, four state components or K = 20 000', [9, 14], comparisons, 'tall'),
      speedTarget('numpy ÷ ours, N = 2000', [5.5, 8], comparisons, 'wide'),
      ...paperTargets(comparisons),
      errorTarget('our error ÷ that of numpy', 1.1, comparisons),
      second.target,
    ],
    data: comparisons,
  };
}

/** Where only the solver limits the error, and where noise does. */
export async function compareAccuracy(options: BenchOptions): Promise<Section> {
  const limited = await compareAll(SOLVER_LIMITED_CASES, options);
  const noisy = await compareAll(NOISY_CASES, options);
  return {
    tables: [
      errorTable('Errors that only the solver limits', limited),
      errorTable('Errors with noisy derivatives', noisy),
    ],
    targets: [
      errorTarget('our error ÷ that of numpy, SWIM without noise', 0.2, limited),
      errorTarget('our error ÷ that of numpy, noisy derivatives', 1.2, noisy),
    ],
    data: { limited, noisy },
  };
}

function compareAll(cases: readonly BenchCase[], options: BenchOptions): Promise<Comparison[]> {
  return withThreads({ threads: options.threads }, async (team) => {
    const comparisons: Comparison[] = [];
    for (const entry of cases.filter((candidate) => isAskedFor(candidate, options))) {
      options.log(`comparing ${describeCase(entry)}`);
      // A process for every case, so that its peak of memory is that of the case.
      const started = await startNumpy(options.threads);
      const peer = 'reason' in started ? null : started;
      if ('reason' in started) options.log(`without numpy: ${started.reason}`);
      const numpyRepeats = entry.promise === 'paper' ? 1 : options.repeats;
      comparisons.push(...(await compareCase(entry, { team, peer, repeats: options.repeats, numpyRepeats })));
      peer?.close();
    }
    return comparisons;
  });
}

function isAskedFor(entry: BenchCase, { cases }: BenchOptions): boolean {
  return cases.length === 0 || cases.some((text) => describeCase(entry).includes(text));
}

function speedTarget(
  quantity: string,
  [must, aim]: readonly [must: number, aim: number],
  comparisons: readonly Comparison[],
  promise: BenchCase['promise'],
): Target {
  const chosen = comparisons.filter(({ entry }) => entry.promise === promise);
  const worst = extreme('smallest', chosen, speedUp);
  return {
    ...{ quantity, bound: 'at least', must, aim, unit: '' },
    measured: worst?.value ?? null,
    where: worst === null ? '' : nameOf(worst.entry),
  };
}

function errorTarget(quantity: string, must: number, comparisons: readonly Comparison[]): Target {
  const worst = extreme('largest', comparisons, worstErrorRatio);
  return {
    ...{ quantity, bound: 'at most', must, aim: null, unit: '' },
    measured: worst?.value ?? null,
    where: worst === null ? '' : nameOf(worst.entry),
  };
}

/** Time and error at the published size in four dimensions; its memory is measured in a process of its own. */
function paperTargets(comparisons: readonly Comparison[]): Target[] {
  const found = comparisons.find(({ entry, method }) => entry.promise === 'paper' && method === 'u-swim');
  const common = { bound: 'at most', where: `${describeCase(LARGE_CASE)}, u-swim` } as const;
  const measured = (of: (comparison: Comparison) => number) => (found === undefined ? null : of(found));
  return [
    {
      ...{ ...common, quantity: 'time at the published size', must: 15, aim: 10, unit: 's' },
      measured: measured((comparison) => Math.min(...figuresOf(comparison, 'ours', 'seconds'))),
    },
    {
      ...{ ...common, quantity: 'error of H at the published size', must: 1e-7, aim: null, unit: '' },
      measured: measured((comparison) => median(figuresOf(comparison, 'ours', 'energyError'))),
    },
  ];
}

/** What the second fit of A-SWIM costs and brings: everything over one U-SWIM fit of the same size. */
function secondFitTable(comparisons: readonly Comparison[]): { readonly table: Table; readonly target: Target } {
  const pairs = comparisons.flatMap((adaptive) => {
    const uniform = comparisons.find(({ entry, method }) => entry === adaptive.entry && method === 'u-swim');
    return adaptive.method === 'a-swim' && uniform !== undefined ? [{ adaptive, uniform }] : [];
  });
  const costOf = ({ adaptive, uniform }: (typeof pairs)[number]) =>
    Math.min(...figuresOf(adaptive, 'ours', 'seconds')) / Math.min(...figuresOf(uniform, 'ours', 'seconds'));
  const errorOf = (comparison: Comparison) => median(figuresOf(comparison, 'ours', 'energyError'));
  const promised = pairs.filter(({ adaptive }) => adaptive.entry.promise !== null);
  const worst = extreme('largest', promised, costOf);
  return {
    table: {
      title: 'A-SWIM beside one U-SWIM fit',
      head: ['case', 'A-SWIM ÷ U-SWIM, time', 'H: A-SWIM', 'H: U-SWIM'],
      rows: pairs.map((pair) => [
        describeCase(pair.adaptive.entry),
        ...[costOf(pair), errorOf(pair.adaptive), errorOf(pair.uniform)].map(figure),
      ]),
      note: 'Ours alone: minima of the times, medians of the errors.',
    },
    target: {
      ...{ quantity: 'A-SWIM ÷ U-SWIM, time', bound: 'at most', must: 1.4, aim: null, unit: '' },
      measured: worst?.value ?? null,
      where: worst === null ? '' : describeCase(worst.entry.adaptive.entry),
    },
  };
}
