import { expect, test } from 'vitest';
import { importTables, type ImportRecipe } from '../../../../core/import/index.ts';
import { fileOf } from '../read/read-fixture.ts';
import { refusalOf, swing, table, TQP } from './tables.ts';

const WITH_UNITS: ImportRecipe = { ...TQP, format: { ...TQP.format, hasUnitsRow: true } };

/** A file whose second line tells the units. */
function inUnits(name: string, units: string) {
  return { ...fileOf(table([units, ...swing(20)])), name };
}

test('files whose units differ are not read together, even when their names are the same', () => {
  const refusal = refusalOf(() =>
    importTables([inUnits('r.csv', 's,m,m/s'), inUnits('r.csv', 's,ft,ft/s')], WITH_UNITS),
  );
  expect(refusal.code).toBe('bad-table');
  expect(refusal.message).toBe("Column 2, 'q', of r.csv is in 'ft' but column 2, 'q', of r.csv is in 'm'.");
  const named = (unit: string) => ({ ...fileOf(table(swing(20), `t,q (${unit}),p`)), name: `${unit}.csv` });
  expect(refusalOf(() => importTables([named('m'), named('ft')], TQP)).message).toBe(
    "Column 2, 'q (ft)', of ft.csv is in 'ft' but column 2, 'q (m)', of m.csv is in 'm'.",
  );
});

test('tables side by side whose units differ are not read together either', () => {
  const lines = swing(12).map((line) => `${line},${line}`);
  const text = table(lines, 't,q (m),p,t 2,q 2 (ft),p 2');
  const sideBySide = [
    [0, 1, 2],
    [3, 4, 5],
  ];
  const recipe = { ...TQP, trajectories: { ...TQP.trajectories, sideBySide } };
  expect(refusalOf(() => importTables([{ ...fileOf(text), name: 'a.csv' }], recipe)).message).toBe(
    "Column 5, 'q 2 (ft)', of a.csv is in 'ft' but column 2, 'q (m)', of a.csv is in 'm'.",
  );
});

test('units that are written in two ways are the same', () => {
  const files = [inUnits('a.csv', 's,m,m/s'), inUnits('b.csv', '[s],(m),m/s')];
  expect(importTables(files, WITH_UNITS).dataset.trajectories).toHaveLength(2);
});

test('values of another size are told of for files of the same name', () => {
  const small = swing(20).map((line) => line.replaceAll(/(?<=,)([^,]+)/g, (cell) => String(Number(cell) / 1000)));
  const files = [swing(20), small].map((lines) => ({ ...fileOf(table(lines)), name: 'r.csv' }));
  const codes = importTables(files, TQP).report.warnings.map(({ code, column }) => `${code} ${column}`);
  expect(codes).toContain('files-differ q');
});
