/** A report of an identification with a value of every kind: a pendulum with friction, one degree of freedom. */
import type { IdentificationReport } from '../../core/identification/report.ts';

const grid = Float64Array.of(-1, -0.5, 0, 0.5, 1);
const curve = (value: (x: number) => number) => ({
  x: grid,
  value: grid.map(value),
  low: grid.map((x) => value(x) - 0.02),
  high: grid.map((x) => value(x) + 0.02),
});

export const exampleIdentification: IdentificationReport = {
  rows: 'whitened',
  isPositionsOnly: false,
  isNonlinearityShown: true,
  period: 6.28,
  samplesPerPeriod: 63,
  periods: 12.7,
  channels: ['theta', 'omega'],
  noise: [0.01, 0.012],
  noiseShare: [0.02, 0.025],
  knobs: [
    { id: 'noise', values: [0.01, 0.012], words: '0.010, 0.012', isGiven: false, reason: 'Found from the residual.' },
    { id: 'smoothing', values: [0.4], words: '0.4 s', isGiven: false, reason: 'Chosen by leaving samples out.' },
    { id: 'window', values: [3], words: '3 periods', isGiven: false, reason: 'Good on real data.' },
    { id: 'roughness', values: [0.25], words: '0.25', isGiven: true, reason: 'Set by you.' },
    { id: 'friction', values: [0.05], words: 'viscous', isGiven: false, reason: 'Found by test.' },
  ],
  decisions: [
    { id: 'friction', sentence: 'There is friction: |z| = 12 is above 4.', statistic: 12, threshold: 4 },
    { id: 'misfit', sentence: 'The residual is as large as the noise.', statistic: 0.98, threshold: 1.3 },
  ],
  ridge: { chosenBy: 'evidence', lambda: 1e-6, degreesOfFreedom: 14.2, rows: 1600, columns: 106 },
  misfit: { value: 0.98, grade: 'good', causes: [] },
  forces: [{ kind: 'viscous', axis: 0, label: 'Friction γ of theta', value: 0.05, error: 0.002, z: 32 }],
  laws: [{ law: 'viscous', z: 32, gain: 800, isTaken: true }],
  friction: 'viscous',
  massScan: null,
  samples: { read: 800, used: 800, outliers: 2 },
  identifiability: [
    { kind: 'known', words: 'H up to a constant, where data lie.' },
    { kind: 'assumed', words: 'Friction vanishes at p = 0.' },
    { kind: 'unknown', words: 'H where nothing was measured.' },
  ],
  verdicts: {
    forecast: { grade: 'good', sentence: 'Predictions stay within 2 % of the spread for about 20 s.' },
    identifiability: { grade: 'fair', sentence: 'H is known up to a constant where data lie.' },
  },
  physics: [
    {
      axis: 0,
      equilibrium: { value: 0.031, error: 0.002 },
      smallPeriod: { value: 6.28, error: 0.03 },
      potential: curve((x) => 1 - Math.cos(x)),
      force: curve(Math.sin),
      periodByAmplitude: curve((x) => 6.28 * (1 + x ** 2 / 16)),
      measuredPeriods: Float64Array.of(0.9, 6.6, 0.4, 6.34),
      sine: { stiffness: { value: 1.002, error: 0.004 }, angle: { value: 0.002, error: 0.001 }, residual: 0.007 },
      line: { stiffness: { value: 0.94, error: 0.02 }, residual: 0.08 },
      mass: { value: 1.003, error: 0.005 },
    },
  ],
  trust: {
    calibration: [
      { nominal: 0.5, observed: 0.52 },
      { nominal: 0.8, observed: 0.78 },
      { nominal: 0.9, observed: 0.88 },
    ],
    isCalibratedOnHeldOut: true,
    leaveOneOut: [
      { id: 'swing 1', afterOnePeriod: 0.011, afterThreePeriods: 0.03 },
      { id: 'swing 2', afterOnePeriod: 0.013, afterThreePeriods: null },
    ],
    horizon: { time: 45.2, periods: 7.2, isLowerBound: false, tolerance: 0.2 },
    holdOut: { afterOnePeriod: 0.012, afterThreePeriods: 0.031 },
    rivals: [
      { id: 'linear-oscillator', label: 'Linear oscillator', afterOnePeriod: 0.15, afterThreePeriods: 0.46 },
      { id: 'cubic-field', label: 'Cubic field', afterOnePeriod: 0.017, afterThreePeriods: null },
    ],
  },
};
