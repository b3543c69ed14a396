import { describe, expect, test } from 'vitest';
import { importTables } from '../../../../core/import/index.ts';
import { findResets } from '../../../../core/import/tracks/time-resets.ts';
import { fileOf } from '../read/read-fixture.ts';
import { codesOf, importText, outline, refusalOf, swing, table, TQP, withCuts, withRoles } from './tables.ts';

describe('trajectories', () => {
  test('come from several files, with unique names', () => {
    const sources = ['a.csv', 'b.csv', 'a.csv'].map((name, k) => ({ ...fileOf(table(swing(20 + k))), name }));
    const result = importTables(sources, TQP);
    expect(outline(result)).toEqual([
      ['a.csv', 0, 20],
      ['b.csv', 0, 21],
      ['a.csv (2)', 0, 22],
    ]);
    expect(result.report.rows).toEqual({ read: 63, kept: 63, refused: 0 });
  });

  test('come from an id column, also when their rows alternate', () => {
    const b = swing(10, { start: 1 });
    const lines = swing(10).flatMap((line, i) => [`${line},left`, `${b[i]!},right `]);
    const recipe = withRoles({ run: 3 });
    expect(outline(importText(table(lines, 't,q,p,id'), recipe))).toEqual([
      ['left', 0, 10],
      ['right', 1, 10],
    ]);
  });

  test('of the same id in two files stay apart', () => {
    const text = table(
      swing(10).map((line) => `${line},1`),
      't,q,p,run',
    );
    const sources = ['a.csv', 'b.csv'].map((name) => ({ ...fileOf(text), name }));
    const ids = importTables(sources, withRoles({ run: 3 })).dataset.trajectories.map(({ id }) => id);
    expect(ids).toEqual(['a.csv/1', 'b.csv/1']);
  });

  test('are cut where time begins anew', () => {
    const result = importText(table([...swing(20), ...swing(30), ...swing(10)]));
    expect(outline(result)).toEqual([
      ['data.csv (part 1)', 0, 20],
      ['data.csv (part 2)', 0, 30],
      ['data.csv (part 3)', 0, 10],
    ]);
    expect(result.report.trajectories.map(({ partOf }) => partOf)).toEqual(['data.csv', 'data.csv', 'data.csv']);
    expect(codesOf(result)).toContain('time-reset');
  });

  test('are cut at long gaps, blank lines, repeated headers and bad rows only when asked to', () => {
    const lines = swing(40).filter((_, i) => i < 10 || i >= 16);
    lines.splice(20, 0, '');
    lines.splice(25, 0, 't,q,p');
    lines[30] = '3.3,x,0';
    const text = table(lines);
    const rows = (result: ReturnType<typeof importText>) => outline(result).map(([, , count]) => count);
    expect(rows(importText(text))).toEqual([33]);
    expect(rows(importText(text, withCuts({ atGap: 5 })))).toEqual([10, 23]);
    expect(rows(importText(text, withCuts({ atBlankLine: true })))).toEqual([20, 13]);
    expect(rows(importText(text, withCuts({ atRepeatedHeader: true })))).toEqual([24, 9]);
    const cut = importText(text, { ...TQP, rows: { ...TQP.rows, bad: 'cut' } });
    expect(rows(cut)).toEqual([28, 5]);
    expect(cut.report.rows).toEqual({ read: 34, kept: 33, refused: 1 });
  });

  test('that are left out give back their rows with the reason', () => {
    const text = table([...swing(20), ...swing(30)]);
    const { report } = importText(text, withCuts({ leftOut: ['data.csv (part 1)'] }));
    expect(report.rows).toEqual({ read: 50, kept: 30, refused: 20 });
    expect(report.refusalGroups).toEqual([
      { reason: 'trajectory left out', count: 20, file: 'data.csv', firstLine: 2 },
    ]);
    expect(report.warnings.find(({ code }) => code === 'rows-left-out')!.isNote).toBe(true);
  });

  test('stand side by side, with unequal lengths and the names of their runs', () => {
    const lines = swing(12).map((line, i) => (i < 8 ? `${line},${line}` : `${line},,,`));
    const header = ['t Run #1', 'q Run #1', 'p Run #1', 't Run #2', 'q Run #2', 'p Run #2'].join(',');
    const groups = [
      [0, 1, 2],
      [3, 4, 5],
    ];
    const result = importText(table(lines, header), withCuts({ sideBySide: groups }));
    expect(outline(result)).toEqual([
      ['Run #1', 0, 12],
      ['Run #2', 0, 8],
    ]);
    const two = ['a.csv', 'b.csv'].map((name) => ({ ...fileOf(table(lines, header)), name }));
    const ids = importTables(two, withCuts({ sideBySide: groups })).dataset.trajectories.map(({ id }) => id);
    expect(ids).toEqual(['a.csv/Run #1', 'a.csv/Run #2', 'b.csv/Run #1', 'b.csv/Run #2']);
    expect(result.report.rows).toEqual({ read: 20, kept: 20, refused: 0 });
    expect(result.report.columns.map(({ role }) => role)).toEqual(['time', 'q1', 'p1', 'time', 'q1', 'p1']);
  });

  test('that stand side by side keep their time over a hole in one of them', () => {
    const lines = swing(12).map((line, i) => {
      const [, ...cells] = line.split(',');
      const other = i === 3 ? ['', ''] : i === 4 ? ['', '', 'x'] : i < 8 ? cells : ['', ''];
      return [...cells, ...other].join(',');
    });
    const sideBySide = [
      [0, 1],
      [2, 3],
    ];
    const recipe = withCuts({ sideBySide }, { time: { kind: 'step', step: 0.1, unit: 's' } });
    const result = importText(table(lines, 'q,p,q2,p2'), { ...recipe, roles: { ...recipe.roles, q: [0], p: [1] } });
    // Row 4 has too many cells, and is a row of both.
    const times = result.dataset.trajectories.map((one) => [...one.times].map((time) => Math.round(10 * time)));
    expect(times).toEqual([
      [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11],
      [0, 1, 2, 5, 6, 7],
    ]);
    expect(result.report.rows).toEqual({ read: 20, kept: 17, refused: 3 });
  });

  test('are cut at midnight where the clock has no date, and warned of, however few rows follow', () => {
    const clock = ['23:59:56', '23:59:57', '23:59:58', '23:59:59', '00:00:00', '00:00:01', '00:00:02'];
    const text = table(clock.map((time, i) => `${time},${Math.cos(i)},${Math.sin(i)}`));
    const result = importText(text, { ...TQP, time: { kind: 'column', column: 0, reading: 'date' } });
    expect(outline(result).map(([, , rows]) => rows)).toEqual([4, 3]);
    expect(result.report.warnings.find(({ code }) => code === 'midnight')).toMatchObject({ isNote: false, line: 6 });
    expect(codesOf(result)).not.toContain('time-reset');
  });

  test('too short for a derivative are left out, and refused when nothing else is there', () => {
    const text = table([...swing(20).map((line) => `${line},a`), ...swing(2).map((line) => `${line},b`)], 't,q,p,run');
    const { report } = importText(text, withRoles({ run: 3 }));
    expect(report.rows).toEqual({ read: 22, kept: 20, refused: 2 });
    expect(report.refusals[0]!.reason).toBe('a trajectory of less than 3 rows');
    expect(refusalOf(() => importText(table(swing(2)))).message).toBe(
      'data.csv has 2 usable data rows; a trajectory needs at least 3 for the derivatives to be estimated.',
    );
  });
});

describe('a new recording', () => {
  const ramp = (count: number, start = 0) => Array.from({ length: count }, (_, i) => start + i / 10);
  test.each([
    ['begins where time falls back', [...ramp(20), ...ramp(20)], [20]],
    ['may sample another way', [...ramp(20), ...ramp(20).map((time) => 30 * time)], [20]],
    ['is no single step back', [...ramp(20), 1.85, ...ramp(20, 2)], []],
    ['is no row that was moved', [...ramp(20), 0.05, ...ramp(20, 2)], []],
    ['has several rows', [...ramp(20), 0, 0.1, 0.2], []],
    ['is not found among shuffled rows', Array.from({ length: 100 }, (_, i) => (i * 37) % 100), []],
  ])('%s', (_, times, resets) => {
    expect(findResets(Float64Array.from(times))).toEqual(resets);
  });
});
