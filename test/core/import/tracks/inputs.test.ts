import { describe, expect, test } from 'vitest';
import type { PrepareStep } from '../../../../core/import/recipe.ts';
import { codesOf, importText, refusalOf, table, withRoles } from './tables.ts';

const HEADER = 't,q,p,dp,u,motor';
/** A steady motion under the two inputs of each row, at t = 0, 1, 2 … */
function drive(rows: readonly string[], change: Parameters<typeof withRoles>[1] = {}, inputs: readonly number[] = [4]) {
  const lines = rows.map((row, i) => `${i},${i},1,0,${row}`);
  return importText(table(lines, HEADER), withRoles({ dq: [2], dp: [3], inputs }, change));
}
const rows = ['5,350', '6,5', '7,20', '9,-10'];
const inputsOf = ({ dataset }: ReturnType<typeof drive>) =>
  dataset.trajectories.map(({ inputs }) => inputs && [...inputs]);

describe('known inputs', () => {
  test('stand row by row beside the states, in the order in which they were chosen', () => {
    const result = drive(rows, {}, [5, 4]);
    expect(result.dataset.labels.inputs).toEqual(['motor', 'u']);
    expect(inputsOf(result)).toEqual([[350, 5, 5, 6, 20, 7, -10, 9]]);
    expect(result.report.columns.map(({ role }) => role)).toEqual(['time', 'q1', 'p1', 'dp1', 'input2', 'input1']);
  });

  test('leave no trace where none is chosen', () => {
    const { dataset, report } = drive(rows, {}, []);
    expect(dataset.labels).toEqual({ time: 't', q: ['q'], p: ['p'] });
    expect(Object.keys(dataset.trajectories[0]!)).not.toContain('inputs');
    expect(report.columns[4]).toMatchObject({ name: 'u', role: 'ignore' });
  });

  test('are converted like other columns, which is told as a change', () => {
    const result = drive(rows, { columns: [{ column: 4, unit: 'mN', toUnit: 'N' }] });
    expect(inputsOf(result)).toEqual([[5 * 0.001, 6 * 0.001, 7 * 0.001, 9 * 0.001]]);
    expect(result.report.changes).toEqual([{ by: 'unit', column: 'u', count: 4, detail: 'mN → N, × 0.001' }]);
  });

  test('that are missing or no number make a row bad, with its line and column', () => {
    const { dataset, report } = drive([...rows, ',0', 'off,0', '3,0']);
    expect(report.rows).toEqual({ read: 7, kept: 5, refused: 2 });
    expect(report.refusals).toEqual([
      { file: 'data.csv', line: 6, column: 'u', text: '', reason: 'no value' },
      { file: 'data.csv', line: 7, column: 'u', text: 'off', reason: 'not a number' },
    ]);
    expect(report.columns[4]).toMatchObject({ role: 'input1', min: 3, max: 9, missing: 1, unreadable: 1 });
    expect([...dataset.trajectories[0]!.times]).toEqual([0, 1, 2, 3, 6]);
    expect([...dataset.trajectories[0]!.inputs!]).toEqual([5, 6, 7, 9, 3]);
  });

  test('make rows at one time differ', () => {
    const lines = ['0,0,1,0,5,0', '1,1,1,0,5,0', '1,1,1,0,6,0', '2,2,1,0,5,0'];
    const recipe = withRoles({ dq: [2], dp: [3], inputs: [4] });
    expect(codesOf(importText(table(lines, HEADER), recipe))).toContain('times-repeated');
    expect(
      inputsOf(importText(table(lines, HEADER), { ...recipe, rows: { ...recipe.rows, repeated: 'mean' } })),
    ).toEqual([[5, 5.5, 5]]);
  });

  test.each<[string, PrepareStep, number[]]>([
    ['offset', { isOn: true, kind: 'offset', column: 4, by: 5 }, [0, 1, 2, 4]],
    ['flip', { isOn: true, kind: 'flip', columns: [4] }, [-5, -6, -7, -9]],
    ['integrate', { isOn: true, kind: 'integrate', column: 4 }, [0, 5.5, 12, 20]],
    ['window', { isOn: true, kind: 'window', from: 1, to: 2 }, [6, 7]],
    ['drop-ends', { isOn: true, kind: 'drop-ends', rows: 1 }, [6, 7]],
    ['resample', { isOn: true, kind: 'resample', step: 0.5 }, [5, 5.5, 6, 6.5, 7, 8, 9]],
    // Means of the line through 5, 6, 7, 9 over one step around each moment, over nothing at the start, and around t = 2 from 1 to 3.
    ['resample', { isOn: true, kind: 'resample', step: 2 }, [5, 7.25]],
  ])('go through the step %s', (_kind, step, expected) => {
    expect(inputsOf(drive(rows, { steps: [step] }))).toEqual([expected]);
  });

  test('that are angles are unwrapped', () => {
    const steps: PrepareStep[] = [{ isOn: true, kind: 'unwrap', columns: [5] }];
    const columns = [{ column: 5, unit: 'deg', toUnit: 'deg' }];
    expect(inputsOf(drive(rows, { steps, columns }, [5]))).toEqual([[350, 365, 380, 350]]);
  });

  test('are not smoothed with the motion', () => {
    const noisy = Array.from({ length: 40 }, (_, i) => `${i / 10},${Math.cos(i / 10) + (i % 2) / 50},${i % 3}`);
    const { dataset } = importText(
      table(noisy, 't,q,u'),
      withRoles(
        { p: [], inputs: [2] },
        { masses: [1], derivative: { method: 'smoothing-spline', window: null, ends: 'drop', isSmoothed: true } },
      ),
    );
    expect([...dataset.trajectories[0]!.inputs!]).toEqual(Array.from({ length: 40 }, (_, i) => i % 3));
  });

  test('may be computed, from a logarithm for one', () => {
    const derived = [{ kind: 'logarithm', name: 'ln u', of: 4 } as const];
    const result = drive(rows, { derived }, [6]);
    expect(result.dataset.labels.inputs).toEqual(['ln u']);
    expect(inputsOf(result)).toEqual([[5, 6, 7, 9].map(Math.log)]);
    expect(result.report.columns.at(-1)).toMatchObject({ role: 'input1', isDerived: true });
  });

  test('that never change are remarked on', () => {
    const { report } = drive(['5,0', '5,0', '5,0']);
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'column-constant', column: 'u' }));
  });

  test.each<[string, readonly number[]]>([
    ['time', [0]],
    ['a position', [1]],
    ['a momentum', [2]],
    ['a rate', [3]],
    ['the same input', [4, 4]],
  ])('cannot be %s too', (_what, inputs) => {
    const refusal = refusalOf(() => drive(rows, {}, inputs));
    expect(refusal).toMatchObject({ code: 'bad-argument', hint: 'A known input is a column of its own.' });
  });

  test('must exist', () => {
    expect(refusalOf(() => drive(rows, {}, [7])).code).toBe('missing-column');
  });
});

describe('momenta of a data set', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i / 10},${Math.cos(i / 10)},${-Math.sin(i / 10)}`);
  const masses = [2];
  const momentaOf = (roles: Parameters<typeof withRoles>[0]) =>
    importText(table(lines), withRoles(roles, { masses })).dataset.derivedMomenta;

  test('are said to be derived, with their masses, where positions alone were measured', () => {
    expect(momentaOf({ p: [] })).toEqual({ masses: [2] });
  });

  test('are not derived where velocities or momenta were measured', () => {
    expect([momentaOf({ p: [], dq: [2] }), momentaOf({ p: [2] })]).toEqual([undefined, undefined]);
  });
});
