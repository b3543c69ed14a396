import { describe, expect, test } from 'vitest';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import { PLAIN_FORMAT } from '../../core/import/table-format.ts';
import type { TablePreview } from '../../core/import/table-preview.ts';
import { buildRecipe } from '../../cli/build-recipe.ts';
import { OptionValues } from '../../cli/command.ts';
import { chooseFormat } from '../../cli/import-options.ts';
import { exampleRecipe } from '../support/example-recipe.ts';

const proposal: ImportRecipe = {
  ...exampleRecipe,
  roles: { ...exampleRecipe.roles, q: [1], p: [2], dq: [3] },
  columns: [{ column: 1, unit: 'deg', toUnit: 'deg' }],
};

const preview: TablePreview = {
  ...{ file: 'swing.txt', bytes: 100, recogniser: null, recognisers: [], head: [], rawLines: [], lineCount: 9 },
  columns: ['t', 'phi', 'omega', 'rate', 'x', 'y'].map((name) => ({
    ...{ name, unit: name === 'phi' ? 'deg' : '', holds: 'numbers', share: 1 },
  })),
  ...{ decimalExample: null, proposal, questions: [] },
};

/** Options as they stand on the command line: `--name value`, or `--name` alone for a switch. */
function options(line: string): OptionValues {
  const words = [...line.matchAll(/--(\S+)(?: (?!--)(\S+))?/g)];
  return new OptionValues(new Map(words.map(([, name, value]) => [name!, value ?? 'yes'])));
}

const build = (line: string) => buildRecipe(options(line), preview, proposal);

describe('what is said about the format', () => {
  test('changes it, and nothing else', () => {
    const line =
      '--encoding windows-1252 --delimiter semicolon --decimal comma --thousands point --comment % --skip-lines 3 ' +
      '--header-rows 2 --units-row --end-marker END --missing -,n/a';
    expect(chooseFormat(options(line), PLAIN_FORMAT)).toEqual({
      ...PLAIN_FORMAT,
      ...{ encoding: 'windows-1252', delimiter: ';', decimal: ',', thousands: '.', comment: '%', skipLines: 3 },
      ...{ headerRows: 2, hasUnitsRow: true, endMarker: 'END', missingWords: ['-', 'n/a'] },
    });
    expect(chooseFormat(options(''), PLAIN_FORMAT)).toEqual(PLAIN_FORMAT);
  });

  test('blanks count as one, and a table without names has no units either', () => {
    expect(chooseFormat(options('--delimiter blank'), PLAIN_FORMAT)).toMatchObject({ collapse: true });
    const named = { ...PLAIN_FORMAT, hasUnitsRow: true, isHeaderInComment: true };
    expect(chooseFormat(options('--no-header'), named)).toMatchObject({
      ...{ headerRows: 0, hasUnitsRow: false, isHeaderInComment: false },
    });
    expect(chooseFormat(options('--comment none'), { ...PLAIN_FORMAT, comment: '#' })).toMatchObject({ comment: '' });
  });
});

describe('what is said about columns', () => {
  test('nothing leaves the proposal as it is', () => {
    expect(build('')).toEqual({ ...proposal, masses: [1] });
  });

  test('another q leaves what went with the proposed one behind', () => {
    expect(build('--q x,y').roles).toMatchObject({ q: [4, 5], p: [], dq: [] });
    expect(build('--q phi').roles).toMatchObject({ q: [1], p: [2], dq: [3] });
    expect(build('--dq none --run y --parameter x').roles).toMatchObject({ q: [1], dq: [], run: 5, parameters: [4] });
  });

  test('known inputs are named, in that order, instead of the proposed ones; a column named for something else is none', () => {
    const driven = { ...proposal, roles: { ...proposal.roles, inputs: [5] } };
    const buildDriven = (line: string) => buildRecipe(options(line), preview, driven);
    expect(build('--input y,x').roles.inputs).toEqual([5, 4]);
    expect(buildDriven('').roles.inputs).toEqual([5]);
    expect(buildDriven('--input none').roles.inputs).toEqual([]);
    expect(buildDriven('--q y').roles).toMatchObject({ q: [5], inputs: [] });
    expect(buildDriven('--log y').roles.inputs).toEqual([6]);
  });

  test('masses belong to momenta that were not measured, one for all or one each', () => {
    expect(build('--p none --mass 2.5')).toMatchObject({ roles: { p: [] }, masses: [2.5] });
    expect(build('--q x,y --mass 2')).toMatchObject({ masses: [2, 2] });
    expect(build('--q x,y --mass 2,3')).toMatchObject({ masses: [2, 3] });
    expect(() => build('--mass 2')).toThrow('--mass belongs to --p none');
  });

  test('time is a column, a step or a frame', () => {
    expect(build('--time x --time-reading julian-date').time).toEqual({
      ...{ kind: 'column', column: 4, reading: 'julian-date' },
    });
    expect(build('--step 0.1 --time-unit ms').time).toEqual({ kind: 'step', step: 0.1, unit: 'ms' });
    expect(build('--frame x --rate 25').time).toEqual({ kind: 'frame', column: 4, rate: 25 });
  });

  test('units are named and converted', () => {
    expect(build('--time-unit ms --convert phi:rad,x:cm>m').columns).toEqual([
      { column: 0, unit: 'ms', toUnit: 'ms' },
      { column: 1, unit: 'deg', toUnit: 'rad' },
      { column: 4, unit: 'cm', toUnit: 'm' },
    ]);
  });

  test('logarithms stand in for their columns wherever those are named', () => {
    expect(build('--q x --p y --log x,y --flip x')).toMatchObject({
      derived: [
        { kind: 'logarithm', name: 'ln x', of: 4 },
        { kind: 'logarithm', name: 'ln y', of: 5 },
      ],
      roles: { q: [6], p: [7] },
      steps: [{ kind: 'flip', columns: [6] }],
    });
  });

  test('an angle is the position unless another is named', () => {
    const angle = { kind: 'polar-angle', name: 'angle', x: 4, y: 5, origin: [0, 0], zero: 'down' };
    expect(build('--polar x,y,down')).toMatchObject({ derived: [angle], roles: { q: [6], p: [], dq: [] } });
    expect(build('--polar x,y --q angle --unwrap angle')).toMatchObject({
      derived: [{ ...angle, zero: 'right' }],
      ...{ roles: { q: [6] }, steps: [{ kind: 'unwrap', columns: [6] }] },
    });
  });
});

test('an order of day and month is kept with the time, and answers the question', () => {
  expect(build('--time x --time-reading date --date-order month-first')).toMatchObject({
    time: { kind: 'column', column: 4, reading: 'date', dateOrder: 'month-first' },
    answered: ['date-order'],
  });
});

test('what is done to rows, trajectories and derivatives', () => {
  const line =
    '--unwrap phi --offset phi:mean,omega:0.5 --flip phi --window 0.2: --drop-ends 3 --resample 0.01 --bad-rows cut ' +
    '--repeated mean --gap never --blank-lines --derivative savitzky-golay --derivative-window 0.3 --decimal comma';
  expect(build(line)).toMatchObject({
    steps: [
      { kind: 'unwrap', isOn: true, columns: [1] },
      { kind: 'offset', isOn: true, column: 1, by: 'mean' },
      { kind: 'offset', isOn: true, column: 2, by: 0.5 },
      { kind: 'flip', isOn: true, columns: [1] },
      { kind: 'window', isOn: true, from: 0.2, to: null },
      { kind: 'drop-ends', isOn: true, rows: 3 },
      { kind: 'resample', isOn: true, step: 0.01 },
    ],
    rows: { bad: 'cut', repeated: 'mean' },
    trajectories: { atGap: null, atBlankLine: true },
    derivative: { method: 'savitzky-golay', window: 0.3 },
    answered: ['decimal-mark'],
  });
});

test.each([
  ['--window 3', '--window needs two times with a colon between'],
  ['--window 3:x', '--window needs two times with a colon between'],
  ['--time t --step 0.1', '--time and --step exclude each other.'],
  ['--frame x', '--frame and --rate belong together.'],
  ['--offset phi', '--offset needs a column and a colon'],
  ['--offset phi:x', '--offset needs a number or mean after phi:'],
  ['--answer date-order', "--answer is one of decimal-mark, not 'date-order'."],
  ['--date-order yes', "--date-order is one of day-first, month-first, not 'yes'."],
  ['--convert x:m', "The unit of 'x' is not known: write --convert x:FROM>m."],
  ['--polar x', '--polar names two columns'],
  ['--gap 1', '--gap needs a number above 1'],
  ['--derivative magic', '--derivative is one of auto, central'],
  ['--q psi', "swing.txt has no column 'psi'. Did you mean 'phi'?"],
])('%s is refused', (line, message) => {
  expect(() => build(line)).toThrow(message);
});
