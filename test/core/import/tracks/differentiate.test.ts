import { describe, expect, test } from 'vitest';
import { codesOf, importText, refusalOf, swing, table, TQP, valuesOf, withRoles } from './tables.ts';

/** Estimated derivatives of one degree of freedom inside the fit range. */
function ratesOf({ dataset }: ReturnType<typeof importText>, place: 0 | 1) {
  const { derivatives, fitRange } = dataset.trajectories[0]!;
  return Array.from({ length: fitRange[1] - fitRange[0] }, (_, k) => derivatives[2 * (fitRange[0] + k) + place]!);
}

/** Largest distance of a row inside the fit range from a function of time. */
function largestError(result: ReturnType<typeof importText>, place: 0 | 1, truth: (t: number) => number): number {
  const { times, fitRange } = result.dataset.trajectories[0]!;
  return Math.max(...ratesOf(result, place).map((rate, k) => Math.abs(rate - truth(times[fitRange[0] + k]!))));
}

describe('derivatives', () => {
  test('are taken as given, without even steps and with two rows', () => {
    const recipe = withRoles({ dq: [3], dp: [4] });
    const { dataset, report } = importText(table(['0,1,2,30,40', '5,1.5,2.5,31,41'], 't,q,p,dq,dp'), recipe);
    expect([...dataset.trajectories[0]!.derivatives]).toEqual([30, 40, 31, 41]);
    expect(dataset.trajectories[0]!.fitRange).toEqual([0, 2]);
    expect(report.derivatives.map(({ method, noise }) => [method, noise])).toEqual([
      ['given', null],
      ['given', null],
    ]);
  });

  test.each(['central', 'savitzky-golay', 'smoothing-spline', 'local-polynomial'] as const)(
    'of a swing by %s are those of cos and −sin, without the ends',
    (method) => {
      const result = importText(table(swing(200)), { ...TQP, derivative: { ...TQP.derivative, method } });
      // Central differences are the coarsest: h²/6 = 0.0017.
      expect(largestError(result, 0, (t) => -Math.sin(t))).toBeLessThan(0.002);
      expect(largestError(result, 1, (t) => -Math.cos(t))).toBeLessThan(0.002);
      expect(result.report.derivatives.map((facts) => facts.method)).toEqual([method, method]);
    },
  );

  test('one given, one estimated', () => {
    const lines = swing(50).map((line) => `${line},7`);
    const result = importText(table(lines, 't,q,p,x'), withRoles({ dq: [3] }));
    expect(ratesOf(result, 0).every((rate) => rate === 7)).toBe(true);
    expect(largestError(result, 1, (t) => -Math.cos(t))).toBeLessThan(0.01);
  });

  test('may keep the ends', () => {
    const keep = importText(table(swing(50)), { ...TQP, derivative: { ...TQP.derivative, ends: 'keep' } });
    expect(keep.dataset.trajectories[0]!.fitRange).toEqual([0, 50]);
    const { report } = importText(table(swing(50)));
    expect(report.trajectories[0]!.endRowsNotFitted).toBeGreaterThan(0);
  });

  test('take a window given in time, which is told', () => {
    const derivative = { ...TQP.derivative, method: 'savitzky-golay', window: 2 } as const;
    const { report } = importText(table(swing(100)), { ...TQP, derivative });
    expect(report.derivatives.map(({ windowSamples }) => windowSamples)).toEqual([21, 21]);
    expect(report.derivatives[0]!.windowTime).toBeCloseTo(2, 10);
  });

  test('name the file when the steps are uneven for the method', () => {
    const lines = [...swing(10), ...swing(10, { start: 1.3 })];
    const derivative = { ...TQP.derivative, method: 'savitzky-golay' } as const;
    const refusal = refusalOf(() => importText(table(lines), { ...TQP, derivative }));
    expect(refusal.code).toBe('uneven-steps');
    expect(refusal.message).toMatch(/^data\.csv: The time steps are uneven/);
    expect(importText(table(lines)).report.rows.kept).toBe(20);
  });

  test('that are too large for a number are refused with line and column', () => {
    const fast = Array.from({ length: 9 }, (_, i) => `${i}e-200,${i % 2}e150,0`);
    const refusal = refusalOf(() => importText(table(fast)));
    expect(refusal.code).toBe('not-finite');
    expect(refusal.context).toMatchObject({ file: 'data.csv', column: 'q' });
  });

  test('nobody could compute with are left out with their row', () => {
    const { report } = importText(table([...swing(9), '0.9,1e308,0']));
    expect(report.rows).toEqual({ read: 10, kept: 9, refused: 1 });
    expect(report.refusals[0]).toMatchObject({ line: 11, column: 'q', text: '1e308' });
  });

  test('never see another trajectory: a jump between two runs leaves no trace', () => {
    const one = swing(40).map((line) => `${line},1`);
    const other = Array.from({ length: 40 }, (_, i) => `${4 + i / 10},${1000 + i},5,2`);
    const recipe = withRoles({ run: 3 });
    const alone = importText(table(one, 't,q,p,run'), recipe).dataset.trajectories[0]!;
    const together = importText(table([...one, ...other], 't,q,p,run'), recipe).dataset.trajectories[0]!;
    expect(together.derivatives).toEqual(alone.derivatives);
  });
});

describe('without measured momenta', () => {
  const lines = swing(200);

  test('p is m dq/dt and dp/dt is m d²q/dt², of the same curve', () => {
    const result = importText(table(lines), withRoles({ p: [] }, { masses: [2] }));
    const one = importText(table(lines), withRoles({ p: [] }, { masses: [1] }));
    expect(valuesOf(result, 1)).toEqual(valuesOf(one, 1).map((value) => 2 * value));
    expect(ratesOf(result, 1)).toEqual(ratesOf(one, 1).map((value) => 2 * value));
    expect(largestError(one, 1, (t) => -Math.cos(t))).toBeLessThan(0.01);
    const { states, derivatives } = one.dataset.trajectories[0]!;
    expect(valuesOf(one, 1)).toEqual([...derivatives].filter((_, i) => i % 2 === 0));
    expect(states.every(Number.isFinite)).toBe(true);
    expect(one.dataset.labels.p).toEqual(['dq/dt']);
    expect(result.dataset.labels.p).toEqual(['2 · dq/dt']);
    expect(one.report.warnings.find(({ code }) => code === 'momentum-from-rate')!.message).toContain('unit mass');
    expect(result.report.warnings.find(({ code }) => code === 'momentum-from-rate')!.message).toContain('m = 2');
    expect(one.report.changes).toEqual([]);
  });

  test('p is m times a measured dq/dt', () => {
    const result = importText(table(['0,1,2', '1,1,3', '2,1,5']), withRoles({ p: [], dq: [2] }, { masses: [3] }));
    expect(valuesOf(result, 1)).toEqual([6, 9, 15]);
    expect(result.report.changes).toEqual([{ by: 'mass', column: 'p', count: 3, detail: 'p = 3 · dq/dt' }]);
    expect(result.dataset.labels.p).toEqual(['3 · p']);
  });
});

test('the smooth curve replaces measured values only when that is chosen, and every number is counted', () => {
  const noisy = swing(100).map((line, i) => {
    const [t, q, p] = line.split(',').map(Number);
    return `${t!},${q! + (i % 2 === 0 ? 0.01 : -0.01)},${p!}`;
  });
  const smooth = importText(table(noisy), { ...TQP, derivative: { ...TQP.derivative, isSmoothed: true } });
  const left = valuesOf(smooth, 0).map((value, i) => Math.abs(value - Math.cos(i * 0.1)));
  expect(Math.max(...left.slice(5, -5))).toBeLessThan(0.005);
  expect(smooth.report.changes.map(({ by, column }) => [by, column])).toEqual([
    ['smooth', 'q'],
    ['smooth', 'p'],
  ]);
  expect(smooth.report.changes[0]!.count).toBe(100);
});

describe('what to know about a motion', () => {
  test.each([
    ['the mass is one', 1, 'unit mass'],
    ['the momentum is m v', 2.5, "'p' is 2.50 × dq/dt (correlation 1.0000): that factor is the mass"],
    ['the sign is reversed', -1, 'wrong sign'],
  ])('%s', (_, factor, words) => {
    const lines = Array.from({ length: 200 }, (__, i) => `${i / 10},${Math.cos(i / 10)},${-factor * Math.sin(i / 10)}`);
    const { warnings } = importText(table(lines)).report;
    expect(warnings.map(({ message }) => message).join()).toContain(words);
  });

  test('columns that stand still, values far off, and too few samples per period', () => {
    const constant = Array.from({ length: 20 }, (_, i) => `${i},0.5,0`);
    expect(codesOf(importText(table(constant)))).toEqual(['column-constant', 'column-constant']);
    const { warnings } = importText(table(swing(60).with(30, '3,1e30,0'))).report;
    expect(warnings.find(({ code }) => code === 'outliers')).toMatchObject({ line: 32, column: 'q', count: 1 });
    expect(codesOf(importText(table(swing(40, { step: 1.5 }))))).toContain('few-samples-per-period');
  });

  test('steps that are irregular, with their share', () => {
    const lines = Array.from({ length: 40 }, (_, i) => {
      const t = i + (i % 4 === 0 ? 0.3 : 0);
      return `${t},${Math.cos(t / 3)},${-Math.sin(t / 3) / 3}`;
    });
    const found = importText(table(lines)).report.warnings.find(({ code }) => code === 'irregular-steps')!;
    expect(found.message).toContain('shortest 0.7, median 1, longest 1.3');
    expect(found.isNote).toBe(false);
  });

  test('a given dq/dt that is another multiple of the slope', () => {
    const lines = swing(100).map((line) => `${line},${-60 * Math.sin(Number(line.split(',')[0]))}`);
    const { warnings } = importText(table(lines, 't,q,p,v'), withRoles({ dq: [3] })).report;
    expect(warnings.find(({ code }) => code === 'rate-factor')!.message).toMatch(
      /'v' is given as dq\/dt but is 60\.1 times/,
    );
  });

  test('units that do not go together, with the factor', () => {
    const columns = [
      { column: 0, unit: 's', toUnit: 's' },
      { column: 1, unit: 'm', toUnit: 'm' },
      { column: 2, unit: 'cm/s', toUnit: 'cm/s' },
    ];
    const found = importText(table(swing(60)), { ...TQP, columns }).report.warnings.find(
      ({ code }) => code === 'units-differ',
    )!;
    expect(found.message).toContain('convert it to m/s (× 0.01)');
  });
});
