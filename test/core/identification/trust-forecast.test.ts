import { describe, expect, it } from 'vitest';
import { judgeForecast } from '../../../core/identification/trust/forecast-verdict.ts';
import type { ForecastEvidence } from '../../../core/identification/trust/forecast-verdict.ts';
import { smallLeftover } from '../../../core/identification/trust/leftover.ts';
import type { LeftoverTest } from '../../../core/identification/trust/leftover.ts';
import { oneEnergyOf } from '../../../core/identification/trust/one-energy.ts';
import type { Grade, TrustFacts } from '../../../core/identification/report.ts';

const TRUST: TrustFacts = {
  calibration: [{ nominal: 0.9, observed: 0.91 }],
  isCalibratedOnHeldOut: true,
  leaveOneOut: [],
  horizon: { time: 60, periods: 12, isLowerBound: false, tolerance: 0.2 },
  holdOut: { afterOnePeriod: 0.02, afterThreePeriods: 0.03 },
  rivals: [
    { id: 'linear-oscillator', label: 'Linear oscillator', afterOnePeriod: 0.1, afterThreePeriods: 0.4 },
    { id: 'cubic-field', label: 'Cubic polynomial field', afterOnePeriod: 0.03, afterThreePeriods: 0.1 },
  ],
};

/** A measurement about which nothing is in doubt. */
const FINE: ForecastEvidence = {
  misfit: { value: 1, grade: 'good', causes: [] },
  ridge: { rows: 900, degreesOfFreedom: 12 },
  leftover: null,
  noiseShare: 0.01,
  trust: TRUST,
  heldOutMotions: 5,
  outside: 0,
  isContinuation: false,
  preTest: { verdict: 'conservative', sentence: 'The motion is consistent with no friction.' },
  friction: null,
  isFrictionSure: false,
  isNonlinearityShown: true,
  hasDrive: false,
  isEnergyFedIn: false,
  oneEnergy: null,
};

const ONE_ENERGY = oneEnergyOf({ energySpread: 0, isPositionsOnly: true, dof: 1, hasDrive: false, forces: [] });
const FAIR = { value: 1.4, grade: 'fair', causes: [] } as const;
const DRIVEN = { verdict: 'driven', sentence: 'The motion looks driven, at 0.2 cycles per unit of time.' } as const;

describe('the verdict on forecasts', () => {
  it('of clean evidence is its numbers and nothing else', () => {
    expect(judgeForecast(FINE)).toEqual({
      grade: 'good',
      sentence:
        'Over three periods of held-out motions, predicted q is off by 3\u2009% of the spread of q (over one period by 2\u2009% of it); the noise alone is 1\u2009%. The 90\u2009% band outgrows the tolerance after 12 periods.',
    });
  });

  it.each<[string, Partial<ForecastEvidence>, string, RegExp]>([
    ['a fair error', { trust: errors(0.2) }, 'fair', /off by 20/],
    ['a poor error', { trust: errors(0.5) }, 'poor', /off by 50/],
    ['an error as large as q itself', { trust: errors(20) }, 'none', /^Nothing is claimed.*off by 20 times the spread/],
    ['an error that is mostly noise', { trust: errors(0.2), noiseShare: 0.18 }, 'good', /noise alone is 18/],
    ['motions shorter than a period', { trust: errors(null) }, 'poor', /no prediction could be tested/],
    ['nothing held out', { heldOutMotions: 0 }, 'fair', /motions it was fitted to.*nothing sure about new motions/],
    ['one held-out motion', { heldOutMotions: 1 }, 'good', /a single test/],
    ['parts that continue', { isContinuation: true }, 'good', /no independent test/],
    [
      'a misfit',
      { misfit: { value: 3, grade: 'warning', causes: ['another friction'] } },
      'fair',
      /3 times the variance of the noise over, so something is missing. Perhaps: another friction\./,
    ],
    [
      'a misfit above 5',
      { misfit: { value: 12, grade: 'no-claim', causes: [] } },
      'none',
      /^Nothing is claimed.*12 times.*one H does not describe these data/,
    ],
    [
      'a misfit of precise data',
      {
        misfit: { value: 58, grade: 'no-claim', causes: ['a drive', 'another friction', 'noise'] },
        leftover: { share: 0.002, cap: 'fair' },
      },
      'fair',
      /leaves 58 times the variance of the noise over: it does not describe everything these precise data show, but what is left is 0\.2\s% of the spread of q\. Perhaps: a drive; or another friction\./,
    ],
    [
      'a misfit of precise data, hardly tested',
      { misfit: { value: 500, grade: 'no-claim', causes: [] }, leftover: { share: 0.002, cap: 'poor' } },
      'poor',
      /500 times the variance/,
    ],
    [
      'a small misfit that is no chance',
      { misfit: FAIR },
      'good',
      /1\.4 times.*more than chance: something is missing\./,
    ],
    [
      'a small misfit of few rows',
      { misfit: FAIR, ridge: { rows: 60, degreesOfFreedom: 10 } },
      'good',
      /1\.4 times.*which may be chance\./,
    ],
    ['an unknown drive', { preTest: DRIVEN }, 'poor', /looks driven.*its H may not be that of the system/],
    ['energy fed in', { isEnergyFedIn: true }, 'poor', /energy fed in/],
    ['one energy', { oneEnergy: ONE_ENERGY }, 'fair', /Only motions of one energy were learned from; a steady drive/],
    ['friction that the fit misses', { preTest: { verdict: 'damped', sentence: '' } }, 'fair', /model has no friction/],
    [
      'friction that only the fit sees',
      { friction: 'viscous', isFrictionSure: true },
      'good',
      /found no friction; the fit.*did/,
    ],
    ['no posterior', { trust: { ...TRUST, horizon: null } }, 'fair', /No band can be given/],
    ['a short horizon', { trust: horizon(2, false) }, 'fair', /after 2 periods/],
    ['no horizon', { trust: horizon(0.5, false) }, 'poor', /after 0.5 periods/],
    ['a horizon beyond what was looked at', { trust: horizon(30, true) }, 'good', /for at least 30 periods/],
    ['narrow bands', { trust: coverage(0.6) }, 'fair', /too narrow: those for 90\s% hold 60\s% of the held-out values/],
    ['far too narrow bands', { trust: coverage(0.4) }, 'poor', /too narrow/],
    [
      'narrow bands on two motions',
      { trust: coverage(0.6), heldOutMotions: 2 },
      'good',
      /may be too narrow.*few motions/,
    ],
    ['wrong bands on two motions', { trust: coverage(0.2), heldOutMotions: 2 }, 'poor', /are too narrow.*hold 20/],
    [
      'narrow bands below half on two motions',
      { trust: coverage(0.4), heldOutMotions: 2 },
      'fair',
      /may be too narrow/,
    ],
    [
      'a held-out motion elsewhere',
      { outside: 0.3, heldOutMotions: 1 },
      'good',
      /held-out motion goes where nothing was learned from, for 30/,
    ],
    [
      'a linear rival as good',
      { trust: rival('linear-oscillator', 0.033), isNonlinearityShown: false },
      'good',
      /A linear oscillator predicts these data as well \(3.3\s%\): the nonlinearity of H is not shown by them\./,
    ],
    [
      'a linear rival as good, and a nonlinear fit',
      { trust: rival('linear-oscillator', 0.033) },
      'good',
      /is not shown by these predictions\./,
    ],
    [
      'a cubic rival as good',
      { trust: rival('cubic-field', 0.03) },
      'good',
      /that the motion follows from an H is not shown/,
    ],
    [
      'a cubic rival as good on parts that continue',
      { trust: rival('cubic-field', 0.03), isContinuation: true },
      'fair',
      /that the motion follows from an H is not shown/,
    ],
    [
      'a rival that is better',
      { trust: rival('linear-oscillator', 0.01) },
      'fair',
      /A linear oscillator predicts these data better/,
    ],
  ])('says so: %s', (_, change, grade, words) => {
    const verdict = judgeForecast({ ...FINE, ...change });
    expect(verdict.grade).toBe(grade);
    expect(verdict.sentence).toMatch(words);
  });

  it('does not hold a drive against a model that knows it', () => {
    expect(judgeForecast({ ...FINE, preTest: DRIVEN, hasDrive: true }).sentence).toBe(judgeForecast(FINE).sentence);
  });

  it.each<[string, Partial<ForecastEvidence>]>([
    ['that is not sure', { friction: 'viscous' }],
    ['beside energy fed in', { friction: 'viscous', isFrictionSure: true, isEnergyFedIn: true }],
  ])('does not say that the fit found friction %s', (_, change) => {
    expect(judgeForecast({ ...FINE, ...change }).sentence).not.toMatch(/found no friction/);
  });

  it('names no rival that is useless itself', () => {
    const trust = { ...errors(3), rivals: rival('cubic-field', 2).rivals };
    expect(judgeForecast({ ...FINE, trust }).sentence).not.toMatch(/cubic/);
  });
});

function errors(value: number | null): TrustFacts {
  const holdOut = { afterOnePeriod: value, afterThreePeriods: value };
  return { ...TRUST, holdOut, rivals: [] };
}

function horizon(periods: number, isLowerBound: boolean): TrustFacts {
  return { ...TRUST, horizon: { time: periods, periods, isLowerBound, tolerance: 0.1 } };
}

function coverage(observed: number): TrustFacts {
  return { ...TRUST, calibration: [{ nominal: 0.9, observed }] };
}

function rival(id: TrustFacts['rivals'][number]['id'], error: number): TrustFacts {
  return { ...TRUST, rivals: [{ id, label: '', afterOnePeriod: error, afterThreePeriods: error }] };
}

describe('what a model leaves over', () => {
  const misfit = { value: 100, grade: 'no-claim', causes: [] } as const;
  const tested = {
    ...{ noise: 0.0005, heldOutMotions: 2, heldOutStretches: 2, isContinuation: false },
    holdOut: { afterOnePeriod: 0.5, afterThreePeriods: 0.02 },
  };

  it('hardly matters when √s² · noise is small and held-out motions are predicted', () => {
    expect(smallLeftover(misfit, tested)?.share).toBeCloseTo(0.005, 14);
  });

  it.each<[string, Parameters<typeof smallLeftover>]>([
    ['with a claim', [{ ...misfit, grade: 'warning' }, tested]],
    ['above 1 % of the spread', [{ ...misfit, value: 401 }, tested]],
    ['with nothing held out', [misfit, { ...tested, heldOutMotions: 0 }]],
    ['with errors above 2 %', [misfit, { ...tested, holdOut: { afterOnePeriod: 0.01, afterThreePeriods: 0.021 } }]],
    ['without a prediction', [misfit, { ...tested, holdOut: { afterOnePeriod: null, afterThreePeriods: null } }]],
  ])('is not looked at, or matters: %s', (_, [how, test]) => {
    expect(smallLeftover(how, test)).toBeNull();
  });

  const precise = { afterOnePeriod: 0.005, afterThreePeriods: 0.01 };
  it.each<[string, number, Partial<LeftoverTest>, Grade]>([
    ['s² up to 100', 100, {}, 'fair'],
    ['s² above, errors of 2 %', 101, {}, 'poor'],
    ['s² above, errors of 1 % on two motions', 101, { holdOut: precise }, 'fair'],
    ['s² above, errors of 1 % on one motion', 101, { holdOut: precise, heldOutMotions: 1 }, 'poor'],
    ['s² above, errors of 1 % on two that continue', 101, { holdOut: precise, isContinuation: true }, 'poor'],
    [
      's² above, errors of 1 % on three stretches',
      101,
      { holdOut: precise, heldOutMotions: 1, heldOutStretches: 3 },
      'fair',
    ],
  ])('limits forecasts: %s', (_, value, change, cap) => {
    expect(smallLeftover({ ...misfit, value }, { ...tested, ...change })?.cap).toBe(cap);
  });
});
