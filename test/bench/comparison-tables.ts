import { formatNumber } from '../../core/experiment/format-number.ts';
import { describeCase } from './cases.ts';
import { errorRatio, figuresOf, speedUp } from './compare.ts';
import type { Comparison } from './compare.ts';
import { median } from './statistics.ts';
import type { Table } from './table.ts';

const MEGABYTE = 2 ** 20;
const ABSENT = '–';

/** A figure of a table, two digits behind the leading one. */
export function figure(value: number | null): string {
  return value === null || Number.isNaN(value) ? ABSENT : formatNumber(value);
}

/** `min (median)` of several times; a dash of none. */
export function spread(seconds: readonly number[]): string {
  return seconds.length === 0 ? ABSENT : `${figure(Math.min(...seconds))} (${figure(median(seconds))})`;
}

/** Times of both sides. */
export function speedTable(title: string, comparisons: readonly Comparison[]): Table {
  return {
    title,
    head: ['case', 'method', 'ours, s', 'numpy, s', 'numpy ÷ ours', 'our phases, ms', 'numpy: phases, s', 'numpy, MB'],
    rows: comparisons.map((comparison) => [
      describeCase(comparison.entry),
      comparison.method,
      spread(figuresOf(comparison, 'ours', 'seconds')),
      spread(figuresOf(comparison, 'numpy', 'seconds')),
      figure(speedUp(comparison)),
      phases(comparison, 'ours', 1000),
      phases(comparison, 'numpy', 1),
      figure(peakMegabytes(comparison)),
    ]),
    note:
      'Case: points/neurons. Times: minimum (median) over the repeats, the phases those of the fastest one (behind `solve` its own parts); the ratio is that of the minima. Both sides take ' +
      'turns and solve the same system: same points, neurons and derivatives. Ours counts checks, sampling and every solve; numpy counts assembly and ' +
      'lstsq(rcond = 1e-13), for A-SWIM of two full fits with the evaluation between them, but no sampling. Memory: most the process has held in this case, by whichever method.',
  };
}

/** Errors of both sides. */
export function errorTable(title: string, comparisons: readonly Comparison[]): Table {
  const both = (comparison: Comparison, key: 'energyError' | 'gradientError') => {
    const middle = (side: 'ours' | 'numpy') => figure(median(figuresOf(comparison, side, key)));
    return [middle('ours'), middle('numpy'), figure(errorRatio(comparison, key))];
  };
  return {
    title,
    head: ['case', 'method', 'seeds', 'H: ours', 'H: numpy', 'ratio', '∇H: ours', '∇H: numpy', 'ratio'],
    rows: comparisons.map((comparison) => [
      describeCase(comparison.entry),
      comparison.method,
      String(comparison.runs.length),
      ...both(comparison, 'energyError'),
      ...both(comparison, 'gradientError'),
    ]),
    note: 'Relative L2 errors over 10 000 fresh points, medians over the seeds; the ratio is ours ÷ numpy over the seeds that both did.',
  };
}

function peakMegabytes({ runs }: Comparison): number | null {
  const peaks = runs.flatMap(({ numpy }) => numpy?.peakBytes ?? []);
  return peaks.length === 0 ? null : Math.max(...peaks) / MEGABYTE;
}

function phases({ runs }: Comparison, side: 'ours' | 'numpy', scale: number): string {
  const fastest = runs.flatMap((run) => run[side] ?? []).toSorted((a, b) => a.seconds - b.seconds)[0];
  if (fastest === undefined) return ABSENT;
  return Object.entries(fastest.phases)
    .filter(([, seconds]) => seconds > 0)
    .map(([name, seconds]) => `${name} ${figure(scale * seconds)}`)
    .join(', ');
}
