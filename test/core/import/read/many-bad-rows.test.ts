import { expect, test } from 'vitest';
import { read } from './read-fixture.ts';

test('of many bad rows the text is kept for the first hundred alone', () => {
  const { badRows, explain } = read(`t,q\n${'1,2\n'.repeat(200)}${'7\n'.repeat(150)}`);
  expect(badRows).toHaveLength(150);
  expect([badRows[99]!.text, badRows[100]!.text]).toEqual(['7', '']);
  expect(badRows[149]).toEqual({ row: 349, line: 351, reason: '1 cell instead of 2', text: '' });
  expect(explain(349, 0)).toEqual({ text: '', reason: '1 cell instead of 2' });
});

test('cells are looked up again in any order, over quoted line ends and bad rows', () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    i % 5 === 0 ? `"${i}\nx",a${i}` : i % 7 === 0 ? '1' : `${i},a${i}`,
  );
  const { explain } = read(`t,q\n${lines.join('\n')}\n`);
  const texts = (rows: readonly number[]) => rows.map((row) => explain(row, 1).text);
  expect(texts([1, 2, 2, 5, 2999, 3, 1500, 1501, 10])).toEqual([
    'a1',
    'a2',
    'a2',
    'a5',
    'a2999',
    'a3',
    'a1500',
    'a1501',
    'a10',
  ]);
  expect(explain(7, 1).reason).toBe('1 cell instead of 2');
});
