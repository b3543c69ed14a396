import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../../../core/errors.ts';
import { importTables, previewTable, type ImportRecipe, type ImportReport } from '../../../core/import/index.ts';
import { uglyFile } from './read/read-fixture.ts';

type Outcome = { readonly report: ImportReport } | { readonly code: string; readonly message: string };

/** Imports a file with the proposed choices, as a user would who only says yes. */
function importUgly(name: string, change: Partial<ImportRecipe> = {}): Outcome {
  try {
    const source = uglyFile(name);
    const { proposal } = previewTable(source, null);
    return { report: importTables([source], { ...proposal, ...change }).report };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return { code: error.code, message: error.message };
  }
}

/** Code and count of each warning; notes with a leading `note:`. The remark that p is dq/dt is the good data's own. */
function warningsOf({ warnings }: ImportReport): string[] {
  return warnings
    .filter(({ code }) => code !== 'momentum-factor')
    .map(({ code, count, isNote }) => `${isNote ? 'note:' : ''}${code} ${count}`);
}

const REFUSED: readonly (readonly [file: string, code: string, words: string])[] = [
  ['01_empty.csv', 'too-few-rows', 'is empty'],
  ['02_header_only.csv', 'too-few-rows', 'a header but no data rows'],
  ['03_one_row.csv', 'too-few-rows', '1 usable data row; a trajectory needs at least 3'],
  ['08_mixed_delimiters.csv', 'bad-table', 'the separator changes in line 32, from comma to semicolon'],
  ['15_quote_not_closed.csv', 'bad-table', 'line 17 opens a quote that is never closed'],
  ['22_binary_junk.csv', 'bad-table', 'looks like a PNG image'],
  ['27_100k_columns.csv', 'bad-table', '100001 columns and 1 row'],
];

const ACCEPTED: readonly (readonly [file: string, read: number, kept: number, warnings: readonly string[]])[] = [
  ['04_ragged_short_rows.csv', 59, 57, ['rows-left-out 2', 'gaps 3']],
  ['05_text_in_numeric.csv', 60, 56, ['rows-left-out 4', 'cells-unreadable 2', 'gaps 4', 'note:cells-missing 2']],
  ['06_nan_inf.csv', 60, 56, ['rows-left-out 4', 'non-finite 2', 'gaps 3', 'note:cells-missing 2']],
  ['07_semicolon_decimal_comma.csv', 60, 60, []],
  ['09_duplicate_timestamps.csv', 62, 60, ['rows-left-out 2', 'times-repeated 2']],
  ['10_unsorted_time.csv', 60, 60, ['time-sorted 5']],
  ['11_bom_crlf.csv', 60, 60, []],
  ['12_cr_only.csv', 60, 60, []],
  ['13_utf16le_bom.csv', 60, 60, []],
  ['14_latin1_units.csv', 60, 60, ['note:degrees 1']],
  ['16_huge_cell.csv', 40, 39, ['rows-left-out 1', 'long-cell 1', 'gaps 1']],
  [
    '17_overflow_1e400.csv',
    60,
    57,
    ['rows-left-out 3', 'outliers 1', 'overflow 1', 'overflow 1', 'underflow 1', 'gaps 2'],
  ],
  ['18_thousands_separators.csv', 40, 40, ['thousands-mark 79']],
  ['19_iso_dates.csv', 60, 60, ['note:dates-converted 60']],
  ['20_formula_injection.csv', 40, 40, []],
  ['21_duplicate_columns.csv', 60, 60, ['duplicate-names 2']],
  ['23_null_bytes.csv', 60, 59, ['rows-left-out 1', 'nul 1', 'nul 1', 'gaps 1']],
  ['24_constant_columns.csv', 60, 60, ['column-constant 60', 'column-constant 60']],
  ['25_hostile_header_names.csv', 60, 60, []],
  ['26_column_missing.csv', 60, 60, ['column-empty 60', 'note:momentum-from-rate 1']],
];

describe('a malformed or hostile table', () => {
  test('every file of the collection has its outcome here', () => {
    const files = readdirSync(new URL('../../fixtures/ugly/', import.meta.url)).filter((name) => name.endsWith('.csv'));
    expect([...REFUSED, ...ACCEPTED].map(([file]) => file).sort()).toEqual(files.sort());
  });

  test.each(REFUSED)('%s is refused as %s and says why', (file, code, words) => {
    expect(importUgly(file)).toEqual({ code, message: expect.stringContaining(words) as string });
  });

  test.each(ACCEPTED)('%s: %i rows read, %i kept', (file, read, kept, warnings) => {
    const outcome = importUgly(file);
    if (!('report' in outcome)) throw new Error(outcome.message);
    expect(outcome.report.rows).toEqual({ read, kept, refused: read - kept });
    expect(warningsOf(outcome.report)).toEqual(warnings);
  });
});

test('refused cells are told with line, column, text and reason', () => {
  const outcome = importUgly('05_text_in_numeric.csv');
  if (!('report' in outcome)) throw new Error(outcome.message);
  const told = outcome.report.refusals.map(({ line, column, text, reason }) => [line, column, text, reason]);
  expect(told).toContainEqual([9, 'p', 'error', 'not a number']);
  expect(told).toHaveLength(4);
});
