import { describe, expect, test } from 'vitest';
import { detectEncoding } from '../../../../core/import/read/encoding.ts';
import type { RawTable } from '../../../../core/import/read/raw-table.ts';
import { readTable } from '../../../../core/import/read/read-table.ts';
import { PLAIN_FORMAT } from '../../../../core/import/table-format.ts';
import type { TableFormat } from '../../../../core/import/table-format.ts';
import { column, uglyFile } from './read-fixture.ts';

function readUgly(name: string, format: Partial<TableFormat> = {}): RawTable {
  const file = uglyFile(name);
  const { encoding } = detectEncoding(file.bytes);
  return readTable(file, { ...PLAIN_FORMAT, encoding, ...format }, { numbers: [0, 1], texts: [] });
}

/** Rows of the file, bad rows, cells of each column that are missing, and that are unreadable. */
function counts({ rowCount, badRows, facts }: RawTable): unknown[] {
  return [rowCount, badRows.length, facts.map(({ missing }) => missing), facts.map(({ unreadable }) => unreadable)];
}

const none = [0, 0, 0];

describe('a malformed table that can be read', () => {
  test.each([
    ['03_one_row.csv', {}, [1, 0, none, none]],
    ['04_ragged_short_rows.csv', {}, [59, 2, none, none]],
    ['05_text_in_numeric.csv', {}, [60, 0, none, [0, 2, 2]]],
    ['06_nan_inf.csv', {}, [60, 0, none, [0, 2, 2]]],
    ['07_semicolon_decimal_comma.csv', { delimiter: ';', decimal: ',' }, [60, 0, none, none]],
    ['09_duplicate_timestamps.csv', {}, [62, 0, none, none]],
    ['10_unsorted_time.csv', {}, [60, 0, none, none]],
    ['11_bom_crlf.csv', {}, [60, 0, none, none]],
    ['12_cr_only.csv', {}, [60, 0, none, none]],
    ['13_utf16le_bom.csv', { delimiter: '\t' }, [60, 0, none, none]],
    ['14_latin1_units.csv', { delimiter: ';' }, [60, 0, [0, 0, 0, 0], [0, 0, 0, 0]]],
    ['16_huge_cell.csv', {}, [40, 0, none, [0, 1, 0]]],
    ['17_overflow_1e400.csv', {}, [60, 0, none, [0, 1, 1]]],
    ['18_thousands_separators.csv', { thousands: ',' }, [40, 0, none, none]],
    ['19_iso_dates.csv', {}, [60, 0, none, [60, 0, 0]]],
    ['20_formula_injection.csv', {}, [40, 0, [0, 0, 0, 32], [0, 0, 0, 8]]],
    ['21_duplicate_columns.csv', {}, [60, 0, [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]],
    ['23_null_bytes.csv', {}, [60, 0, none, [1, 0, 0]]],
    ['24_constant_columns.csv', {}, [60, 0, none, none]],
    ['26_column_missing.csv', {}, [60, 0, [0, 0, 60], none]],
  ] as const)('%s', (name, format, expected) => {
    expect(counts(readUgly(name, format))).toEqual(expected);
  });

  test('has the numbers of the good one whatever its encoding, separator, marks and line ends', () => {
    const good = readUgly('09_duplicate_timestamps.csv');
    const first = column(good, 1).slice(0, 5);
    expect(first).toEqual([1.2, 1.188579, 1.154422, 1.097857, 1.019488]);
    for (const table of [
      readUgly('07_semicolon_decimal_comma.csv', { delimiter: ';', decimal: ',' }),
      readUgly('11_bom_crlf.csv'),
      readUgly('12_cr_only.csv'),
      readUgly('13_utf16le_bom.csv', { delimiter: '\t' }),
    ]) {
      expect(table.names).toEqual(['t', 'q', 'p']);
      expect(column(table, 1).slice(0, 5)).toEqual(first);
    }
  });

  test('tells where the short rows are', () => {
    const { badRows } = readUgly('04_ragged_short_rows.csv');
    expect(badRows.map(({ line, reason }) => [line, reason])).toEqual([
      [7, '2 cells instead of 3'],
      [22, '1 cell instead of 3'],
    ]);
  });

  test('shows one of the grouped numbers', () => {
    const table = readUgly('18_thousands_separators.csv', { thousands: ',' });
    expect(column(table, 1).slice(0, 2)).toEqual([1234567.25, 1228399.56]);
    expect(table.notes).toEqual([{ code: 'thousands-mark', count: 79, firstLine: 2, example: '1,234,567.25' }]);
    expect(readUgly('18_thousands_separators.csv').problems[0]).toMatchObject({
      reason: 'thousands separators',
      firstLine: 2,
    });
  });

  test('notes the NULs', () => {
    const { notes } = readUgly('23_null_bytes.csv');
    expect(notes.map(({ code, firstLine }) => [code, firstLine])).toEqual([
      ['nul-cell', 7],
      ['nul-tail', 62],
    ]);
  });

  test('keeps hostile names as they are', () => {
    expect(readUgly('25_hostile_header_names.csv').names.slice(0, 5)).toEqual([
      't',
      '../../../etc/passwd',
      'C:\\Windows\\win.ini',
      '<img src=x onerror=alert(1)>',
      '__proto__',
    ]);
  });
});

test.each([
  ['01_empty.csv', 'too-few-rows', 'is empty'],
  ['02_header_only.csv', 'too-few-rows', 'has a header but no data rows'],
  ['08_mixed_delimiters.csv', 'bad-table', 'the separator changes in line 32, from comma to semicolon'],
  ['15_quote_not_closed.csv', 'bad-table', 'line 17 opens a quote that is never closed'],
  ['22_binary_junk.csv', 'bad-table', 'it looks like a PNG image'],
  ['27_100k_columns.csv', 'bad-table', 'has 100001 columns and 1 row'],
])('%s is refused', (name, code, words) => {
  expect(() => readUgly(name)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(words) as string }),
  );
});
