import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../core/import/detect-format.ts';
import { previewTable } from '../../../core/import/preview-table.ts';
import { readTable } from '../../../core/import/read-table.ts';

const source = (text: string) => ({ name: 'data.csv', text });

describe('cutting text into cells', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s line ends give the same rows and lines', (_, lineEnd) => {
    const rows = readTable(source(['t,q', '', '1,2', '  ', '3,4', ''].join(lineEnd)), ',');
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['t', 'q']],
      [3, ['1', '2']],
      [5, ['3', '4']],
    ]);
  });

  test('a byte order mark is no part of the first cell', () => {
    expect(readTable(source('\ufefft,q\n1,2'), ',')[0]!.cells).toEqual(['t', 'q']);
  });

  test('a quoted cell may hold the separator, quotes and line ends; later lines still count right', () => {
    const rows = readTable(source('t,"a ""b"",\nc"\n1,2\n'), ',');
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['t', 'a "b",\nc']],
      [3, ['1', '2']],
    ]);
  });

  test('an unclosed quote is refused with its line', () => {
    expect(() => readTable(source('t,q\n1,2\n3,"4\n5,6\n'), ',')).toThrow(
      expect.objectContaining({ code: 'bad-table', context: { file: 'data.csv', line: 3 } }),
    );
  });

  test('an unclosed quote far into a long file is refused with its line', () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => (i === 150_000 ? '1,"2' : '1,2'));
    expect(() => readTable(source(lines.join('\n')), ',')).toThrow(
      expect.objectContaining({ context: { file: 'data.csv', line: 150_001 } }),
    );
  });

  test('rows of a file longer than one block are all there, with their lines', () => {
    const lines = Array.from({ length: 300_000 }, (_, i) => (i % 1000 === 0 ? `"${i}",x` : `${i},x`));
    const rows = readTable(source(lines.join('\n')), ',');
    expect(rows).toHaveLength(300_000);
    expect(rows.every(({ line, cells }, i) => line === i + 1 && cells[0] === String(i))).toBe(true);
  });

  test.each([
    ['NUL', 't,q\n1,\u00002\n', 'line 2 holds a NUL character'],
    ['a PNG', '\ufffdPNG\n\u001a\n', 'a PNG image'],
    ['an Excel workbook', 'PK\u0003\u0004abc', 'an Excel workbook'],
    ['control characters', 'ab\u0001\u0002\u0003\u0004', 'binary data'],
  ])('%s is refused', (_, text, words) => {
    expect(() => readTable(source(text), ',')).toThrow(
      expect.objectContaining({ code: 'bad-table', message: expect.stringContaining(words) as string }),
    );
  });

  test('cells written with quotes are read back as they were', () => {
    const cell = fc.string({ maxLength: 8 }).filter((text) => !/[\p{Cc}\ufffd\ufeff]/u.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(',', ';', '\t'),
        (table, delimiter) => {
          const text = table
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter))
            .join('\r\n');
          expect(readTable(source(text), delimiter).map(({ cells }) => cells)).toEqual(table);
        },
      ),
    );
  });
});

describe('guessing the format', () => {
  test.each([
    ['t,q,p\n0,1,2\n1,2,3', ',', true],
    ['t;q;p\n0;1;2\n1;2;3', ';', true],
    ['t\tq\tp\n0\t1\t2', '\t', true],
    ['0,1,2\n1,2,3', ',', false],
    ['0,NaN,2\n1,2,3', ',', false],
    ['t;q;p\r\n0,5;1,5;2,5\r\n1,5;2,5;3,5', ';', true],
    ['0,5;1,5;2,5\n1,5;2,5;3,5', ';', false],
    ['time,q,2\n0,1,2\n1,2,3', ',', true],
    ['2020-01-01,1,2\n2020-01-02,2,3', ',', false],
    ['"Time (s)"\t"Gyroscope x (rad/s)"\n1E-2\t-8E-3', '\t', true],
    ['"a;b",c\n1,2\n3,4', ',', true],
    ['5\n6\n7', ',', false],
  ])('%j', (text, delimiter, hasHeader) => {
    expect(detectFormat(source(text))).toEqual({ delimiter, hasHeader });
  });

  test('an empty text is refused', () => {
    expect(() => detectFormat(source(' \n\n'))).toThrow(expect.objectContaining({ code: 'too-few-rows' }));
  });
});

describe('a preview', () => {
  test('shows repeated and empty names apart, first rows as text, and the share of numbers', () => {
    const preview = previewTable(source('t,q,q,\n0,1,n/a,x\n 1 ,2,3,y\n'));
    expect(preview.columnNames).toEqual(['t', 'q', 'q (2)', 'column 4']);
    expect(preview.head).toEqual([
      ['0', '1', 'n/a', 'x'],
      [' 1 ', '2', '3', 'y'],
    ]);
    expect(preview.numericShare).toEqual([1, 1, 0.5, 0]);
    expect(preview.rowCount).toBe(2);
    expect(preview.rawLines[0]).toBe('t,q,q,');
  });

  test('numbers the columns of a table without a header', () => {
    const preview = previewTable(source('0,1,2\n1,2,3\n'));
    expect(preview.columnNames).toEqual(['column 1', 'column 2', 'column 3']);
    expect(preview.rowCount).toBe(2);
    expect(preview.proposal).toEqual({ time: null, run: null, q: null, p: null, dq: null, dp: null });
  });

  test.each([
    ['t,q,p', { time: 0, q: [1], p: [2] }],
    ['run,time_s,theta_rad,omega_rad_s', { run: 0, time: 1, q: [2], p: [3] }],
    ['Time/s,Angle/rad,AngVel/rad/s', { time: 0, q: [1], p: [2] }],
    ['t,q1,q2,p1,p2', { time: 0, q: [1, 2], p: [3, 4] }],
    ['p_2,p_1,q_2,q_1,Time (s)', { time: 4, q: [2, 3], p: [0, 1] }],
    ['t,q,p,dq/dt,dp/dt', { time: 0, q: [1], p: [2], dq: [3], dp: [4] }],
    ['t,x,y,v_{x},v_{y}', { time: 0, q: [1, 2], p: [3, 4] }],
    ['trial,t,position,momentum', { run: 0, time: 1, q: [2], p: [3] }],
    ['t,q,q_dot', { time: 0, q: [1], p: [2] }],
    ['a,b,c,d', {}],
    ['t,q,comment,p', { time: 0, q: [1], p: [3] }],
  ])('proposes roles from the names %s', (header, roles) => {
    const row = header.split(',').map((name) => (name === 'comment' ? 'n' : '1'));
    const { proposal } = previewTable(source(`${header}\n${row.join(',')}\n`), { delimiter: ',', hasHeader: true });
    const expected = { time: null, run: null, q: null, p: null, dq: null, dp: null, ...roles };
    expect({ ...proposal, dq: 'dq' in roles ? proposal.dq : null }).toEqual(expected);
  });
});
