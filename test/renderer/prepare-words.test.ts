import { describe, expect, it } from 'vitest';
import { REASONS } from '../../core/import/tracks/reasons.ts';
import { THIN } from '../../renderer/format/numbers.ts';
import { samplingWords } from '../../renderer/format/sampling.ts';
import { LEFT_OUT_REASONS, stepEffect } from '../../renderer/format/step-effects.ts';
import { plusMinus, typeset } from '../../renderer/format/typeset.ts';
import type { ImportReport, PrepareStep } from '../../renderer/state/contract-types.ts';
import { axisOf, coordinateNames, nearest } from '../../renderer/state/prepare-choice.ts';

const plain = (text: string) => text.replaceAll(THIN, ' ');

describe('how samples follow each other', () => {
  it.each([
    ['a clock', { min: 0.05, median: 0.05, max: 0.05 }, [], '0.05 s, even; no gaps'],
    ['jitter', { min: 0.049, median: 0.05, max: 0.0505 }, [], '0.05 s, even to 2 %; no gaps'],
    ['a long step without gaps', { min: 0.02, median: 0.05, max: 0.07 }, [], '0.05 s, uneven; no gaps'],
  ])('%s', (_, steps, bins, words) => {
    expect(plain(samplingWords(steps, bins, 's'))).toBe(words);
  });

  it('counts gaps from the histogram, and says how even the others are', () => {
    const bins = [
      { from: 0.049, to: 0.051, count: 900 },
      { from: 0.2, to: 0.21, count: 2 },
      { from: 0.9, to: 1, count: 1 },
    ];
    expect(plain(samplingWords({ min: 0.0495, median: 0.05, max: 0.95 }, bins, 's'))).toBe(
      '0.05 s, even to 2 %; 3 gaps',
    );
  });

  it('does not speak of the step of a single sample', () => {
    expect(samplingWords({ min: 0, median: 0, max: 0 }, [], 's')).toBe('a single sample has no step');
  });
});

describe('what a step did', () => {
  const flip: PrepareStep = { isOn: true, kind: 'flip', columns: [1] };
  const window: PrepareStep = { isOn: true, kind: 'window', from: 0, to: 1 };
  const reportOf = (steps: readonly PrepareStep[], part: Partial<ImportReport>) =>
    // Only these fields are read.
    ({ changes: [], refusalGroups: [], ...part, recipe: { steps } }) as unknown as ImportReport;
  const group = { reason: REASONS.window, count: 12, file: 'a.csv', firstLine: 3 };
  const change = { by: 'flip', column: 'q', count: 800, detail: '× −1' };

  it('is counted by the reasons that the importer gives', () => {
    expect(LEFT_OUT_REASONS).toEqual({
      window: REASONS.window,
      'drop-ends': REASONS.ends,
      outliers: REASONS.outlier,
    });
  });

  it('is said in rows or in values', () => {
    expect(stepEffect(window, reportOf([window], { refusalGroups: [group] }))).toBe('Left out 12 rows.');
    expect(stepEffect(flip, reportOf([flip], { changes: [change] }))).toBe('Changed 800 values: × −1.');
    expect(stepEffect(window, reportOf([window], {}))).toBe('Left out no row.');
    expect(stepEffect(flip, reportOf([flip], {}))).toBe('Changed no value.');
  });

  it('is not told apart among steps of one kind', () => {
    expect(stepEffect(window, reportOf([window, window], { refusalGroups: [group] }))).toBe(
      'Left out 12 rows, all steps of this kind together.',
    );
  });

  it('is unknown for a step that was not done', () => {
    expect(stepEffect(window, reportOf([{ ...window, isOn: false }], { refusalGroups: [group] }))).toBe('');
  });
});

describe('numbers in sentences of the service', () => {
  it.each([
    ['The energy falls (-0.21 ± 0.04 % per period).', 'The energy falls (−0.21 ± 0.04 % per period).'],
    ['chance of such a line in noise: below 1e-12.', 'chance of such a line in noise: below 10⁻¹².'],
    ['about 4.1e-7 % of the variation', 'about 4.1·10⁻⁷ % of the variation'],
    ['Savitzky-Golay with q-2 and 7 rows.', 'Savitzky-Golay with q-2 and 7 rows.'],
  ])('%s', (sentence, shown) => {
    expect(typeset(sentence)).toBe(shown);
  });

  it.each([
    [-0.00213, 0.00041, '−0.00213 ± 0.00041'],
    [12.34, 2.6, '12.3 ± 2.6'],
    [1234, 56, '1234 ± 56'],
    [0.5, 0, '0.500 ± 0'],
    [2e-9, 3.4e-10, '2·10⁻⁹ ± 3.4·10⁻¹⁰'],
  ])('%d ± %d', (value, error, shown) => {
    expect(plusMinus(value, error)).toBe(shown);
  });
});

describe('what is looked at', () => {
  it('is one coordinate of the state, q before p', () => {
    expect(coordinateNames({ q: ['x', 'y'], p: ['px', 'py'], time: 't' })).toEqual([
      { column: 'q1', label: 'x' },
      { column: 'q2', label: 'y' },
      { column: 'p1', label: 'px' },
      { column: 'p2', label: 'py' },
    ]);
    expect(axisOf('p2')).toBe(1);
  });

  it('is at the sample nearest to the cursor', () => {
    const times = Float64Array.of(0, 1, 4);
    expect([-9, 0.4, 0.6, 2.4, 2.6, 99].map((time) => nearest(times, time))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(nearest(new Float64Array(), 1)).toBeNull();
  });
});
