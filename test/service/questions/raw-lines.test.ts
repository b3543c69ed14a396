import { describe, expect, test } from 'vitest';
import { PLAIN_FORMAT, type TableFormat } from '../../../core/import/table-format.ts';
import { rawLines } from '../../../service/questions/raw-lines.ts';

const file = (text: string) => ({ name: 'run.csv', bytes: Buffer.from(text) });
const text = 'Pendulum\n# lab 3\nt,q\ns,rad\n0,1\n\n0.1,0.9\nEND\nprinted by hand';
const format: TableFormat = { ...PLAIN_FORMAT, skipLines: 1, comment: '#', hasUnitsRow: true, endMarker: 'END' };

describe('raw lines', () => {
  test('each line says what it is to the reader', () => {
    expect(rawLines(file(text), { format, from: 1, count: 500 })).toEqual([
      { text: 'Pendulum', use: 'skipped' },
      { text: '# lab 3', use: 'comment' },
      { text: 't,q', use: 'header' },
      { text: 's,rad', use: 'units' },
      { text: '0,1', use: 'data' },
      { text: '', use: 'blank' },
      { text: '0.1,0.9', use: 'data' },
      { text: 'END', use: 'after-end' },
      { text: 'printed by hand', use: 'after-end' },
    ]);
  });

  test('lines from any place on, as many as there are', () => {
    expect(rawLines(file(text), { format, from: 7, count: 2 }).map((line) => line.text)).toEqual(['0.1,0.9', 'END']);
    expect(rawLines(file(text), { format, from: 9, count: 5 })).toHaveLength(1);
    expect(rawLines(file(text), { format, from: 10, count: 5 })).toEqual([]);
  });

  test('what stands above a start marker is passed over', () => {
    const marked = { ...PLAIN_FORMAT, headerRows: 0, startMarker: '$$SOE', endMarker: '$$EOE' };
    const uses = rawLines(file('prose\n$$SOE\n1,2\n$$EOE\n'), { format: marked, from: 1, count: 9 });
    expect(uses.map(({ use }) => use)).toEqual(['skipped', 'skipped', 'data', 'after-end']);
  });

  test('a long line is cut at 500 characters', () => {
    const [line] = rawLines(file('ö'.repeat(3000)), { format: PLAIN_FORMAT, from: 1, count: 1 });
    expect(line!.text).toBe('ö'.repeat(500));
  });
});
