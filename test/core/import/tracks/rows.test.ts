import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../../../../core/errors.ts';
import { importTables, type ImportRecipe, type ImportResult } from '../../../../core/import/index.ts';
import { fileOf } from '../read/read-fixture.ts';
import { codesOf, importText, outline, refusalOf, swing, table, TQP, valuesOf, withRoles } from './tables.ts';

const rules = (change: Partial<ImportRecipe['rows']>): ImportRecipe => ({ ...TQP, rows: { ...TQP.rows, ...change } });

describe('a well-formed table', () => {
  const result = importText(table(swing(100)));

  test('becomes one trajectory with its own numbers, named after the file', () => {
    expect(outline(result)).toEqual([['data.csv', 0, 100]]);
    expect(result.dataset.labels).toEqual({ time: 't', q: ['q'], p: ['p'] });
    expect(valuesOf(result, 0)).toEqual(Array.from({ length: 100 }, (_, i) => Math.cos(i * 0.1)));
    expect(valuesOf(result, 1)).toEqual(Array.from({ length: 100 }, (_, i) => 0 - Math.sin(i * 0.1)));
  });

  test('changes no number, refuses no row, and leaves only the remark on the mass', () => {
    expect(result.report.changes).toEqual([]);
    expect(result.report.rows).toEqual({ read: 100, kept: 100, refused: 0 });
    expect(codesOf(result)).toEqual(['momentum-factor']);
  });

  test('is told column by column as it stands in the file', () => {
    expect(result.report.columns[0]).toEqual({
      ...{ name: 't', unit: '', toUnit: '', role: 'time', isDerived: false },
      ...{ min: 0, max: 99 * 0.1, first: 0, last: 99 * 0.1, missing: 0, unreadable: 0 },
    });
  });

  test('reports three phases, each from its beginning to its end', () => {
    const phases: string[] = [];
    importTables([fileOf(table(swing(20)))], TQP, ({ phase, fraction }) => phases.push(`${phase} ${fraction}`));
    expect([...new Set(phases)]).toEqual(['reading 1', 'arranging 0', 'differentiating 0', 'differentiating 1']);
  });
});

describe('rows that cannot be read', () => {
  const lines = swing(40).with(14, '1.4,n/a,0.3').with(20, '2.0,0.1').with(25, '2.5,,0');

  test('are left out with line, column, text and reason', () => {
    const { report } = importText(table(lines));
    expect(report.rows).toEqual({ read: 40, kept: 37, refused: 3 });
    expect(report.refusals).toEqual([
      { file: 'data.csv', line: 16, column: 'q', text: 'n/a', reason: 'not a number' },
      { file: 'data.csv', line: 22, column: '', text: '2.0,0.1', reason: '2 cells instead of 3' },
      { file: 'data.csv', line: 27, column: 'q', text: '', reason: 'no value' },
    ]);
    expect(report.refusalGroups.map(({ count }) => count)).toEqual([1, 1, 1]);
    expect(report.columns[1]).toMatchObject({ missing: 1, unreadable: 1 });
  });

  test('stop the import when that is the rule', () => {
    const refusal = refusalOf(() => importText(table(lines), rules({ bad: 'refuse' })));
    expect(refusal.code).toBe('bad-number');
    expect(refusal.message).toBe(
      "data.csv: line 16, column 'q' holds 'n/a': not a number. 2 more rows have such problems.",
    );
    expect(refusal.context).toMatchObject({ file: 'data.csv', line: 16, column: 'q', text: 'n/a', rows: 3 });
  });

  test('without any good row say what is wrong with the first, and an empty column is named', () => {
    expect(refusalOf(() => importText(table(['0,x,1', '1,y,2']))).message).toContain("line 2, column 'q' holds 'x'");
    const empty = refusalOf(() => importText(table(['0,,1', '1,,2'])));
    expect([empty.code, empty.message]).toEqual(['missing-column', "data.csv: column 'q' is empty in every row."]);
  });

  test('count as steps where time is counted', () => {
    const recipe: ImportRecipe = { ...withRoles({ q: [0], p: [1] }), time: { kind: 'step', step: 0.5, unit: 's' } };
    const { dataset, report } = importText('q,p\n1,1\n2,2\nx,3\n4,4\n5,5\n', recipe);
    expect([...dataset.trajectories[0]!.times]).toEqual([0, 0.5, 1.5, 2]);
    expect(report.timeUnit).toBe('s');
    expect(dataset.labels.time).toBe('t');
  });
});

describe('time', () => {
  test('that is out of order is sorted and counted, or refused', () => {
    const lines = swing(30);
    [lines[10], lines[20]] = [lines[20]!, lines[10]!];
    const result = importText(table(lines));
    expect(valuesOf(result, 0)).toEqual(valuesOf(importText(table(swing(30))), 0));
    expect(result.report.warnings[0]).toMatchObject({ code: 'time-sorted', count: 2, line: 13 });
    expect(refusalOf(() => importText(table(lines), rules({ unsorted: 'refuse' }))).message).toContain(
      'line 13: time falls from 2 to 1.1',
    );
  });

  test.each([
    ['first', 5, 0],
    ['last', 7, 0],
    ['mean', 6, 1],
  ] as const)('that repeats keeps the %s of rows with other values', (repeated, value, changes) => {
    const result = importText(table(['0,1,1', '1,5,2', '1,7,2', '2,1,1', '2,1,1', '3,0,0']), rules({ repeated }));
    expect(valuesOf(result, 0)).toEqual([1, value, 1, 0]);
    expect(result.report.rows).toEqual({ read: 6, kept: 4, refused: 2 });
    expect(result.report.refusals.map(({ line }) => line).sort()).toEqual(repeated === 'last' ? [3, 6] : [4, 6]);
    expect(result.report.changes).toHaveLength(changes);
    expect(result.report.warnings[1]).toMatchObject({ code: 'times-repeated', count: 2 });
  });

  test('that repeats with other values is refused when that is the rule', () => {
    const text = table(['0,1,1', '1,5,2', '1,7,2', '2,1,1']);
    expect(refusalOf(() => importText(text, rules({ repeated: 'refuse' }))).message).toContain(
      'line 4 has the time 1 of line 3 again',
    );
  });

  test.each([
    ['a frame number', { kind: 'frame', column: 0, rate: 4 }, ['2', '3', '4'], [0.5, 0.75, 1], 's'],
    [
      'a Julian date',
      { kind: 'column', column: 0, reading: 'julian-date' },
      ['2457944.5', '2457945.5', '2457946'],
      [0, 86_400, 129_600],
      's',
    ],
    [
      'a date',
      { kind: 'column', column: 0, reading: 'date' },
      ['2026-03-29T00:59:58Z', '2026-03-29T00:59:59.500Z', '2026-03-29T01:00:02Z'],
      [0, 1.5, 4],
      's',
    ],
  ] as const)('from %s', (_, time, stamps, times, unit) => {
    const { dataset, report } = importText(table(stamps.map((stamp, i) => `${stamp},${i},1`)), { ...TQP, time });
    expect([...dataset.trajectories[0]!.times]).toEqual(times);
    expect(report.timeUnit).toBe(unit);
    expect(report.changes).toHaveLength(1);
  });

  test('from dates that fit two orders waits for an answer', () => {
    const lines = ['03/04/2024 10:00:00,1,1', '03/04/2024 10:00:01,2,1', '03/05/2024 10:00:02,3,1'];
    const time = { kind: 'column', column: 0, reading: 'date' } as const;
    expect(refusalOf(() => importText(table(lines), { ...TQP, time })).code).toBe('ambiguous');
    const answered = { ...TQP, answered: ['date-order'] as const };
    const lastTime = (dateOrder: 'day-first' | 'month-first') =>
      importText(table(lines), { ...answered, time: { ...time, dateOrder } }).dataset.trajectories[0]!.times.at(-1);
    expect(lastTime('month-first')).toBe(86_400 + 2);
    expect(lastTime('day-first')).toBe(30 * 86_400 + 2);
  });
});

test('an open question stops the import until it is answered', () => {
  const text = 't;q;p\n0;1,234;1,100\n1;1,567;1,200\n2;1,890;1,300\n';
  const recipe = { ...TQP, format: { ...TQP.format, delimiter: ';', decimal: ',' } as const };
  expect(refusalOf(() => importText(text, recipe)).code).toBe('ambiguous');
  expect(valuesOf(importText(text, { ...recipe, answered: ['decimal-mark'] }), 0)).toEqual([1.234, 1.567, 1.89]);
});

test('read = kept + refused, every kept cell is the number in the file, and every refusal has its line', () => {
  const cell = fc.oneof(
    { weight: 30, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('', 'NaN', 'x', '1e999', '−3.5', ' 4 ') },
  );
  const rows = fc.array(fc.tuple(cell, cell, fc.constantFrom('a', 'b', 'b', '')), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(rows, fc.constantFrom('leave-out' as const, 'cut' as const), fc.boolean(), (written, bad, hasRuns) => {
      const recipe = withRoles({ run: hasRuns ? 3 : null, dq: [1], dp: [2] }, { rows: { ...TQP.rows, bad } });
      const text = table(
        written.map(([q, p, run], i) => `${i},${q},${p},${run}`),
        't,q,p,run',
      );
      let result: ImportResult;
      try {
        result = importText(text, recipe);
      } catch (error) {
        expect(error).toBeInstanceOf(CoreError);
        return;
      }
      const { dataset, report } = result;
      expect(report.rows).toMatchObject({ read: written.length, refused: report.refusals.length });
      for (const { times, states } of dataset.trajectories) {
        times.forEach((time, k) => {
          const numbers = written[time]!.slice(0, 2).map((value) => Number(value.replace('−', '-')));
          expect([...states.subarray(2 * k, 2 * k + 2)]).toEqual(numbers);
        });
      }
      const kept = dataset.trajectories.flatMap(({ times }) => [...times].map((time) => time + 2));
      const lines = [...kept, ...report.refusals.map(({ line }) => line)].sort((a, b) => a - b);
      expect(lines).toEqual(written.map((_, i) => i + 2));
    }),
    { numRuns: 60 },
  );
});

test('beyond the first hundred, refused rows are still counted by their reason', () => {
  const lines = swing(600).map((line, i) => (i % 2 === 0 ? line : `${i / 10},x,1`));
  const { report } = importText(table(lines));
  expect(report.refusals).toHaveLength(100);
  expect(report.refusals.at(-1)).toEqual({
    ...{ file: 'data.csv', line: 201, column: 'q', text: 'x', reason: 'not a number' },
  });
  expect(report.refusalGroups).toEqual([{ reason: 'not a number', count: 300, file: 'data.csv', firstLine: 3 }]);
});

test('beyond the first hundred, cells of several kinds are counted together, without a look at each', () => {
  const lines = swing(600).map((line, i) => (i % 4 < 2 ? line : `${i / 10},${i % 4 === 2 ? '' : 'x'},1`));
  expect(importText(table(lines)).report.refusalGroups.map(({ reason, count }) => [reason, count])).toEqual([
    ['no value', 50],
    ['not a number', 50],
    ['no usable number, for several reasons', 200],
  ]);
});

test('times with more digits than a number holds are refused, not taken for repeated ones', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `17000000000000${String(i * 100).padStart(5, '0')},${i},1`);
  const refusal = refusalOf(() => importText(table(lines)));
  expect([refusal.code, refusal.context['column']]).toEqual(['bad-number', 't']);
  expect(refusal.hint).toBe('Subtract the start from all times in the file.');
});

test('rows that nobody chose to count as time are warned of', () => {
  const counted: ImportRecipe = { ...TQP, time: { kind: 'step', step: 1, unit: '' } };
  const { warnings } = importText(table(swing(20)), counted).report;
  expect(warnings.find(({ code }) => code === 'time-counted')).toMatchObject({ isNote: false, column: 't' });
  const chosen: ImportRecipe = { ...TQP, time: { kind: 'step', step: 1, unit: 's' } };
  expect(codesOf(importText(table(swing(20)), chosen))).not.toContain('time-counted');
});

test('means of angles are refused', () => {
  const derived = [{ kind: 'polar-angle', name: 'φ', x: 1, y: 2, origin: [0, 0], zero: 'right' }] as const;
  const steps = [{ kind: 'unwrap', isOn: true, columns: [1] }] as const;
  for (const change of [{ derived }, { steps }]) {
    const refusal = refusalOf(() => importText(table(swing(9)), { ...rules({ repeated: 'mean' }), ...change }));
    expect([refusal.code, refusal.hint]).toEqual([
      'bad-argument',
      'Keep the first or the last row of those with the same time.',
    ]);
  }
});
