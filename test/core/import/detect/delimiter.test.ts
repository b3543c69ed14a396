import { expect, test } from 'vitest';
import { detectDelimiter } from '../../../../core/import/detect/delimiter.ts';

test.each<[what: string, lines: string[], delimiter: string, decimal: string, columns: number]>([
  ['commas', ['t,x', '0.0,1.5', '0.1,1.4'], ',', '.', 2],
  ['semicolons and decimal commas', ['t;x', '0,0;1,5', '0,1;1,4'], ';', ',', 2],
  ['semicolons and decimal points', ['t;x', '0.0;1.5', '0.1;1.4'], ';', '.', 2],
  ['tabs and decimal commas', ['t\tx', '0,0\t1,5', '0,1\t1,4'], '\t', ',', 2],
  ['tabs with empty cells', ['t\tx\tv', '0.0\t1.5\t', '0.1\t1.4\t-2', '0.2\t1.2\t'], '\t', '.', 3],
  ['runs of blanks', ['  t    x', '  0.0   1.5', ' 10.1  -1.4'], ' ', '.', 2],
  ['blanks and decimal commas', ['t x v', '0,0 1,5 2,5', '0,1 1,4 2,25'], ' ', ',', 3],
  ['bars', ['t | x', '0.0 | 1.5', '0.1 | 1.4'], '|', '.', 2],
  ['commas followed by blanks', ['Year, Lynx, Hare', '1900, 4, 30', '1901, 6.1, 47.2'], ',', '.', 3],
  ['tabs between numbers grouped by blanks', ['t\tx', '0,5\t1 234,5', '0,6\t1 230,5'], '\t', ',', 2],
  ['commas between quoted decimal commas', ['t,x', '"0,05","1,5"', '"0,10","1,4"'], ',', ',', 2],
  ['commas between integers of three digits', ['120,134,150', '121,135,151'], ',', '.', 3],
  ['one column of decimal commas', ['x', '0,51', '0,07', '0,53'], '\t', ',', 1],
  ['semicolons between numbers that read both ways', ['1,234;5,678', '1,235;5,679'], ';', ',', 2],
  ['dates in cells', ['when;x', '2024-01-01 12:00:00;1,5', '2024-01-01 12:00:01;1,6'], ';', ',', 2],
  ['a column of text', ['run,t,x', 'first run,0.0,1', 'first run,0.1,2'], ',', '.', 3],
])('%s are found', (_, lines, delimiter, decimal, columns) => {
  expect(detectDelimiter(lines)).toEqual({ delimiter, decimal, columns });
});

test('where the separator changes within the file, the first part decides', () => {
  expect(detectDelimiter(['0.0,1', '0.1,2', '0.2;3', '0.3;4'])).toMatchObject({ delimiter: ',' });
  expect(detectDelimiter(['0.0;1', '0.1;2', '0.2,3', '0.3,4'])).toMatchObject({ delimiter: ';' });
});
