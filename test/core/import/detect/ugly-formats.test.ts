import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../../core/import/detect/index.ts';
import { PLAIN_FORMAT, type TableFormat } from '../../../../core/import/table-format.ts';
import { fixture } from './sources.ts';

/** What differs from a plain comma-separated table, or the code of the refusal. */
const FORMATS: Readonly<Record<string, Partial<TableFormat> | string>> = {
  '01_empty.csv': 'too-few-rows',
  '02_header_only.csv': {},
  '03_one_row.csv': {},
  '04_ragged_short_rows.csv': {},
  '05_text_in_numeric.csv': { missingWords: ['n/a', '--'] },
  '06_nan_inf.csv': { missingWords: ['NaN'] },
  '07_semicolon_decimal_comma.csv': { delimiter: ';', decimal: ',' },
  '08_mixed_delimiters.csv': {},
  '09_duplicate_timestamps.csv': {},
  '10_unsorted_time.csv': {},
  '11_bom_crlf.csv': {},
  '12_cr_only.csv': {},
  '13_utf16le_bom.csv': { encoding: 'utf-16le', delimiter: '\t' },
  '14_latin1_units.csv': { encoding: 'windows-1252', delimiter: ';' },
  '15_quote_not_closed.csv': {},
  '16_huge_cell.csv': {},
  '17_overflow_1e400.csv': {},
  '18_thousands_separators.csv': { thousands: ',' },
  '19_iso_dates.csv': {},
  '20_formula_injection.csv': {},
  '21_duplicate_columns.csv': {},
  '22_binary_junk.csv': 'bad-table',
  '23_null_bytes.csv': {},
  '24_constant_columns.csv': {},
  '25_hostile_header_names.csv': {},
  '26_column_missing.csv': {},
  '27_100k_columns.csv': { headerRows: 0 },
};

test('every malformed table is listed', () => {
  const files = readdirSync(new URL('../../../fixtures/ugly/', import.meta.url)).filter((name) =>
    name.endsWith('.csv'),
  );
  expect(files.sort()).toEqual(Object.keys(FORMATS));
});

describe('a malformed table is given a format, or refused', () => {
  test.each(Object.entries(FORMATS))('%s', (name, expected) => {
    const detect = () => detectFormat(fixture(`ugly/${name}`));
    if (typeof expected === 'string') expect(detect).toThrow(expect.objectContaining({ code: expected }));
    else {
      expect(detect()).toEqual({
        format: { ...PLAIN_FORMAT, ...expected },
        recogniser: null,
        preset: {},
        questions: [],
      });
    }
  });
});
