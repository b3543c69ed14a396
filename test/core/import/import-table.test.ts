import { describe, expect, test } from 'vitest';
import { importTables } from '../../../core/import/index.ts';
import { importText, oscillatorLines, refusalOf, table, TQP, tqpOptions } from './tables.ts';

const given = { ...TQP, dq: [3], dp: [4] };

describe('a well-formed table', () => {
  test('becomes one trajectory with its own numbers, named after the file', () => {
    const { dataset, report } = importText(table(oscillatorLines(100)));
    const [trajectory] = dataset.trajectories;
    expect(dataset.dof).toBe(1);
    expect(dataset.labels).toEqual({ time: 't', q: ['q'], p: ['p'] });
    expect(trajectory!.id).toBe('data.csv');
    expect(trajectory!.times[7]).toBe(7 * 0.1);
    expect([...trajectory!.states.subarray(14, 16)]).toEqual([Math.cos(7 * 0.1), -Math.sin(7 * 0.1)]);
    expect(report.rows).toEqual({ read: 100, kept: 100, refused: 0 });
  });

  test('has derivatives of a window of an eighth of the period, with the ends outside the fit range', () => {
    const { dataset, report } = importText(table(oscillatorLines(200)));
    const [trajectory] = dataset.trajectories;
    expect(report.derivatives[0]).toMatchObject({
      of: 'dq/dt',
      method: 'savitzky-golay',
      windowSamples: 9,
      polynomialOrder: 3,
    });
    expect(report.derivatives[0]!.windowTime).toBeCloseTo(0.8, 10);
    expect(trajectory!.fitRange).toEqual([4, 196]);
    expect(report.trajectories[0]!.endRowsNotFitted).toBe(8);
    for (let i = 4; i < 196; i++) {
      expect(Math.abs(trajectory!.derivatives[2 * i]! + Math.sin(i * 0.1))).toBeLessThan(1e-3);
      expect(Math.abs(trajectory!.derivatives[2 * i + 1]! + Math.cos(i * 0.1))).toBeLessThan(1e-3);
    }
  });

  test('takes a window given in time', () => {
    const { report } = importText(table(oscillatorLines(100)), tqpOptions({ derivativeWindow: 2 }));
    expect(report.derivatives.map(({ windowSamples }) => windowSamples)).toEqual([21, 21]);
  });

  test('takes given derivatives as they are, without even steps and with two rows', () => {
    const lines = ['0,1,2,30,40', '5,1.5,2.5,31,41'];
    const { dataset, report } = importText(table(lines, 't,q,p,dq,dp'), tqpOptions({ mapping: given }));
    expect([...dataset.trajectories[0]!.derivatives]).toEqual([30, 40, 31, 41]);
    expect(dataset.trajectories[0]!.fitRange).toEqual([0, 2]);
    expect(report.derivatives.map(({ method }) => method)).toEqual(['given', 'given']);
  });

  test.each([
    ['dq/dt', { ...TQP, dq: [3] }, 0],
    ['dp/dt', { ...TQP, dp: [3] }, 1],
  ])('takes %s alone and estimates the other', (_, mapping, component) => {
    const lines = oscillatorLines(50).map((line) => `${line},7`);
    const { dataset, report } = importText(table(lines, 't,q,p,x'), tqpOptions({ mapping }));
    const [trajectory] = dataset.trajectories;
    const i = 25;
    expect(trajectory!.derivatives[2 * i + component]).toBe(7);
    const other = component === 0 ? -Math.cos(i * 0.1) : -Math.sin(i * 0.1);
    expect(trajectory!.derivatives[2 * i + 1 - component]).toBeCloseTo(other, 3);
    expect(report.derivatives.map(({ method }) => method).sort()).toEqual(['given', 'savitzky-golay']);
    expect(trajectory!.fitRange[0]).toBeGreaterThan(0);
  });

  test('keeps the order of the degrees of freedom', () => {
    const mapping = { time: 4, q: [2, 0], p: [3, 1], dq: [], dp: [], run: null };
    const lines = Array.from({ length: 10 }, (_, i) => `${i},${10 + i},${20 + i},${30 + i},${i}`);
    const { dataset } = importText(table(lines, 'qa,pa,qb,pb,t'), tqpOptions({ mapping }));
    expect([...dataset.trajectories[0]!.states.subarray(0, 4)]).toEqual([20, 0, 30, 10]);
    expect(dataset.labels).toEqual({ time: 't', q: ['qb', 'qa'], p: ['pb', 'pa'] });
    expect([...dataset.trajectories[0]!.derivatives].every((rate) => Math.abs(rate - 1) < 1e-12)).toBe(true);
  });

  test.each([
    ['the mass is one', 1, 'unit mass'],
    ['the momentum is m v', 2.5, "p' is 2.50 × dq/dt (correlation 1.0000): that factor is the mass"],
    ['the sign is reversed', -1, 'wrong sign'],
  ])('says so when %s', (_, factor, words) => {
    const lines = Array.from({ length: 200 }, (__, i) => `${i / 10},${Math.cos(i / 10)},${-factor * Math.sin(i / 10)}`);
    expect(importText(table(lines)).report.warnings.join('\n')).toContain(words);
  });

  test('with constant columns, outliers or a sparse period says so', () => {
    const constant = Array.from({ length: 20 }, (_, i) => `${i},0.5,0`);
    expect(importText(table(constant)).report.warnings).toEqual([
      "'q' and 'p' are constant: there is nothing to learn from them.",
    ]);
    const outlier = oscillatorLines(60);
    outlier[30] = '3,1e30,0';
    expect(importText(table(outlier)).report.warnings.join()).toContain(
      "Column 'q': 1 value lies far outside the rest, the first in line 32 (1e+30).",
    );
    const sparse = oscillatorLines(40, { step: 1.5 });
    expect(importText(table(sparse)).report.warnings.join()).toContain('which has only');
  });
});

describe('several trajectories', () => {
  test('come from several files', () => {
    const sources = ['a.csv', 'b.csv', 'a.csv'].map((name, k) => ({ name, text: table(oscillatorLines(20 + k)) }));
    const { dataset, report } = importTables(sources, tqpOptions());
    expect(dataset.trajectories.map(({ id, times }) => [id, times.length])).toEqual([
      ['a.csv', 20],
      ['b.csv', 21],
      ['a.csv (2)', 22],
    ]);
    expect(report.files).toEqual(['a.csv', 'b.csv', 'a.csv']);
    expect(report.rows.kept).toBe(63);
  });

  test('come from an id column, also when their rows alternate', () => {
    const a = oscillatorLines(10).map((line) => `${line},left`);
    const b = oscillatorLines(10, { start: 1 }).map((line) => `${line},right `);
    const lines = a.flatMap((line, i) => [line, b[i]!]);
    const { dataset } = importText(table(lines, 't,q,p,id'), tqpOptions({ mapping: { ...TQP, run: 3 } }));
    expect(dataset.trajectories.map(({ id, times }) => [id, times.length, times[0]])).toEqual([
      ['left', 10, 0],
      ['right', 10, 1],
    ]);
  });

  test('of the same id in two files stay apart', () => {
    const text = table(
      oscillatorLines(10).map((line) => `${line},1`),
      't,q,p,run',
    );
    const sources = [
      { name: 'a.csv', text },
      { name: 'b.csv', text },
    ];
    const { dataset } = importTables(sources, tqpOptions({ mapping: { ...TQP, run: 3 } }));
    expect(dataset.trajectories.map(({ id }) => id)).toEqual(['a.csv/1', 'b.csv/1']);
  });

  test('with different columns are refused together', () => {
    const sources = [
      { name: 'a.csv', text: table(oscillatorLines(10)) },
      { name: 'b.csv', text: table(oscillatorLines(10), 't,p,q') },
    ];
    expect(refusalOf(() => importTables(sources, tqpOptions())).message).toBe(
      'b.csv has other columns (t, p, q) than a.csv (t, q, p).',
    );
  });

  test('are smoothed alone: a jump between two runs leaves no trace', () => {
    const one = oscillatorLines(40);
    const alone = importText(table(one)).dataset.trajectories[0]!;
    const both = [
      ...one.map((line) => `${line},1`),
      ...Array.from({ length: 40 }, (_, i) => `${4 + i / 10},${1000 + i},5,2`),
    ];
    const together = importText(
      table(both, 't,q,p,run'),
      tqpOptions({ mapping: { ...TQP, run: 3 }, derivativeWindow: 0.8 }),
    ).dataset;
    const sameWindow = importText(table(one), tqpOptions({ derivativeWindow: 0.8 })).dataset.trajectories[0]!;
    expect(together.trajectories[0]!.derivatives).toEqual(sameWindow.derivatives);
    expect(alone.times).toEqual(together.trajectories[0]!.times);
  });
});
