import { describe, expect, test } from 'vitest';
import { column, read } from './read-fixture.ts';

describe('a line of separators alone', () => {
  test('is a row without values, so that later rows keep their place', () => {
    const table = read('t,q\n1,2\n,\n , \n3,4\n');
    expect([...table.lines]).toEqual([2, 3, 4, 5]);
    expect(column(table, 1)).toEqual([2, NaN, NaN, 4]);
    expect(table.facts.map(({ missing }) => missing)).toEqual([2, 2]);
  });

  test('is a row of a table of tabs, too', () => {
    const table = read('t\tq\n1\t2\n\t\n3\t4\n', { delimiter: '\t' });
    expect([...table.lines]).toEqual([2, 3, 4]);
    expect(column(table, 1)).toEqual([2, NaN, 4]);
  });

  test('still parts the rows as a blank line does', () => {
    expect([...read('t,q\n1,2\n,\n3,4\n5,6\n').afterBlank]).toEqual([0, 0, 1, 0]);
  });

  test('below all rows is none, and is counted', () => {
    const table = read('t,q\n1,2\n,\n3,4\n,\n\n,,\nEND\n5,6\n', { endMarker: 'END' });
    expect([...table.lines]).toEqual([2, 3, 4]);
    expect(table.notes).toEqual([{ code: 'empty-tail', count: 2, firstLine: 5, example: '' }]);
  });

  test('above the header names nothing', () => {
    expect(read(',,\nt,q\n1,2\n').names).toEqual(['t', 'q']);
  });

  test('is blank where several count as one', () => {
    expect([...read('t,q\n1,2\n,,\n3,4\n', { collapse: true }).lines]).toEqual([2, 4]);
  });
});

test('a line of NULs is a bad row, unless it stands below all others', () => {
  const table = read('t,q\n1,2\n\0\0\n3,4\n\0\0\0');
  expect(table.badRows.map(({ line, reason }) => [line, reason])).toEqual([[3, '1 cell instead of 2']]);
  expect(column(table, 0)).toEqual([1, NaN, 3]);
  expect(table.notes).toEqual([{ code: 'nul-tail', count: 1, firstLine: 5, example: '' }]);
});

test('thousands of them below the rows take no time', () => {
  expect(read(`t,q\n1,2\n${',\n'.repeat(100_000)}`).notes[0]!.count).toBe(100_000);
  expect(read(`t,q\n1,2\n${',\n'.repeat(100_000)}3,4\n`).rowCount).toBe(100_002);
});

describe('a header among the rows', () => {
  const rows = '0,1,2\n1,2,3\n';
  test.each([
    ['other order', `t,q,p\n${rows}t,p,q\n${rows}`, {}, 4],
    ['other units', `t (s),q (m)\n0,1\nt (ms),q (cm)\n1,2\n`, {}, 3],
    ['another column', `t,q,p\n${rows}t,q,E\n${rows}`, {}, 4],
    ['other units in their row', `t,q,p\ns,m,N\n${rows}s,cm,N\n${rows}`, { hasUnitsRow: true }, 5],
    [
      'other order, in a comment',
      `# t,q,p\n${rows}# t,p,q\n${rows}`,
      { headerRows: 0, isHeaderInComment: true, comment: '#' },
      4,
    ],
  ])('with %s is refused', (_, text, format, line) => {
    expect(() => read(text, format)).toThrow(
      expect.objectContaining({
        code: 'bad-table',
        message: expect.stringContaining(`the columns change in line ${line}`) as string,
      }),
    );
  });

  test.each([
    ['the same but for blanks', `t,q,p\n${rows}t, q, p\n${rows}`, {}],
    ['words that are no names', `t,q,p\n${rows}lost,lost,lost\n${rows}`, {}],
    ['values that are none', `t,q,p\n${rows}nan,nan,inf\n${rows}`, {}],
    ['prose in a comment', `# t,q,p\n${rows}# stopped, and on again, p\n${rows}`, { comment: '#', headerRows: 0 }],
  ])('is none: %s', (_, text, format) => {
    expect(read(text, format).rowCount).toBeGreaterThan(3);
  });
});
