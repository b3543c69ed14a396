import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lookAt } from '../../../../core/import/detect/detect-format.ts';
import { detectFormat } from '../../../../core/import/detect/index.ts';
import { readTable } from '../../../../core/import/read/read-table.ts';
import { RECOGNISERS, type RecipePreset } from '../../../../core/import/recognisers/index.ts';
import { PLAIN_FORMAT, type TableFormat } from '../../../../core/import/table-format.ts';
import { fixture, sourceOf } from './sources.ts';

interface Expected {
  readonly id: string;
  readonly label: string;
  /** What differs from a plain comma-separated table. */
  readonly format: Partial<TableFormat>;
  readonly preset: RecipePreset;
  /** Rows, and numbers of columns in the first and the last row as they stand in the file; null where there is none. */
  readonly rows: number;
  readonly numbers: readonly (readonly [column: number, first: number | null, last: number | null])[];
}

const time = (column: number) => ({ kind: 'column', column, reading: 'number' }) as const;
const roles = { dq: [], dp: [], run: null, parameters: [], inputs: [] };
const seconds = [{ column: 0, unit: 's', toUnit: 's' }];
const sideBySide = {
  atTimeReset: true,
  atGap: 5,
  atBlankLine: false,
  atRepeatedHeader: true,
  sideBySide: [
    [0, 1, 2],
    [3, 4, 5],
  ],
  leftOut: [],
};
const orbit = { ...roles, q: [2, 3, 4], p: [5, 6, 7], dq: [5, 6, 7] };
const julian = { kind: 'column', column: 0, reading: 'julian-date' } as const;

const FIXTURES: Readonly<Record<string, Expected>> = {
  'capstone.csv': {
    id: 'capstone',
    label: 'PASCO Capstone, 2 runs',
    format: {},
    preset: { time: time(0), trajectories: sideBySide },
    rows: 16,
    numbers: [
      [0, 0, 0.75],
      [4, -0.1219, null],
    ],
  },
  'cassy-lab.csv': {
    id: 'cassy-lab',
    label: 'CASSY Lab',
    format: { delimiter: ';', decimal: ',' },
    preset: { time: time(0) },
    rows: 20,
    numbers: [
      [0, 0, null],
      [1, 0, 1.9],
      [3, null, null],
    ],
  },
  'horizons-rows.csv': {
    id: 'horizons',
    label: 'JPL Horizons',
    format: {},
    preset: { time: julian, roles: orbit },
    rows: 16,
    numbers: [[0, 2460310.5, 2460325.5]],
  },
  'horizons.txt': {
    id: 'horizons',
    label: 'JPL Horizons',
    format: { headerRows: 0, startMarker: '$$SOE', endMarker: '$$EOE' },
    preset: {
      columns: [2, 3, 4, 5, 6, 7].map((column) => {
        const unit = column < 5 ? 'km' : 'km/s';
        return { column, unit, toUnit: unit };
      }),
      time: julian,
      roles: orbit,
    },
    rows: 16,
    numbers: [[0, 2460310.5, 2460325.5]],
  },
  'logger-pro.csv': {
    id: 'logger-pro',
    label: 'Logger Pro, 2 runs',
    format: {},
    preset: { time: time(0), trajectories: sideBySide },
    rows: 16,
    numbers: [
      [0, 0, 0.75],
      [3, 0, null],
    ],
  },
  'matlab-table.csv': {
    id: 'matlab',
    label: 'MATLAB writetable',
    format: {},
    preset: {},
    rows: 16,
    numbers: [[0, 0, 0.75]],
  },
  'matlab.csv': {
    id: 'matlab',
    label: 'MATLAB writematrix',
    format: { headerRows: 0 },
    preset: {},
    rows: 16,
    numbers: [[1, 0.248751041319506, -0.241699548144865]],
  },
  'motive.csv': {
    id: 'motive',
    label: 'OptiTrack Motive, 2 bodies or markers',
    format: { skipLines: 5, headerRows: 2 },
    preset: {
      columns: [
        { column: 1, unit: 's', toUnit: 's' },
        ...[2, 3, 4, 5, 6, 7].map((column) => ({ column, unit: 'mm', toUnit: 'mm' })),
      ],
      time: time(1),
    },
    rows: 16,
    numbers: [
      [0, 0, 15],
      [1, 0, 0.125],
    ],
  },
  'numpy.txt': {
    id: 'numpy',
    label: 'NumPy savetxt',
    format: { delimiter: ' ', collapse: true, comment: '#', headerRows: 0, isHeaderInComment: true },
    preset: {},
    rows: 16,
    numbers: [[0, 0, 0.75]],
  },
  'pandas.csv': {
    id: 'pandas',
    label: 'pandas to_csv',
    format: {},
    preset: {},
    rows: 16,
    numbers: [
      [0, 0, 15],
      [1, 0, 0.75],
    ],
  },
  'phyphox-decimal-comma.csv': {
    id: 'phyphox',
    label: 'phyphox',
    format: { delimiter: ';', decimal: ',' },
    preset: { time: time(0) },
    rows: 16,
    numbers: [[0, 0.0123, 0.7623]],
  },
  'phyphox.csv': {
    id: 'phyphox',
    label: 'phyphox',
    format: { delimiter: '\t' },
    preset: { time: time(0) },
    rows: 16,
    numbers: [[0, 0.0123, 0.7623]],
  },
  'schmidt-lipson.txt': {
    id: 'schmidt-lipson',
    label: 'Schmidt–Lipson',
    format: { delimiter: ' ', collapse: true, comment: '%', headerRows: 0 },
    preset: { time: time(1), roles: { ...roles, q: [2], p: [3], run: 0 } },
    rows: 16,
    numbers: [[1, 0, 0.75]],
  },
  'tracker-multi.txt': {
    id: 'tracker',
    label: 'Tracker, 2 tracks',
    format: { delimiter: '\t', skipLines: 2 },
    preset: { columns: seconds, time: time(0), roles: { ...roles, q: [1, 2, 3, 4], p: [] } },
    rows: 16,
    numbers: [
      [0, 0, 0.75],
      [1, 0.2708, -0.2633],
    ],
  },
  'tracker-side-by-side.txt': {
    id: 'tracker',
    label: 'Tracker, 2 tracks',
    format: { delimiter: '\t', skipLines: 1 },
    preset: { columns: seconds, time: time(0), trajectories: sideBySide },
    rows: 16,
    numbers: [
      [0, 0, 0.75],
      [3, 0, null],
    ],
  },
  'tracker.txt': {
    id: 'tracker',
    label: 'Tracker',
    format: { delimiter: '\t', skipLines: 1 },
    preset: { columns: seconds, time: time(0) },
    rows: 16,
    numbers: [
      [0, 0, 0.75],
      [3, null, null],
    ],
  },
  'vernier.txt': {
    id: 'logger-pro',
    label: 'Logger Pro, several runs',
    format: { delimiter: '\t', skipLines: 4, hasUnitsRow: true },
    preset: { time: time(0) },
    // Two blocks of 16 rows, and four lines between them that are no rows of numbers.
    rows: 36,
    numbers: [[0, 0, 0.75]],
  },
};

test('every fixture is listed', () => {
  const files = readdirSync(new URL('../../../fixtures/exporters/', import.meta.url));
  expect(files.filter((name) => /\.(?:csv|txt)$/.test(name)).sort()).toEqual(Object.keys(FIXTURES).sort());
});

test('every recogniser has a fixture and an id of its own', () => {
  const ids = RECOGNISERS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(Object.values(FIXTURES).map(({ id }) => id))).toEqual(new Set(ids));
});

describe('a file in the layout of a tool', () => {
  test.each(Object.entries(FIXTURES))('%s is recognised by its recogniser alone', (name, { id }) => {
    const { look } = lookAt(fixture(`exporters/${name}`));
    expect(RECOGNISERS.filter(({ recognise }) => recognise(look) !== null).map((recogniser) => recogniser.id)).toEqual([
      id,
    ]);
  });

  test.each(Object.entries(FIXTURES))('%s sets its format and what is known', (name, { id, label, format, preset }) => {
    expect(detectFormat(fixture(`exporters/${name}`))).toEqual({
      format: { ...PLAIN_FORMAT, ...format },
      recogniser: { id, label },
      preset,
      questions: [],
    });
  });

  test.each(Object.entries(FIXTURES))('%s is read with it', (name, { rows, numbers }) => {
    const source = fixture(`exporters/${name}`);
    const wanted = { numbers: numbers.map(([column]) => column), texts: [] };
    const table = readTable(source, detectFormat(source).format, wanted);
    expect(table.rowCount).toBe(rows);
    const ends = numbers.map(([column]) => {
      const values = table.numbers.get(column)!;
      return [column, ...[values[0]!, values.at(-1)!].map((value) => (Number.isNaN(value) ? null : value))];
    });
    expect(ends).toEqual(numbers);
  });
});

test.each([
  ['a title above other names', ['Swing', 't,x', '0,1', '1,2']],
  ['Tracker rows without a header', ['0.0\t0.1\t0.2', '0.1\t0.1\t0.2']],
  ['a table that only has names', ['t,x,y', '0,1,2', '1,2,3']],
  ['names with a colon', ['a: x,b: y', '0,1', '1,2']],
  ['a table of integers without names', ['1201,1221', '1202,1221']],
])('%s is a plain table', (_, lines) => {
  expect(detectFormat(sourceOf(...lines)).recogniser).toBeNull();
});
