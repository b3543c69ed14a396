import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../../core/import/read/read-table.ts';
import { PLAIN_FORMAT } from '../../../../core/import/table-format.ts';
import { column, fileOf, read } from './read-fixture.ts';

describe('rows', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('have the lines an editor shows, blank ones between them, with %s', (_, end) => {
    const table = read(['t,q', '', '1,2', '  ', '', '3,4', ''].join(end));
    expect([...table.lines]).toEqual([3, 6]);
    expect([...table.afterBlank]).toEqual([1, 1]);
    expect(column(table, 1)).toEqual([2, 4]);
  });

  test('may have line ends of every kind in one file', () => {
    const table = read('t,q\r\n1,2\r3,4\n5,6');
    expect([...table.lines]).toEqual([2, 3, 4]);
    expect(column(table, 0)).toEqual([1, 3, 5]);
  });

  test('may hold quoted cells with delimiters, quotes and line ends; later lines still count right', () => {
    const table = read('t,note,q\n1,"a ""b"",\nc",2\n3,d,"4"\n', {}, { numbers: [0, 2], texts: [1] });
    expect([...table.lines]).toEqual([2, 4]);
    expect(table.texts.get(1)).toEqual(['a "b",\nc', 'd']);
    expect(column(table, 2)).toEqual([2, 4]);
  });

  test('give quoted texts back as they were', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ' ', '\n', '.', 'ß'), maxLength: 6 });
    const twoCells = fc.tuple(cell, cell);
    fc.assert(
      fc.property(fc.array(twoCells, { minLength: 1, maxLength: 5 }), (rows) => {
        const lines = rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(' ,'));
        const { texts } = read(`t,q\n${lines.join('\n')}`, {}, { numbers: [0, 1], texts: [0, 1] });
        expect([texts.get(0), texts.get(1)]).toEqual([0, 1].map((k) => rows.map((cells) => cells[k]!.trim())));
      }),
    );
  });

  test('by blanks are cut at runs of blanks and tabs, whatever stands at the ends', () => {
    const table = read('  t   q \n  1.5\t \t2 \r\n3  4\n', { delimiter: ' ' });
    expect(table.names).toEqual(['t', 'q']);
    expect([column(table, 0), column(table, 1)]).toEqual([
      [1.5, 3],
      [2, 4],
    ]);
  });

  test('have one delimiter where several count as one', () => {
    expect(column(read('t,q\n1,,,2\n3,4\n', { collapse: true }), 1)).toEqual([2, 4]);
  });

  test('may end with empty cells more than there are columns', () => {
    const table = read('t,q\n1,2,,\n3,4,\n5,6\n');
    expect(table.badRows).toEqual([]);
    expect(column(table, 1)).toEqual([2, 4, 6]);
  });

  test('with a wrong number of cells are bad and without numbers', () => {
    const table = read('t,q,p\n0,1,2\n1,2\n2,3,4\n3,4,5,6\n4,5,6\n5,6,7\n');
    expect(table.rowCount).toBe(6);
    expect(table.badRows).toEqual([
      { row: 1, line: 3, reason: '2 cells instead of 3', text: '1,2' },
      { row: 3, line: 5, reason: '4 cells instead of 3', text: '3,4,5,6' },
    ]);
    expect(column(table, 0)).toEqual([0, NaN, 2, NaN, 4, 5]);
    expect(table.facts[0]).toEqual({ min: 0, max: 5, first: 0, last: 5, missing: 0, unreadable: 0 });
    expect(table.explain(1, 0)).toEqual({ text: '1,2', reason: '2 cells instead of 3' });
  });

  test('by another separator say so; from a fifth of them on the file is refused', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${i},1,2`);
    const table = read(['t,q,p', ...lines, '20;1;2'].join('\n'));
    expect(table.badRows[0]!.reason).toBe('1 cell instead of 3; a semicolon would separate 3');
    expect(() => read(['t,q,p', ...lines, ...lines.map((line) => line.replaceAll(',', ';'))].join('\n'))).toThrow(
      expect.objectContaining({
        code: 'bad-table',
        message: 'data.csv: the separator changes in line 22, from comma to semicolon.',
      }),
    );
  });
});

describe('the head of a table', () => {
  test('has names, made unique, and units', () => {
    const table = read('t,q,q,\ns,m,,\n1,2,3,4\n', { hasUnitsRow: true });
    expect(table.names).toEqual(['t', 'q', 'q (2)', 'column 4']);
    expect(table.unitsRow).toEqual(['s', 'm', '', '']);
    expect(table.rowCount).toBe(1);
  });

  test('may have several rows, which are joined', () => {
    expect(read('mass A,,\nt,"x, y"\n1,2\n', { headerRows: 2 }).names).toEqual(['mass A t', 'x, y', 'column 3']);
  });

  test('may be missing', () => {
    const table = read('0,1,2\n1,2,3\n', { headerRows: 0 });
    expect(table.names).toEqual(['column 1', 'column 2', 'column 3']);
    expect(table.unitsRow).toEqual(['', '', '']);
  });

  test('comes after skipped lines, the start marker and comments; the table ends at the end marker', () => {
    const text = 'a title\n\n$$SOE\nprose\n$$SOE here\n# comment\nt,q\n  # another\n1,2\n$$EOE\n3,4\n';
    const table = read(text, { skipLines: 3, startMarker: '$$SOE', endMarker: '$$EOE', comment: '#' });
    expect(table.names).toEqual(['t', 'q']);
    expect([...table.lines]).toEqual([9]);
  });

  test('is refused when the start marker is nowhere', () => {
    expect(() => read('t,q\n1,2\n', { startMarker: '$$SOE' })).toThrow(expect.objectContaining({ code: 'bad-table' }));
  });

  test.each([
    ['as many names as columns', '# made by hand\n# t q\n1 2\n', ['t', 'q']],
    ['fewer names', '% o v\n0 1 2 3\n', ['column 1', 'column 2', 'column 3', 'column 4']],
    ['more names', '# t q p\n1 2\n', ['column 1', 'column 2']],
    ['no comment', '1 2\n', ['column 1', 'column 2']],
  ])('in a comment gives the names when they fit: %s', (_, text, names) => {
    const format = {
      delimiter: ' ',
      headerRows: 0,
      isHeaderInComment: true,
      comment: text[0] === '%' ? '%' : '#',
    } as const;
    const table = read(text, format);
    expect(table.names).toEqual(names);
    expect(table.rowCount).toBe(1);
  });

  test('and every row may end with a delimiter: there is an empty column', () => {
    const table = read('t,q,\n1,2,\n3,4,\n', {}, { numbers: [0, 1, 2], texts: [] });
    expect(table.names).toEqual(['t', 'q', 'column 3']);
    expect(table.facts[2]).toEqual({ min: null, max: null, first: null, last: null, missing: 2, unreadable: 0 });
  });

  test.each([
    ['a header', 't,q\n1,2\n3,4\nt,q\n5,6\n', {}, 4, 't,q'],
    [
      'a header in a comment',
      '# t,q\n1,2\n3,4\n# t,q\n5,6\n',
      { headerRows: 0, isHeaderInComment: true, comment: '#' },
      4,
      '# t,q',
    ],
  ])('that comes again is no row: %s', (_, text, format, firstLine, example) => {
    const table = read(text, format);
    expect(column(table, 0)).toEqual([1, 3, 5]);
    expect([...table.afterHeader]).toEqual([0, 0, 1]);
    expect(table.notes).toEqual([{ code: 'repeated-header', count: 1, firstLine, example }]);
  });

  test('with hostile names is plain text', () => {
    const names = ['__proto__', 'constructor', '<img src=x>', '../../etc/passwd'];
    expect(read(`${names.join(',')}\n1,2,3,4\n`).names).toEqual(names);
  });
});

describe('cells', () => {
  test('without a value are missing: empty, blank, or one of the missing words', () => {
    const format = { missingWords: ['n/a', '-9999'] };
    const table = read('t,q\n,1\n  ,N/A\n-9999,2\n-9999.0,3\n1,-9999\n', format);
    expect(column(table, 0)).toEqual([NaN, NaN, NaN, -9999, 1]);
    expect(column(table, 1)).toEqual([1, NaN, 2, 3, NaN]);
    expect(table.facts.map(({ missing, unreadable }) => [missing, unreadable])).toEqual([
      [3, 0],
      [2, 0],
    ]);
    expect(table.problems).toEqual([]);
    expect(table.explain(1, 1)).toEqual({ text: 'N/A', reason: 'no value' });
  });

  test('that are no number are counted by column and reason, and can be looked up', () => {
    const table = read('t,q\n0,error\n1,NaN\n2,--\n0x1,3\n4,1e400\n');
    expect(table.problems).toEqual([
      { column: 1, reason: 'not a number', count: 2, firstLine: 2, firstText: 'error' },
      { column: 1, reason: 'not a finite number', count: 1, firstLine: 3, firstText: 'NaN' },
      { column: 0, reason: 'not a number', count: 1, firstLine: 5, firstText: '0x1' },
      { column: 1, reason: 'too large for a number (limit about 1.8e308)', count: 1, firstLine: 6, firstText: '1e400' },
    ]);
    expect(table.explain(2, 1)).toEqual({ text: '--', reason: 'not a number' });
    expect(table.explain(2, 0)).toEqual({ text: '2', reason: '' });
  });

  test('too small for a double read as 0 and are noted', () => {
    const table = read('t,q\n0,1e-400\n1,2\n');
    expect(column(table, 1)).toEqual([0, 2]);
    expect(table.notes).toEqual([{ code: 'underflow', count: 1, firstLine: 2, example: '1e-400' }]);
  });

  test('with a NUL are unreadable, lines of NULs at the end are no rows', () => {
    const table = read('t,q\n0,1\n1,\x002\n2,3\n3,4\n\0\0\0\n\0\0\0\0');
    expect(column(table, 1)).toEqual([1, NaN, 3, 4]);
    expect(table.notes).toEqual([
      { code: 'nul-cell', count: 1, firstLine: 3, example: ' 2' },
      { code: 'nul-tail', count: 2, firstLine: 6, example: '' },
    ]);
  });

  test('of a million characters cost nothing', () => {
    const table = read(`t,q\n0,${'9'.repeat(1e6)}\n1,${'x'.repeat(1e6)}\n2,3\n`);
    expect(column(table, 1)).toEqual([NaN, NaN, 3]);
    expect(table.problems).toMatchObject([{ reason: 'too long to be a number', count: 2 }]);
    expect(table.problems[0]!.firstText).toHaveLength(40);
    expect(table.notes[0]).toMatchObject({ code: 'long-cell', count: 2, firstLine: 2 });
  });

  test('in quotes are numbers as others are, unless a delimiter parts them', () => {
    const table = read('t,q\n"1.5" , 2\n"1,5","3"\n" 4 ",""\n');
    expect([column(table, 0), column(table, 1)]).toEqual([
      [1.5, NaN, 4],
      [2, 3, NaN],
    ]);
    expect(column(read('t,q\n"1,5",2\n', { decimal: ',' }), 0)).toEqual([1.5]);
  });

  test('asked for as text are trimmed', () => {
    const table = read('run,t\n A ,1\n"B, C",2\n', {}, { numbers: [1], texts: [0] });
    expect(table.texts.get(0)).toEqual(['A', 'B, C']);
    expect([...table.numbers.keys()]).toEqual([1]);
  });
});

describe('far into a file', () => {
  const lines = Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? `"${i}",x${i}\n` : `${i},x${i}\n`));
  const table = read(`t,q\n${lines.join('')}`);

  test('rows and lines are all there', () => {
    expect(table.rowCount).toBe(5000);
    expect(column(table, 0).every((value, i) => value === i)).toBe(true);
    expect(table.lines.every((line, i) => line === i + 2)).toBe(true);
  });

  test.each([0, 998, 999, 1000, 1001, 4999])('the cell in row %i can be looked up', (row) => {
    expect(table.explain(row, 1)).toEqual({ text: `x${row}`, reason: 'not a number' });
  });
});

describe('a file is refused', () => {
  test.each([
    ['empty', '', 'too-few-rows', 'data.csv is empty.'],
    ['blank', ' \n\n', 'too-few-rows', 'data.csv is empty.'],
    ['with a header alone', 't,q\n\n', 'too-few-rows', 'data.csv has a header but no data rows.'],
    ['with NULs alone', '\0\0\0', 'too-few-rows', 'data.csv is empty.'],
    [
      'with an open quote',
      't,q\n1,2\n3,"4\n5,6\n',
      'bad-table',
      'data.csv: line 3 opens a quote that is never closed.',
    ],
    [
      'with an open quote above others',
      't,q\n1,"2\n3,"x"\n',
      'bad-table',
      'data.csv: line 2 opens a quote that is never closed.',
    ],
    ['with text after a quote', 't,q\n1,"2"x\n', 'bad-table', 'data.csv: line 2 has text after a closing quote.'],
    [
      'with an open quote far into it',
      Array.from({ length: 20_000 }, (_, i) => (i === 0 ? 't,q' : i === 15_000 ? '1,"2' : '1,2')).join('\n'),
      'bad-table',
      'data.csv: line 15001 opens a quote that is never closed.',
    ],
    [
      'with an open quote far above another',
      ['t,q', '1,"2', ...Array.from({ length: 20_000 }, () => '1,2'), '3,"4"'].join('\n'),
      'bad-table',
      'data.csv: line 2 opens a quote that is never closed.',
    ],
    [
      'with 100 001 columns',
      '1,'.repeat(100_000),
      'bad-table',
      'data.csv has 100001 columns and 1 row; a table of trajectories has at most 1000 columns.',
    ],
  ])('%s', (_, text, code, message) => {
    for (const headerRows of [1, text.startsWith('t') ? 1 : 0]) {
      expect(() => read(text, { headerRows })).toThrow(expect.objectContaining({ code, message }));
    }
  });

  test('when a column is asked for that it has not', () => {
    expect(() => read('t,q\n1,2\n', {}, { numbers: [2], texts: [] })).toThrow(
      expect.objectContaining({ code: 'missing-column', message: 'data.csv has no column 3; it has 2.' }),
    );
  });

  test('when decimal and thousands mark are the same', () => {
    expect(() => read('t,q\n1,2\n', { decimal: ',', thousands: ',' })).toThrow(
      expect.objectContaining({ code: 'bad-argument' }),
    );
  });
});

test('a long line among short ones is a bad row, not a refusal', () => {
  const table = read(`t,q\n1,2\n${'1,'.repeat(100_000)}\n3,4\n`);
  expect(table.badRows.map(({ row, reason }) => [row, reason])).toEqual([[1, '100001 cells instead of 2']]);
  expect(column(table, 0)).toEqual([1, NaN, 3]);
});

test('progress is told now and then, and at the end', () => {
  const fractions: number[] = [];
  const text = `t,q\n${'0.123456789,0.123456789\n'.repeat(150_000)}`;
  readTable(fileOf(text), PLAIN_FORMAT, { numbers: [0], texts: [] }, (fraction) => fractions.push(fraction));
  expect(fractions).toHaveLength(4);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});
