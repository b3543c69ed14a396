import { describe, expect, test } from 'vitest';
import { QUICK_CASES } from './cases.ts';
import { compareCase, errorRatio } from './compare.ts';
import type { Comparison } from './compare.ts';
import { startNumpy } from './numpy-side.ts';
import { parseOptions } from './options.ts';
import { withThreads } from './our-side.ts';
import { fittedExponent, median } from './statistics.ts';
import { asMarkdown, asText, extreme, isMet, targetTable } from './table.ts';
import type { Target } from './table.ts';

describe.each(QUICK_CASES.map((entry) => [entry.name, entry] as const))('%s beside numpy', (_, entry) => {
  test('solves the same equations with no larger errors', async ({ skip }) => {
    const peer = await startNumpy(1);
    if ('reason' in peer) return skip(peer.reason);
    const settings = { peer, repeats: 1, numpyRepeats: 1, testPoints: 2000 };
    const comparisons = await withThreads({ threads: 1 }, (team) => compareCase(entry, { ...settings, team }));
    peer.close();
    const ratios = (key: 'energyError' | 'gradientError') =>
      Object.fromEntries(
        comparisons.map((comparison: Comparison) => [comparison.method, errorRatio(comparison, key)!]),
      );
    const found = { energy: ratios('energyError'), gradient: ratios('gradientError') };
    // 300 random neurons leave an error that no solver can lower: both sides must reach it, or one of them solves something else.
    expect(found.gradient['elm']).toBeGreaterThan(0.9);
    expect(found.gradient['elm']).toBeLessThan(1.1);
    expect(found.energy['elm']).toBeLessThan(1.1);
    // With neurons placed by pairs the cut-off and the ridge, which differ, decide single draws; over many draws ours is the smaller error.
    const all = [...Object.values(found.energy), ...Object.values(found.gradient)];
    expect(Math.max(...all)).toBeLessThan(2);
    expect(Math.min(...all)).toBeGreaterThan(0.05);
  });
});

describe('the figures of the bench', () => {
  test('have the median in the middle, between two when their number is even', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  test('give the exponent of a power law', () => {
    expect(fittedExponent([1, 2, 4, 8].map((x) => [x, 3 * x ** 2.5]))).toBeCloseTo(2.5, 12);
  });

  test('are led by the largest or smallest, past those that are not there', () => {
    const entries = [3, 1, null, 2];
    expect(extreme('largest', entries, (entry) => entry)).toEqual({ entry: 3, value: 3 });
    expect(extreme('smallest', entries, (entry) => entry)).toEqual({ entry: 1, value: 1 });
    expect(extreme('smallest', [null], (entry) => entry)).toBeNull();
  });
});

const ratio: Target = {
  ...{ quantity: 'numpy ÷ ours', bound: 'at least', must: 6, aim: 8, measured: 6.5, unit: '', where: 'pendulum' },
};

describe('a target', () => {
  test('is met on its own side of the bound, and open while nothing was measured', () => {
    expect(isMet(ratio)).toBe(true);
    expect(isMet({ ...ratio, measured: 5.9 })).toBe(false);
    expect(isMet({ ...ratio, bound: 'at most', measured: 5.9 })).toBe(true);
    expect(isMet({ ...ratio, bound: 'at most', measured: 6.1 })).toBe(false);
    expect(isMet({ ...ratio, measured: null })).toBeNull();
  });

  test('that is missed stands out in both forms of the table', () => {
    const table = targetTable([ratio, { ...ratio, must: 7 }]);
    expect(asText(table).split('\n').slice(3, 5)).toEqual([
      'numpy ÷ ours  ≥ 6   8    6.5       met      pendulum',
      'numpy ÷ ours  ≥ 7   8    6.5       NOT MET  pendulum',
    ]);
    expect(asMarkdown(table).split('\n').slice(2, 5)).toEqual([
      '| quantity | must | aim | measured | verdict | where |',
      '| - | - | - | - | - | - |',
      '| numpy ÷ ours | ≥ 6 | 8 | 6.5 | met | pendulum |',
    ]);
  });
});

describe('the command line of the bench', () => {
  const parse = (...args: string[]) => parseOptions(args, () => undefined);

  test('runs every part unless told otherwise, and in a quick look the comparison alone', () => {
    expect(parse().sections).toEqual([
      ...['speed', 'accuracy', 'growth', 'memory', 'training', 'cold', 'import', 'noise'],
    ]);
    expect(parse('--quick').sections).toEqual(['speed']);
    expect(parse('--only', 'cold', '--only', 'growth').sections).toEqual(['growth', 'cold']);
    expect(parse('noise', '--seeds', '2').sections).toEqual(['noise']);
  });

  test('refuses what it cannot mean', () => {
    expect(() => parse('--seeds', '0')).toThrow("--seeds: expected a whole number from 1, got '0'");
    expect(() => parse('--only', 'fun')).toThrow("--only: there is no part 'fun'");
  });
});
