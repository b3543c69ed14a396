import { describe, expect, test } from 'vitest';
import { read } from './read-fixture.ts';

const rows = '0,0.0,1.0\n0.1,0.3,0.9\n0.2,0.6,0.8\n';

describe('a format of another file that would eat a row', () => {
  test.each([
    ['as header', rows, { headerRows: 1 }, 'line 1 would be read as its header, but holds numbers (0,0.0,1.0)'],
    ['as second header row', `t,x,v\n${rows}`, { headerRows: 2 }, 'line 2 would be read as its header'],
    ['as units', `t,x,v\n${rows}`, { hasUnitsRow: true }, 'line 2 would be read as its units'],
    ['as skipped line', rows, { headerRows: 0, skipLines: 2 }, 'line 2 would be read as a line to skip'],
    ['with dates', '2024-05-01,0.3\n2024-05-02,0.4\n', {}, 'line 1 would be read as its header'],
    ['with other marks', '0;0,5\n1;0,7\n', { delimiter: ';' }, 'line 1 would be read as its header'],
  ] as const)('%s is refused', (_, text, format, words) => {
    expect(() => read(text, format)).toThrow(
      expect.objectContaining({ code: 'bad-table', message: expect.stringContaining(words) as string }),
    );
  });

  test.each([
    ['a header with a number among names', `t,1,v\n${rows}`, {}],
    ['units of 1', `t,x,v\ns,1,1\n${rows}`, { hasUnitsRow: true }],
    ['a skipped note with a number', `Rate,120\nt,x,v\n${rows}`, { skipLines: 1 }],
    ['a skipped line of other length', `100\n${rows}`, { headerRows: 0, skipLines: 1 }],
    ['a skipped header', `t,x,v\n${rows}`, { headerRows: 0, skipLines: 1 }],
  ])('%s is none', (_, text, format) => {
    expect(read(text, format).rowCount).toBe(3);
  });
});

test('a header with fewer names than the rows have cells is refused: a comma was decimal mark and separator', () => {
  expect(() => read('t,q\n0,3,0\n1,3,6\n')).toThrow(
    expect.objectContaining({
      code: 'bad-table',
      message: 'data.csv: the header names 2 columns, the rows have 3 cells.',
    }),
  );
});
