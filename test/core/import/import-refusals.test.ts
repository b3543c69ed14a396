import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../../../core/errors.ts';
import { importText, oscillatorLines, refusalOf, table, TQP, tqpOptions } from './tables.ts';

describe('rows that cannot be read', () => {
  const lines = oscillatorLines(40).with(14, '1.4,n/a,0.3').with(20, '2.0,0.1');

  test('are refused with file, line, column, text and what to do', () => {
    const refusal = refusalOf(() => importText(table(lines)));
    expect(refusal.code).toBe('bad-number');
    expect(refusal.message).toBe(
      "data.csv: line 16, column 'q' holds 'n/a': not a number. 1 more row has such problems.",
    );
    expect(refusal.hint).toBe('Fix the cell or choose ‘skip bad rows’.');
    expect(refusal.context).toMatchObject({ file: 'data.csv', line: 16, column: 'q', text: 'n/a' });
  });

  test('are listed when skipped, cut the trajectory, and take too short a part with them', () => {
    const { dataset, report } = importText(table(lines.with(17, '1.7,,0')), tqpOptions({ badRows: 'skip' }));
    expect(dataset.trajectories.map(({ id, times }) => [id, times.length])).toEqual([
      ['data.csv (part 1)', 14],
      ['data.csv (part 4)', 19],
    ]);
    expect(report.rows).toEqual({ read: 40, kept: 33, refused: 7 });
    expect(report.refusals.map(({ line, column, text, reason }) => [line, column, text, reason])).toEqual([
      [16, 'q', 'n/a', 'not a number'],
      [19, 'q', '', 'no number'],
      [22, '', '2.0,0.1', '2 cells instead of 3'],
      [17, '', '', expect.stringContaining('only 2 rows in a row')],
      [18, '', '', expect.stringContaining('only 2 rows in a row')],
      [20, '', '', expect.stringContaining('only 2 rows in a row')],
      [21, '', '', expect.stringContaining('only 2 rows in a row')],
    ]);
    expect(report.columns.find(({ name }) => name === 'q')!.unreadable).toBe(2);
  });

  test('cut only their own trajectory when their id can be read, else all that run on there', () => {
    const rows = (change: string) => {
      const a = oscillatorLines(20).map((line) => `${line},a`);
      const b = oscillatorLines(20).map((line) => `${line},b`);
      a[10] = change;
      return table(
        a.flatMap((line, i) => [line, b[i]!]),
        't,q,p,id',
      );
    };
    const options = tqpOptions({ mapping: { ...TQP, run: 3 }, badRows: 'skip' });
    const ids = (text: string) => importText(text, options).dataset.trajectories.map(({ id }) => id);
    expect(ids(rows('1,x,0,a'))).toEqual(['a (part 1)', 'a (part 2)', 'b']);
    expect(ids(rows('1,0'))).toEqual(['a (part 1)', 'a (part 2)', 'b (part 1)', 'b (part 2)']);
  });

  test('a blank line cuts only where a sample is missing', () => {
    const even = oscillatorLines(20);
    even.splice(10, 0, '');
    expect(importText(table(even)).dataset.trajectories).toHaveLength(1);
    const gap = oscillatorLines(21);
    gap[10] = '';
    const { dataset, report } = importText(table(gap));
    expect(dataset.trajectories.map(({ times }) => times.length)).toEqual([10, 10]);
    expect(report.rows).toEqual({ read: 20, kept: 20, refused: 0 });
    expect(report.warnings[0]).toContain('cut where rows are missing');
  });

  test('a row with more cells than the header is refused unless the extra cells are empty', () => {
    const extra = oscillatorLines(10).map((line) => `${line},`);
    expect(importText(table(extra)).report.rows.kept).toBe(10);
    extra[3] = `${extra[3]!}9`;
    expect(refusalOf(() => importText(table(extra))).message).toContain('line 5 has 4 cells instead of 3');
  });

  test('read = kept + refused, every kept cell is the number in the file, and every refusal has its line', () => {
    const cell = fc.oneof(
      { weight: 30, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(String) },
      { weight: 1, arbitrary: fc.constantFrom('', 'NaN', 'x', '1e999', '1,2"', '−3.5', ' 4 ') },
    );
    const text = fc.array(fc.tuple(cell, cell, fc.constantFrom('a', 'b', 'b', '')), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, fc.boolean(), (rows, hasRuns) => {
        const written = rows.map(
          ([q, p, run], i) => `${i},${q.includes('"') ? 'x' : q},${p.includes('"') ? 'y' : p},${run}`,
        );
        const options = tqpOptions({ mapping: { ...TQP, run: hasRuns ? 3 : null, dq: [1], dp: [2] }, badRows: 'skip' });
        let result;
        try {
          result = importText(table(written, 't,q,p,run'), options);
        } catch (error) {
          expect(error).toBeInstanceOf(CoreError);
          return;
        }
        const { dataset, report } = result;
        expect(report.rows.read).toBe(rows.length);
        expect(report.rows.read).toBe(report.rows.kept + report.rows.refused);
        expect(report.refusals.map(({ line }) => line)).toHaveLength(report.rows.refused);
        for (const { times, states } of dataset.trajectories) {
          times.forEach((time, k) => {
            const [q, p] = rows[time]!.map((value) => Number(value.replace('−', '-')));
            expect([states[2 * k], states[2 * k + 1]]).toEqual([q, p]);
          });
        }
        const kept = dataset.trajectories.flatMap(({ times }) => [...times].map((time) => time + 2));
        const refused = report.refusals.map(({ line }) => line);
        expect([...kept, ...refused].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i + 2));
      }),
    );
  });
});

describe('what cannot be a trajectory is refused', () => {
  test.each([
    ['one row', oscillatorLines(1), 'too-few-rows', 'has 1 usable data row; a trajectory needs at least 5'],
    ['four rows', oscillatorLines(4), 'too-few-rows', 'has 4 usable data rows; a trajectory needs at least 5'],
    ['no rows', [], 'too-few-rows', 'has a header but no data rows'],
    [
      'time that stands still',
      ['0,1,1', '1,1,1', '1,1,2'],
      'bad-table',
      'line 4 has the time 1 of line 3 again, but other values',
    ],
    [
      'a repeated row',
      ['0,1,1', '1,1,1', '1,1,1'],
      'bad-table',
      'line 4 has the time 1 of line 3 again, and the same values',
    ],
    ['time that falls', [...oscillatorLines(30), ...oscillatorLines(30)], 'bad-table', 'line 32: time falls from 2.9'],
    [
      'uneven steps',
      [...oscillatorLines(10), ...oscillatorLines(10, { start: 1.3 })],
      'uneven-steps',
      'from 0.1 to 0.4 (median 0.1), first after t = 0.9',
    ],
    ['thousands separators', ['0,"1,234.5",1'], 'bad-number', "holds '1,234.5': thousands separators"],
    ['dates', ['2020-01-01,1,1'], 'bad-number', 'a date or a time of day'],
    [
      'a derivative beyond the range of numbers',
      [...oscillatorLines(9), '0.9,1e308,0'],
      'not-finite',
      "line 11, column 'q' holds 1e+308",
    ],
  ])('%s', (_, lines, code, words) => {
    const refusal = refusalOf(() => importText(table(lines)));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(words);
    expect(refusal.hint).not.toBe('');
  });

  test('decimal commas, with the way out', () => {
    const format = { delimiter: ';', hasHeader: true } as const;
    const refusal = refusalOf(() => importText('t;q;p\n0,0;1,5;2,5\n', tqpOptions({ format, badRows: 'skip' })));
    expect(refusal.code).toBe('bad-number');
    expect(refusal.hint).toContain('Replace every comma by a point');
  });

  test.each([
    ['no p', { p: [] }, 'missing-column', 'No column is chosen for p.'],
    ['no q', { q: [] }, 'missing-column', 'No column is chosen for q.'],
    ['fewer p than q', { q: [1, 3] }, 'bad-argument', '2 columns are chosen for q but 1 for p.'],
    ['fewer dq than q', { dq: [1, 2] }, 'bad-argument', '2 columns are chosen for dq/dt but 1 for q.'],
    ['a column twice', { p: [1] }, 'bad-argument', 'Column 2 is chosen twice.'],
    ['a column that is not there', { p: [7] }, 'missing-column', 'data.csv has no column 8; it has 3.'],
    ['a fraction of a column', { p: [2.5] }, 'bad-argument', 'A column index is not a whole number'],
  ])('a mapping with %s', (_, change, code, words) => {
    const refusal = refusalOf(() =>
      importText(table(oscillatorLines(10)), tqpOptions({ mapping: { ...TQP, ...change } })),
    );
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(words);
  });

  test.each([0, -1, NaN, Infinity])('a derivative window of %d', (derivativeWindow) => {
    expect(refusalOf(() => importText(table(oscillatorLines(10)), tqpOptions({ derivativeWindow }))).code).toBe(
      'bad-argument',
    );
  });

  test('a short run beside a long one, unless bad rows may be left out', () => {
    const lines = [...oscillatorLines(30).map((line) => `${line},1`), ...oscillatorLines(3).map((line) => `${line},2`)];
    const mapping = { ...TQP, run: 3 };
    const text = table(lines, 't,q,p,run');
    expect(refusalOf(() => importText(text, tqpOptions({ mapping }))).message).toContain(
      "trajectory '2' has 3 usable data rows",
    );
    expect(importText(text, tqpOptions({ mapping, badRows: 'skip' })).report.rows).toEqual({
      read: 33,
      kept: 30,
      refused: 3,
    });
  });
});
