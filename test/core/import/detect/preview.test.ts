import { describe, expect, test } from 'vitest';
import { countLines } from '../../../../core/import/preview/count-lines.ts';
import { previewTable } from '../../../../core/import/preview/index.ts';
import { readTable } from '../../../../core/import/read/read-table.ts';
import { fixture, sourceOf } from './sources.ts';

describe('what a preview shows', () => {
  const source = sourceOf('Swing', 't;x;note', 's;mm;', '0,0;12,5;a', '# pause', '', '0,1; 1.234,5 ;b');
  const preview = previewTable(source, null);

  test('each line of the text and what it is', () => {
    expect(preview.rawLines.map(({ use }) => use)).toEqual([
      'skipped',
      'header',
      'units',
      'data',
      'comment',
      'blank',
      'data',
    ]);
    expect(preview.rawLines[3]!.text).toBe('0,0;12,5;a');
    expect(preview.lineCount).toBe(7);
  });

  test('each cell, where it stands, and the number read from it', () => {
    expect(preview.head[1]).toEqual({
      line: 7,
      cells: [
        { text: '0,1', range: [0, 3], value: 0.1 },
        { text: '1.234,5', range: [5, 12], value: 1234.5 },
        { text: 'b', range: [14, 15], value: null },
      ],
    });
  });

  test('each column, its unit and what it holds', () => {
    expect(preview.columns).toEqual([
      { name: 't', unit: 's', holds: 'numbers', share: 1 },
      { name: 'x', unit: 'mm', holds: 'numbers', share: 1 },
      { name: 'note', unit: '', holds: 'text', share: 0 },
    ]);
  });

  test('a cell that shows what the decimal mark does', () => {
    expect(preview.decimalExample).toEqual({ text: '12,5', read: '12.5', otherwise: 'no number' });
    const grouped = previewTable(sourceOf('t;x', '0;0,435', '1;0,436'), null);
    expect(grouped.decimalExample).toEqual({ text: '0,435', read: '0.435', otherwise: '435' });
    expect(previewTable(sourceOf('t,x', '0,1', '1,2'), null).decimalExample).toBeNull();
  });

  test('a proposal with the format', () => {
    expect(preview.proposal.format).toMatchObject({ delimiter: ';', decimal: ',', thousands: '.', hasUnitsRow: true });
    expect(preview.proposal.recogniser).toBeNull();
  });
});

describe('a preview with a recipe', () => {
  const source = sourceOf('t,x,v', '0,1,2', '1,2,3', '2,3,4');
  const { proposal } = previewTable(source, null);

  test('keeps the recipe when the columns are the same', () => {
    const own = {
      ...proposal,
      roles: { ...proposal.roles, q: [2] },
      format: { ...proposal.format, missingWords: ['x'] },
    };
    expect(previewTable(source, own).proposal).toEqual(own);
  });

  test('proposes anew for other columns', () => {
    const own = { ...proposal, format: { ...proposal.format, headerRows: 0, skipLines: 1 } };
    const preview = previewTable(source, own);
    expect(preview.columns.map(({ name }) => name)).toEqual(['column 1', 'column 2', 'column 3']);
    expect(preview.proposal.format).toEqual(own.format);
  });

  test('asks no question that was answered', () => {
    const either = sourceOf('1,234;5,678', '1,244;5,688');
    const first = previewTable(either, null);
    expect(first.questions.map(({ code }) => code)).toEqual(['decimal-mark']);
    expect(previewTable(either, { ...first.proposal, answered: ['decimal-mark'] }).questions).toEqual([]);
  });

  test('takes the format of a plain table when no tool is chosen', () => {
    const tracker = fixture('exporters/tracker.txt');
    const first = previewTable(tracker, null);
    const plain = previewTable(tracker, { ...first.proposal, recogniser: null });
    expect([first.recogniser?.id, plain.recogniser]).toEqual(['tracker', null]);
    expect(plain.recognisers).toEqual([{ id: 'tracker', label: 'Tracker' }]);
  });
});

describe('a preview agrees with what is read', () => {
  test.each([
    'ugly/04_ragged_short_rows.csv',
    'ugly/12_cr_only.csv',
    'ugly/13_utf16le_bom.csv',
    'ugly/18_thousands_separators.csv',
    'ugly/23_null_bytes.csv',
    'ugly/26_column_missing.csv',
    'exporters/tracker.txt',
    'exporters/cassy-lab.csv',
    'exporters/horizons.txt',
    'exporters/vernier.txt',
    'exporters/motive.csv',
    'exporters/numpy.txt',
  ])('%s', (path) => {
    const source = fixture(path);
    const { proposal, columns, head, rawLines } = previewTable(source, null);
    const table = readTable(source, proposal.format, { numbers: columns.map((_, column) => column), texts: [] });
    expect(columns.map(({ name }) => name)).toEqual(table.names);
    expect(head.map(({ line }) => line)).toEqual([...table.lines]);
    expect(rawLines.flatMap(({ use }, i) => (use === 'data' ? [i + 1] : []))).toEqual([...table.lines]);
    const bad = new Set(table.badRows.map(({ row }) => row));
    head.forEach(({ cells }, row) => {
      if (bad.has(row)) return;
      expect(cells.map(({ value }) => value ?? NaN)).toEqual(
        cells.map((_, column) => table.numbers.get(column)?.[row] ?? NaN),
      );
    });
  });
});

test('of a large file only the beginning is read, and its lines are counted', () => {
  const row = '0.0125,-1.23456789,2.3456789\r\n';
  const bytes = new TextEncoder().encode(`t,q,p\r\n${row.repeat(200_000)}`);
  const preview = previewTable({ name: 'large.csv', bytes }, null);
  expect(preview).toMatchObject({ lineCount: 200_001, bytes: bytes.length });
  expect([preview.head.length, preview.rawLines.length]).toEqual([100, 120]);
});

test.each([
  ['a\nb\n', 2],
  ['a\r\nb', 2],
  ['a\rb\r', 2],
  ['a\n\n\r\r\nb', 5],
  ['', 0],
])('lines of %j are counted in every encoding', (text, lines) => {
  const units = Uint16Array.from(text.split(''), (unit) => unit.charCodeAt(0));
  const bytes = new Uint8Array(units.buffer);
  expect(countLines({ name: 'x', bytes: new TextEncoder().encode(text) }, 'utf-8')).toBe(lines);
  expect(countLines({ name: 'x', bytes }, 'utf-16le')).toBe(lines);
  expect(countLines({ name: 'x', bytes: bytes.map((_, i) => bytes[i ^ 1]!) }, 'utf-16be')).toBe(lines);
});

describe('a preview refuses', () => {
  test.each([
    ['01_empty.csv', 'too-few-rows', 'is empty'],
    ['02_header_only.csv', 'too-few-rows', 'a header but no data rows'],
    ['22_binary_junk.csv', 'bad-table', 'PNG image'],
    ['27_100k_columns.csv', 'bad-table', '100001 columns and 1 row'],
  ])('%s', (name, code, words) => {
    expect(() => previewTable(fixture(`ugly/${name}`), null)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) as string }),
    );
  });
});

test('a quote that is left open does not keep the preview from showing its line', () => {
  const { rawLines, lineCount } = previewTable(fixture('ugly/15_quote_not_closed.csv'), null);
  expect([rawLines[16]!.use, rawLines.length, lineCount]).toEqual(['data', 61, 61]);
});

test('minutes and seconds are a time, not text beside counted rows', () => {
  const { columns, proposal } = previewTable(sourceOf('t,q,p', '0:07.25,1,2', '0:08.25,2,3', '1:07.25,3,4'), null);
  expect(columns[0]).toMatchObject({ holds: 'dates', share: 1 });
  expect(proposal.time).toEqual({ kind: 'column', column: 0, reading: 'date' });
});
