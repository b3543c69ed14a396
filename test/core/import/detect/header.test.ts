import { expect, test } from 'vitest';
import { detectFormat } from '../../../../core/import/detect/index.ts';
import type { TableFormat } from '../../../../core/import/table-format.ts';
import { sourceOf } from './sources.ts';

const HEADER = { skipLines: 0, headerRows: 1, isHeaderInComment: false, hasUnitsRow: false };

test.each<[what: string, lines: string[], head: Partial<TableFormat>]>([
  ['one row of names', ['t,x', '0,1', '1,2', '2,3'], {}],
  ['no header', ['0,1', '1,2', '2,3'], { headerRows: 0 }],
  ['no header, and nan in the first row', ['0,nan', '1,2', '2,3'], { headerRows: 0 }],
  ['a row of units', ['t,x,v', 's,m,m/s', '0,1,2', '1,2,3'], { hasUnitsRow: true }],
  ['units in brackets', ['t;x', '[s];[mm]', '0;1', '1;2'], { hasUnitsRow: true }],
  ['a title', ['Swing of 3 May', 't,x', '0,1', '1,2'], { skipLines: 1 }],
  ['a title and a blank line', ['Swing', '', 't,x', '0,1', '1,2'], { skipLines: 2 }],
  ['a title above data without names', ['mass_A', '0,1', '1,2'], { skipLines: 1, headerRows: 0 }],
  ['notes beside values', ['Rate,120', 'Mass,0.5', 't,x,y', '0,1,3', '1,2,3', '2,2,3'], { skipLines: 2 }],
  ['blank lines above the names', ['', '', 't,x', '0,1', '1,2'], {}],
  ['two rows of names', ['bob,bob,rod', 'x,y,angle', '0,1,2', '1,2,3'], { headerRows: 2 }],
  ['names in a comment', ['# run 7', '# t,x', '0,1', '1,2'], { headerRows: 0, isHeaderInComment: true }],
  ['a comment that is no header', ['# made by hand', 't,x', '0,1', '1,2'], {}],
  ['a comment with too few names', ['% x', '0 1 2', '1 2 3'], { headerRows: 0 }],
  ['prose of as many words as cells, then names', ['Swing of Jim', 't x v', '0 1 2', '1 2 3'], { headerRows: 2 }],
  ['prose above blanks', ['This was a swing', 't x', '0 1', '1 2'], { skipLines: 1 }],
  ['more names than cells', ['t,q,p', '0,1', '1,2'], {}],
  ['nothing but names', ['t,x'], {}],
])('%s', (_, lines, head) => {
  expect(detectFormat(sourceOf(...lines)).format).toMatchObject({ ...HEADER, ...head });
});

test('names and cells in quotes may go over line ends', () => {
  const lines = ['a title', 't,"angle', 'in rad",p', '0,1,"2"', '"1",2,3', '2,3,"4', '"'];
  expect(detectFormat(sourceOf(...lines)).format).toMatchObject({ skipLines: 1, headerRows: 1, delimiter: ',' });
});
