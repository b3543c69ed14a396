import { expect, test } from 'vitest';
import { describeEstimate, describeIdentification } from '../../cli/describe-identification.ts';
import { exampleIdentification } from '../support/example-identification.ts';

const units = { time: 's', of: (channel: string) => (channel.startsWith('p') ? 'rad/s' : 'rad') };

test.each([
  [0.09987, 0.0003, '0.0999 ± 0.0003'],
  [1739.4, 5.7, '1739 ± 6'],
  [-0.327, 0.16, '−0.33 ± 0.16'],
  [39840, 3200, '40000 ± 3000'],
  [1e-9, 2e-10, '1·10⁻⁹ ± 2·10⁻¹⁰'],
  [2.5, null, '2.5'],
])('%d with the error %d is %s', (value, error, text) => {
  expect(describeEstimate({ value, error })).toBe(text);
});

test('forces name their coordinate and unit, and no second figure beside ±', () => {
  const force = { kind: 'viscous', axis: 0, label: 'γ, friction −γ p', value: 0.09987, error: 0.0003, z: 430 } as const;
  const report = { ...exampleIdentification, forces: [force] };
  const lines = new Map(describeIdentification(report, units));
  expect(lines.get('Forces')).toEqual(['γ of theta: (0.0999 ± 0.0003) 1/s']);
});

test('a sentence of a verdict has a line of its own, and what is told elsewhere is left out', () => {
  const { forecast, identifiability } = exampleIdentification.verdicts;
  const report = {
    ...exampleIdentification,
    decisions: [{ id: 'inputs', sentence: 'Said before.', statistic: null, threshold: null } as const],
    verdicts: { forecast: { ...forecast, sentence: 'It holds 2.5 s. It was one test.' }, identifiability },
  };
  const lines = new Map(describeIdentification(report, units, ['Said before.']));
  expect(lines.get('Verdicts')!.slice(0, 2)).toEqual(['forecasts: good. It holds 2.5 s.', '  It was one test.']);
  expect(lines.get('Tests')).toEqual([]);
});

test('one period is one period, and settings have units', () => {
  const window = { id: 'window', values: [1], words: '', isGiven: true, reason: '' } as const;
  const noise = { id: 'noise', values: [0.01], words: '', isGiven: false, reason: '' } as const;
  const report = {
    ...exampleIdentification,
    ...{ knobs: [noise, window], period: 2, channels: ['q'], noiseShare: [4e-6] },
  };
  expect(new Map(describeIdentification(report, units)).get('Settings')).toEqual([
    'noise: q 0.01 rad (less than 0.001\u2009% of its spread)',
    'window: 1 period (2 s) (given)',
  ]);
});
