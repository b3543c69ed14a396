import { expect, test } from 'vitest';
import { detectMarks } from '../../../../core/import/detect/decimal-mark.ts';
import { detectFormat } from '../../../../core/import/detect/index.ts';
import type { Delimiter } from '../../../../core/import/table-format.ts';
import { sourceOf } from './sources.ts';

test.each<[cells: string[], decimal: string, thousands: string]>([
  [['1', '2'], '.', 'none'],
  [['1.5', '2'], '.', 'none'],
  [['1,5', '2'], ',', 'none'],
  [['0,123', '0,456'], ',', 'none'],
  [['1234,567'], ',', 'none'],
  [['1,234E2'], ',', 'none'],
  [['1.234', '5.678'], '.', 'none'],
  [['1,234,567.25', '-0.0'], '.', ','],
  [['1,234,567'], '.', ','],
  [['1,234', '0.5'], '.', ','],
  [['1.234.567,25', '-0,5'], ',', '.'],
  [['1.234', '0,5'], ',', '.'],
  [["1'234.5"], '.', "'"],
  [['1 234,5', '2,5'], ',', ' '],
  [['1\u202f234,5'], ',', ' '],
  [['1,5', '1,6', '1.5'], ',', 'none'],
])('%j are written with the decimal mark %s and thousands %s', (cells, decimal, thousands) => {
  expect(detectMarks([cells], ',')).toEqual({ decimal, thousands, doubt: null });
});

test.each<[columns: string[][], delimiter: Delimiter, example: string, within: string]>([
  [[['1,234', '5,678']], ',', '1,234', 'table'],
  [[['12', '-1,234']], ' ', '-1,234', 'table'],
  [[['1.234', '5,678']], ',', '5,678', 'table'],
  [[['0'], ['1.234', '2.345']], ';', '1.234', 'table'],
  [
    [
      ['0,1', '0,2'],
      ['3.590', '12.345'],
    ],
    ';',
    '3.590',
    'column',
  ],
  [
    [
      ['0.1', '0.2'],
      ['3,590', '999'],
    ],
    '\t',
    '3,590',
    'column',
  ],
])('%j, cut at %j, read both ways', (columns, delimiter, example, within) => {
  expect(detectMarks(columns, delimiter)).toMatchObject({ doubt: { example, within } });
});

test.each<[what: string, columns: string[][], delimiter: Delimiter]>([
  ['points with three digits between commas', [['0'], ['1.234', '2.345']], ','],
  ['points with three digits between tabs', [['0'], ['1.234', '2.345']], '\t'],
  ['points with three digits, one behind a zero', [['1.234'], ['0.345']], ';'],
  [
    'points with one digit elsewhere',
    [
      ['0.1', '0.2'],
      ['1.234', '2.345'],
    ],
    ';',
  ],
  ['a column with groups and a decimal comma', [['0,1'], ['1.234', '999,5']], ';'],
  ['both marks in one cell elsewhere', [['0,1'], ['1.234'], ['1.234,5']], ';'],
])('nothing is asked about %s', (_, columns, delimiter) => {
  expect(detectMarks(columns, delimiter).doubt).toBeNull();
});

test('points that may be either are asked for where semicolons separate', () => {
  expect(detectFormat(sourceOf('t;q', '0;1.100', '1;2.101')).questions).toMatchObject([
    {
      message: expect.stringContaining("is '1.100' written with a decimal point, or in thousands?") as string,
      choices: [
        { id: 'point', label: '1.100 → 1.100' },
        { id: 'point-thousands', label: '1.100 → 1100' },
      ],
    },
  ]);
});

test('groups of three in one column are asked for where another has a decimal comma', () => {
  expect(detectFormat(sourceOf('t;q', '0,0;3.000', '0,1;3.591'))).toMatchObject({
    format: { decimal: ',', thousands: '.' },
    questions: [
      {
        message: expect.stringContaining("Other columns have a decimal comma: is '3.000' in thousands") as string,
        choices: [
          { id: 'point-thousands', label: '3.000 → 3000' },
          { id: 'comma', label: 'decimal point: 3.000 is not read' },
        ],
      },
    ],
  });
});

test('a comma that may be either is asked for, with an example of each choice', () => {
  expect(detectFormat(sourceOf('1,234;5,678', '1,244;5,688')).questions).toEqual([
    {
      code: 'decimal-mark',
      message: expect.stringContaining("'1,234'") as string,
      choices: [
        { id: 'comma', label: '1,234 → 1.234' },
        { id: 'thousands', label: '1,234 → 1234' },
      ],
    },
  ]);
});

test('one number with fewer digits behind the comma settles it', () => {
  expect(detectFormat(sourceOf('1,234;5,678', '1,244;5,69'))).toMatchObject({
    format: { decimal: ',' },
    questions: [],
  });
});
