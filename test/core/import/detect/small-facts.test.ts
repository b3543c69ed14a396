import { expect, test } from 'vitest';
import { detectComment } from '../../../../core/import/detect/comment-prefix.ts';
import { ambiguousDate } from '../../../../core/import/detect/date-order.ts';
import { detectFormat } from '../../../../core/import/detect/index.ts';
import { linesAtBeginning } from '../../../../core/import/detect/sample.ts';
import { previewTable } from '../../../../core/import/preview/index.ts';
import { sourceOf } from './sources.ts';

test.each([
  [['# a', '0,1'], '#'],
  [['t,x', '% a', '0,1'], '%'],
  [['// a', '# b', '0,1'], '//'],
  [['t,x', '0,1'], ''],
])('comments of %j begin with %j', (lines, prefix) => {
  expect(detectComment(lines)).toBe(prefix);
});

test.each([
  [['03/04/2024', '04/04/2024'], '03/04/2024'],
  [['03/04/2024', '13/04/2024'], null],
  [['03/04/2024 10:00', '03/14/2024 10:00'], null],
  [['05/05/2024'], null],
  [['03.04.2024'], null],
  [['2024-04-03'], null],
])('of %j, %j fits both orders', (cells, example) => {
  expect(ambiguousDate(cells)).toBe(example);
});

test('a date that may be either is asked for', () => {
  const { questions } = detectFormat(sourceOf('when,x', '03/04/2024 10:00:00,1', '03/04/2024 10:00:01,2'));
  expect(questions).toMatchObject([
    {
      code: 'date-order',
      choices: [
        { id: 'day-first', label: '03/04/2024 10:00:00 → 3 April' },
        { id: 'month-first', label: '03/04/2024 10:00:00 → 4 March' },
      ],
    },
  ]);
});

test('only missing words that occur among numbers are listed', () => {
  const { format } = detectFormat(sourceOf('t,x,note', '0,1,-', '1,NaN,none', '2,N/A,ok', '3,nan,fine'));
  expect(format.missingWords).toEqual(['NaN', 'N/A']);
});

test('markers enclose the data; what stands above them is not read', () => {
  const lines = ['some prose', 't,x', '****', '$$SOE', '0,1', '1,2', '$$EOE', 'more prose'];
  expect(detectFormat(sourceOf(...lines)).format).toMatchObject({
    startMarker: '$$SOE',
    endMarker: '$$EOE',
    skipLines: 0,
    headerRows: 0,
  });
});

test('tabs in a row are empty cells, even where they stand in every row', () => {
  const preview = previewTable(sourceOf('t\t\tq\tp', '0.0\t\t1.5\t7', '0.1\t\t1.4\t8', '0.2\t9\t1.3\t'), null);
  expect(preview.proposal.format).toMatchObject({ delimiter: '\t', collapse: false });
  expect(preview.columns.map(({ name }) => name)).toEqual(['t', 'column 2', 'q', 'p']);
  expect(preview.head[2]!.cells.map(({ value }) => value)).toEqual([0.2, 9, 1.3, null]);
});

test('an empty file is refused', () => {
  expect(() => detectFormat(sourceOf('', ' '))).toThrow(expect.objectContaining({ code: 'too-few-rows' }));
});

test('the beginning of a long file ends between characters', () => {
  const text = 'aé€😀\n'.repeat(50);
  const utf16 = new Uint8Array(Uint16Array.from(text.split(''), (unit) => unit.charCodeAt(0)).buffer);
  for (const [encoding, bytes] of [
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-16le', utf16],
  ] as const) {
    for (let maxBytes = 11; maxBytes < 40; maxBytes++) {
      const lines = linesAtBeginning({ name: 'x', bytes }, encoding, { count: 100, maxBytes });
      expect(new Set(lines)).toEqual(new Set(['aé€😀']));
    }
  }
});
