import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../../../core/errors.ts';
import { importTables, previewTable, type ImportReport, type SourceText } from '../../../core/import/index.ts';
import { readUgly } from './read-fixture.ts';

type Outcome = { readonly report: ImportReport } | { readonly code: string; readonly message: string };

function importUgly(name: string, badRows: 'refuse' | 'skip'): Outcome {
  return importGuessed(readUgly(name), badRows);
}

/** Previews and imports a file with the proposed roles (else columns 1, 2, 3), as a user would who only says yes. */
function importGuessed(source: SourceText, badRows: 'refuse' | 'skip'): Outcome {
  try {
    const { format, proposal } = previewTable(source);
    const mapping = {
      time: proposal.time ?? 0,
      q: proposal.q ?? [1],
      p: proposal.p ?? [2],
      dq: [],
      dp: [],
      run: proposal.run,
    };
    return { report: importTables([source], { format, mapping, badRows, derivativeWindow: null }).report };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return { code: error.code, message: error.message };
  }
}

const FILES = readdirSync(new URL('../../fixtures/ugly/', import.meta.url))
  .filter((name) => name.endsWith('.csv'))
  .sort();

describe('a malformed or hostile table', () => {
  test('the collection is complete', () => {
    expect(FILES).toHaveLength(27);
  });

  test.each(FILES)('%s is read or refused with a code, in less than 2 s', (name) => {
    for (const badRows of ['refuse', 'skip'] as const) {
      const start = performance.now();
      const outcome = importUgly(name, badRows);
      expect(performance.now() - start).toBeLessThan(2000);
      if ('report' in outcome)
        expect(outcome.report.rows.kept + outcome.report.rows.refused).toBe(outcome.report.rows.read);
      else expect(outcome.message.length).toBeLessThan(400);
    }
  });
});

test('any text is read with every row accounted for, or refused with a code', () => {
  const piece = fc.constantFrom(
    't',
    'q',
    'p',
    '0',
    '1',
    '2.5',
    '-3e2',
    '1e308',
    '-1e308',
    'NaN',
    '',
    '"',
    '""',
    ' ',
    ',',
    ',',
    ';',
    '\t',
    '\n',
    '\n',
    '\r',
    '\0',
    '\ufeff',
    'é',
  );
  const soup = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(''));
  const rows = fc.array(fc.array(piece, { minLength: 3, maxLength: 3 }), { maxLength: 30 });
  const table = rows.map((cells) => ['t,q,p', ...cells.map((row, i) => [i, ...row.slice(1)].join(','))].join('\n'));
  fc.assert(
    fc.property(fc.oneof(soup, table), fc.constantFrom('refuse' as const, 'skip' as const), (text, badRows) => {
      const outcome = importGuessed({ name: 'any.csv', text }, badRows);
      if ('report' in outcome)
        expect(outcome.report.rows.kept + outcome.report.rows.refused).toBe(outcome.report.rows.read);
      else expect(outcome.code).toMatch(/^[a-z-]+$/);
    }),
    { numRuns: 2000 },
  );
});

describe('is refused and says why', () => {
  test.each([
    ['01_empty.csv', 'too-few-rows', 'is empty'],
    ['02_header_only.csv', 'too-few-rows', 'a header but no data rows'],
    ['03_one_row.csv', 'too-few-rows', '1 usable data row; a trajectory needs at least 5'],
    ['04_ragged_short_rows.csv', 'bad-table', 'line 7 has 2 cells instead of 3. 1 more row'],
    ['05_text_in_numeric.csv', 'bad-number', "line 5, column 'q' holds 'n/a': not a number. 3 more rows"],
    ['06_nan_inf.csv', 'bad-number', "line 6, column 'q' holds 'NaN': not a finite number. 3 more rows"],
    ['07_semicolon_decimal_comma.csv', 'bad-number', 'decimal comma'],
    [
      '08_mixed_delimiters.csv',
      'bad-table',
      'line 32 has 1 cell instead of 3; the separator seems to change to the semicolon',
    ],
    [
      '09_duplicate_timestamps.csv',
      'bad-table',
      'has the time 0.5 of line 12 again, and the same values. The same happens at 1 more row',
    ],
    ['10_unsorted_time.csv', 'bad-table', 'time falls from 0.9 to 0.65'],
    ['15_quote_not_closed.csv', 'bad-table', 'line 17 opens a quote that is never closed'],
    ['16_huge_cell.csv', 'bad-number', 'too long to be a number (200000 characters)'],
    ['17_overflow_1e400.csv', 'bad-number', "holds '1e400': too large for a number (limit about 1.8e308). 1 more row"],
    ['18_thousands_separators.csv', 'bad-number', 'thousands separators'],
    ['19_iso_dates.csv', 'bad-number', 'a date or a time of day'],
    ['22_binary_junk.csv', 'bad-table', 'looks like a PNG image'],
    ['23_null_bytes.csv', 'bad-table', 'NUL'],
    ['26_column_missing.csv', 'missing-column', "column 'p' is empty; every row has 2 cells, the header names 3"],
    ['27_100k_columns.csv', 'bad-table', '100001 columns'],
  ])('%s', (name, code, words) => {
    const outcome = importUgly(name, 'refuse');
    expect(outcome).toEqual({ code, message: expect.stringContaining(words) as string });
  });
});

describe('is read in full', () => {
  test.each([
    ['11_bom_crlf.csv', 60, 'unit mass'],
    ['12_cr_only.csv', 60, 'unit mass'],
    ['13_utf16le_bom.csv', 60, 'unit mass'],
    ['14_latin1_units.csv', 60, 'unit mass'],
    ['20_formula_injection.csv', 40, 'unit mass'],
    ['21_duplicate_columns.csv', 60, 'unit mass'],
    ['24_constant_columns.csv', 60, "'q' and 'p' are constant"],
    ['25_hostile_header_names.csv', 60, 'unit mass'],
  ])('%s', (name, rows, remark) => {
    expect(importUgly(name, 'refuse')).toMatchObject({
      report: { rows: { read: rows, kept: rows, refused: 0 }, warnings: [expect.stringContaining(remark)] },
    });
  });
});

describe('is read without its bad rows when these may be left out', () => {
  test.each([
    ['04_ragged_short_rows.csv', 59, 2],
    ['05_text_in_numeric.csv', 60, 4],
    ['06_nan_inf.csv', 60, 4],
    ['08_mixed_delimiters.csv', 60, 30],
    ['16_huge_cell.csv', 40, 1],
  ])('%s', (name, read, unreadable) => {
    const outcome = importUgly(name, 'skip');
    if (!('report' in outcome)) throw new Error(outcome.message);
    const { rows, refusals, warnings } = outcome.report;
    expect(rows.read).toBe(read);
    expect(refusals.filter(({ reason }) => !reason.includes('rows in a row'))).toHaveLength(unreadable);
    expect(warnings[0]).toContain('left out of');
  });
});
