import { describe, expect, test } from 'vitest';
import type { ImportRecipe, PrepareStep } from '../../../../core/import/recipe.ts';
import { codesOf, importText, refusalOf, swing, table, TQP, valuesOf, withRoles } from './tables.ts';

/** Imports q = the given numbers at t = 0, 1, 2 …, with given derivatives, after one step. */
function prepare(q: readonly number[], steps: readonly PrepareStep[], change: Partial<ImportRecipe> = {}) {
  const lines = q.map((value, i) => `${i},${value},1,0,0`);
  return importText(table(lines, 't,q,p,dq,dp'), withRoles({ dq: [3], dp: [4] }, { ...change, steps }));
}

/** By, column and count of each change. */
function changesOf({ report }: ReturnType<typeof importText>) {
  return report.changes.map(({ by, column, count }) => [by, column, count]);
}

const radians = [{ column: 1, unit: 'deg', toUnit: 'deg' }];

describe('a step', () => {
  test('that is off does nothing', () => {
    const result = prepare([1, 2, 3], [{ kind: 'flip', isOn: false, columns: [1] }]);
    expect(valuesOf(result, 0)).toEqual([1, 2, 3]);
    expect(result.report.changes).toEqual([]);
  });

  test('unwraps degrees by whole turns of 360, and leaves the others as they are', () => {
    const result = prepare([350, 359, 5, 20, 355], [{ kind: 'unwrap', isOn: true, columns: [1] }], {
      columns: radians,
    });
    expect(valuesOf(result, 0)).toEqual([350, 359, 365, 380, 355]);
    expect(changesOf(result)).toEqual([['unwrap', 'q', 2]]);
    expect(result.report.changes[0]!.detail).toBe('whole turns of 360 added');
  });

  test('unwraps radians by 2π', () => {
    const result = prepare([3, -3], [{ kind: 'unwrap', isOn: true, columns: [1] }]);
    expect(valuesOf(result, 0)).toEqual([3, -3 + 2 * Math.PI]);
  });

  test('subtracts a number, or the mean over all trajectories', () => {
    expect(valuesOf(prepare([1, 2, 6], [{ kind: 'offset', isOn: true, column: 1, by: 0.5 }]), 0)).toEqual([
      0.5, 1.5, 5.5,
    ]);
    const mean = prepare([1, 2, 6], [{ kind: 'offset', isOn: true, column: 1, by: 'mean' }]);
    expect(valuesOf(mean, 0)).toEqual([-2, -1, 3]);
    expect(changesOf(mean)).toEqual([['offset', 'q', 3]]);
  });

  test('flips the sign, and counts no zero', () => {
    const result = prepare([0, 2, -3], [{ kind: 'flip', isOn: true, columns: [1] }]);
    expect(valuesOf(result, 0)).toEqual([0, -2, 3]);
    expect(changesOf(result)).toEqual([['flip', 'q', 2]]);
  });

  test('takes a straight line off', () => {
    const line = valuesOf(prepare([1, 3, 5, 7], [{ kind: 'detrend', isOn: true, columns: [1] }]), 0);
    expect(line).toEqual([0, 0, 0, 0]);
  });

  test('integrates by trapezoids from 0', () => {
    expect(valuesOf(prepare([2, 4, 0], [{ kind: 'integrate', isOn: true, column: 1 }]), 0)).toEqual([0, 3, 5]);
  });

  test('unwraps what was integrated from degrees per second by turns of 360', () => {
    const columns = [
      { column: 0, unit: 's', toUnit: 's' },
      { column: 1, unit: 'deg/s', toUnit: 'deg/s' },
    ];
    const steps: PrepareStep[] = [
      { kind: 'integrate', isOn: true, column: 1 },
      { kind: 'unwrap', isOn: true, columns: [1] },
    ];
    expect(valuesOf(prepare([10, 10, 10], steps, { columns }), 0)).toEqual([0, 10, 20]);
  });

  test('keeps a window of time, leaves out ends, and says which rows are gone', () => {
    const steps: PrepareStep[] = [
      { kind: 'window', isOn: true, from: 1, to: 8 },
      { kind: 'drop-ends', isOn: true, rows: 2 },
    ];
    const { dataset, report } = prepare([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], steps);
    expect([...dataset.trajectories[0]!.times]).toEqual([3, 4, 5, 6]);
    expect(report.rows).toEqual({ read: 10, kept: 4, refused: 6 });
    expect(report.refusalGroups.map(({ reason, count }) => [reason, count])).toEqual([
      ['outside the time window', 2],
      ['at an end of its trajectory', 4],
    ]);
    expect(report.changes).toEqual([]);
  });

  test('leaves out an outlier of a smooth motion and nothing else', () => {
    const q = Array.from({ length: 40 }, (_, i) => Math.sin(i / 5));
    const spoilt = q.with(17, 9);
    const { report } = prepare(spoilt, [{ kind: 'outliers', isOn: true, columns: [1], limit: 8 }]);
    expect(report.refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [19, 'an outlier among its neighbours'],
    ]);
  });

  test('keeps a signal at rest whose last digit flickers', () => {
    const q = Array.from({ length: 40 }, (_, i) => (i % 11 === 5 ? 0.01 : 0));
    expect(prepare(q, [{ kind: 'outliers', isOn: true, columns: [1], limit: 3 }]).report.rows.refused).toBe(0);
  });

  test('interpolates to shorter even steps; samples of the file stay as they are', () => {
    const result = prepare([0, 4, 2], [{ kind: 'resample', isOn: true, step: 0.5 }]);
    expect([...result.dataset.trajectories[0]!.times]).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(valuesOf(result, 0)).toEqual([0, 2, 4, 3, 2]);
    expect(result.report.rows).toEqual({ read: 3, kept: 3, refused: 0 });
    expect(result.report.trajectories[0]!.rows).toBe(5);
  });

  test('takes means over longer even steps: a straight line stays one, noise of one step is gone', () => {
    const line = Array.from({ length: 21 }, (_, i) => 3 * i);
    const longer: PrepareStep = { kind: 'resample', isOn: true, step: 4 };
    expect(valuesOf(prepare(line, [longer]), 0)).toEqual([0, 12, 24, 36, 48, 60]);
    const noisy = line.map((value, i) => value + (i % 2 === 0 ? 1 : -1));
    // Trapezoids over four steps: the noise of neighbours cancels, up to rounding of the integral.
    const means = valuesOf(prepare(noisy, [longer]), 0).slice(1, -1);
    expect(means.map((value) => Number(value.toFixed(9)))).toEqual([12, 24, 36, 48]);
  });

  test('warns of gaps that it interpolates over, and leaves no trajectory without a row of the file', () => {
    const lines = swing(60).filter((_, i) => i < 20 || i >= 40);
    const resample: PrepareStep = { kind: 'resample', isOn: true, step: 0.1 };
    const result = importText(table(lines), { ...TQP, steps: [resample] });
    expect(result.report.warnings.find(({ code }) => code === 'resampled-gaps')).toMatchObject({ count: 1, line: 22 });
    expect(codesOf(importText(table(swing(60)), { ...TQP, steps: [resample] }))).not.toContain('resampled-gaps');
    const window: PrepareStep = { kind: 'window', isOn: true, from: 2.5, to: 3.5 };
    expect(refusalOf(() => importText(table(lines), { ...TQP, steps: [resample, window] })).code).toBe('too-few-rows');
  });

  test('makes no more rows than a data set may have, in all trajectories together', () => {
    const text = table([...swing(20), ...swing(20)]);
    const steps: PrepareStep[] = [{ kind: 'resample', isOn: true, step: 6e-7 }];
    const refusal = refusalOf(() => importText(text, { ...TQP, steps }));
    expect([refusal.code, refusal.context['limit']]).toEqual(['bad-argument', 5_000_000]);
  });

  test('starts time at 0 and counts the times it changed', () => {
    const lines = ['5,1,1', '6,2,1', '7,3,1'];
    const result = importText(table(lines), { ...TQP, steps: [{ kind: 'start-at-zero', isOn: true }] });
    expect([...result.dataset.trajectories[0]!.times]).toEqual([0, 1, 2]);
    expect(changesOf(result)).toEqual([['start-at-zero', 't', 3]]);
  });

  test('comes after the one before it', () => {
    const by = (amount: number): PrepareStep => ({ kind: 'offset', isOn: true, column: 1, by: amount });
    const flip: PrepareStep = { kind: 'flip', isOn: true, columns: [1] };
    expect(valuesOf(prepare([1, 2, 3], [by(1), flip]), 0)).toEqual([0, -1, -2]);
    expect(valuesOf(prepare([1, 2, 3], [flip, by(1)]), 0)).toEqual([-2, -3, -4]);
  });
});

test('units are converted with an exact factor, which is told', () => {
  const columns = [{ column: 1, unit: 'deg', toUnit: 'rad' }];
  const result = prepare([0, 90, 180], [], { columns });
  expect(valuesOf(result, 0)).toEqual([0, 90 * (Math.PI / 180), 180 * (Math.PI / 180)]);
  expect(result.report.changes).toEqual([
    { by: 'unit', column: 'q', count: 3, detail: 'deg → rad, × 0.017453292519943295' },
  ]);
  expect(result.report.columns[1]).toMatchObject({ unit: 'deg', toUnit: 'rad', max: 180 });
});

test('columns are computed from others, and rows without a result are refused', () => {
  const derived = [
    { kind: 'logarithm', name: 'ln q', of: 1 },
    { kind: 'combination', name: '2 ln q', terms: [{ column: 5, factor: 2 }] },
  ] as const;
  const lines = [1, Math.E, 0, 1, 1].map((value, i) => `${i},${value},1,0,0`);
  const recipe = withRoles({ q: [6], dq: [3], dp: [4] }, { derived });
  const result = importText(table(lines, 't,q,p,dq,dp'), recipe);
  expect(valuesOf(result, 0)).toEqual([0, 2, 0, 0]);
  expect(result.report.refusals).toEqual([
    { file: 'data.csv', line: 4, column: 'ln q', text: '0', reason: 'no logarithm: the value is not positive' },
  ]);
  expect(result.report.columns.slice(5)).toEqual([
    expect.objectContaining({ name: 'ln q', isDerived: true, role: 'ignore', max: 1 }),
    expect.objectContaining({ name: '2 ln q', isDerived: true, role: 'q1', max: 2 }),
  ]);
  expect(result.report.changes).toEqual([{ by: 'computed', column: '2 ln q', count: 4, detail: '2 · ln q' }]);
});
