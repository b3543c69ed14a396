import { describe, expect, it } from 'vitest';
import type { ImportWarning } from '../../renderer/state/contract-types.ts';
import {
  cellInWords,
  derivativeInWords,
  exactly,
  groupedWarnings,
  progressInWords,
  stepInWords,
} from '../../renderer/views/data/import-words.ts';

const trajectory = (min: number, max: number) => ({
  ...{ id: 'a', file: 'a.csv', rows: 3, start: 0, end: 1, endRowsNotFitted: 0, parameters: [], partOf: null },
  step: { min, median: min, max },
});

describe('words of the import', () => {
  it('call a time step even within a thousandth', () => {
    expect(stepInWords({ trajectories: [trajectory(0.02, 0.02001)], timeUnit: 's' })).toBe('0.0200\u202fs, even');
    expect(stepInWords({ trajectories: [trajectory(0.02, 0.05)], timeUnit: '' })).toBe('0.0200 … 0.0500');
  });

  it('show a number with every digit that was read', () => {
    expect(exactly(-0.147_226_973_610_904_42)).toBe('−0.14722697361090442');
    expect(exactly(-1e-7)).toBe('−1e−7');
  });

  it('say what was made of a cell', () => {
    const cell = { text: '-0,2562', range: [2, 9] as const, value: -0.2562 };
    expect(cellInWords(9, 'q', cell, 'rad')).toBe('Line 9, column q. -0,2562 read as −0.2562\u202frad');
    expect(cellInWords(9, 'q', { ...cell, text: 'n/a', value: null }, '')).toBe('Line 9, column q. n/a is no number');
  });

  it('say how a rate comes about', () => {
    const fact = { of: 'dq/dt', windowSamples: 9, windowTime: 0.2, polynomialOrder: 3, noise: 0.0123 };
    expect(derivativeInWords({ ...fact, method: 'savitzky-golay' }, 's')).toBe(
      'Savitzky–Golay of order 3 over 9 samples (0.200\u202fs), noise about 0.012',
    );
    expect(derivativeInWords({ ...fact, method: 'given' }, 's')).toBe('given in the file');
  });

  it('make no percentage up', () => {
    expect(progressInWords({ phase: 'reading', fraction: 0.25 })).toBe('Reading, 25\u202f%');
    expect(progressInWords({ phase: 'differentiating', fraction: null })).toBe('Estimating derivatives');
  });

  it('put warnings of one kind together, and notes apart', () => {
    const warning: ImportWarning = { code: 'rows-left-out', message: '2 rows', count: 2, isNote: false };
    const warnings = [
      warning,
      { ...warning, code: 'unit-mass', isNote: true },
      { ...warning, message: '3 rows', count: 3 },
    ];
    expect(groupedWarnings(warnings, false)).toMatchObject([{ code: 'rows-left-out', count: 5 }]);
    expect(groupedWarnings(warnings, true)).toMatchObject([{ code: 'unit-mass', count: 2 }]);
  });
});
