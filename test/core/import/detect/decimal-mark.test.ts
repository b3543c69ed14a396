import { expect, test } from 'vitest';
import { detectMarks } from '../../../../core/import/detect/decimal-mark.ts';
import { detectFormat } from '../../../../core/import/detect/index.ts';
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
  expect(detectMarks(cells)).toEqual({ decimal, thousands, example: null });
});

test.each([
  [['1,234', '5,678'], '1,234'],
  [['12', '-1,234'], '-1,234'],
  [['1.234', '5,678'], '5,678'],
])('%j read both ways', (cells, example) => {
  expect(detectMarks(cells)).toMatchObject({ example });
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
