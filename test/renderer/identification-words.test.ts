import { describe, expect, it } from 'vitest';
import {
  bandAbsence,
  calibrationWords,
  distanceWords,
  energyChangeWords,
  estimateWords,
  forceUnit,
  horizonWords,
  misfitPlace,
  misfitZones,
  samplesWords,
} from '../../renderer/format/identification-words.ts';
import { THIN } from '../../renderer/format/numbers.ts';
import { lineFit, sineFit, singleSwings } from '../../renderer/format/physics-curves.ts';
import { unitsOf } from '../../renderer/state/run-units.ts';
import { exampleIdentification as report } from '../support/example-identification.ts';

const seen = (text: string): string => text.replaceAll(THIN, '_');
const { trust } = report;

describe('a number of an identification', () => {
  it('stands with its error and its unit', () => {
    expect(seen(estimateWords({ value: 1.9214, error: 0.031 }, 's'))).toBe('1.921 ± 0.031_s');
    expect(estimateWords({ value: 1.9214, error: null }, '')).toBe('1.92');
    expect(estimateWords(null, 's')).toBe('not shown by the data');
  });

  it('has a unit that follows from time for viscous friction alone', () => {
    expect([forceUnit({ kind: 'viscous' }, 's'), forceUnit({ kind: 'viscous' }, '')]).toEqual(['1/s', '']);
    expect(forceUnit({ kind: 'quadratic' }, 's')).toBe('');
  });

  it('that no motion was long enough for is called so', () => {
    expect([seen(distanceWords(0.031)), distanceWords(null)]).toEqual(['3.1_%', 'too short']);
  });
});

describe('the energy of an identified model', () => {
  const fedIn = { ...report, laws: [{ law: 'viscous', z: -12, gain: 90, isTaken: true }] } as const;
  const drive = { kind: 'harmonic', axis: 0, label: 'Drive', value: 1, error: 0.1, z: 13 } as const;

  it.each([
    ['falls by friction', report, 'it falls by friction'],
    ['grows where friction is negative', fedIn, 'it grows, since energy is fed in'],
    ['changes by known forces', { ...report, friction: null, forces: [drive] }, 'known forces change it'],
    ['changes by both', { ...report, forces: [...report.forces, drive] }, 'friction and known forces change it'],
    ['is kept without either', { ...report, friction: null, forces: [] }, ''],
    ['is kept by other methods', null, ''],
  ])('%s', (_, of, words) => {
    expect(energyChangeWords(of)).toBe(words);
  });
});

describe('bands', () => {
  it('that are missing are explained by the misfit, else by the data', () => {
    const noClaim = { misfit: { ...report.misfit, grade: 'no-claim' } } as const;
    expect(bandAbsence(noClaim, [{}])).toContain('does not describe these data');
    expect(bandAbsence(report, [{}])).toContain('no honest error');
    expect(bandAbsence(report, [{ band: {} }])).toBeNull();
    expect(bandAbsence(report, [])).toBeNull();
  });

  it('are called as narrow or as wide as their calibration is', () => {
    const at = (observed: number) => calibrationWords({ ...trust, calibration: [{ nominal: 0.9, observed }] })!;
    expect(at(0.88)).toContain('about what they promise');
    expect(at(0.7)).toContain('too narrow');
    expect(at(0.99)).toContain('wide: the result is surer');
    expect(calibrationWords({ ...trust, calibration: [] })).toBeNull();
  });

  it('that were tried on learned motions say so', () => {
    expect(calibrationWords({ ...trust, isCalibratedOnHeldOut: false })).toMatch(/Nothing was held out/);
    expect(calibrationWords(trust)).not.toMatch(/held out/);
  });
});

describe('the horizon of trust', () => {
  it('is told in time and in periods, as a lower bound where it is one', () => {
    const words = (isLowerBound: boolean) => seen(horizonWords({ ...trust.horizon!, isLowerBound }, 's', 'θ'));
    expect(words(false)).toBe('For about 45_s (7.2 periods) the 90_% band of θ stays narrower than 0.20.');
    expect(words(true)).toMatch(/^For at least 45_s/);
    expect(horizonWords(null, 's', 'θ')).toMatch(/not known/);
  });
});

describe('the misfit', () => {
  it('has its place on a logarithmic scale that ends at both sides', () => {
    expect(misfitPlace(0.01)).toBe(0);
    expect(misfitPlace(1e4)).toBe(1);
    // √(0.5 · 10) lies in the middle.
    expect(misfitPlace(Math.sqrt(5))).toBeCloseTo(0.5, 12);
  });

  it('has zones that begin at the limits of its grades and fill the scale', () => {
    const zones = misfitZones({ good: 1.3, fair: 1.5, claim: 5 });
    expect(zones.map(({ grade, from }) => [grade, from])).toEqual([
      ['good', 0.5],
      ['fair', 1.3],
      ['warning', 1.5],
      ['no-claim', 5],
    ]);
    expect(zones.map(({ left }) => left)).toEqual(zones.map(({ from }) => misfitPlace(from)));
    expect(zones.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1, 12);
  });
});

describe('what was learned from', () => {
  it('counts samples, bins and outliers', () => {
    expect(samplesWords(report)).toBe(
      '800 samples, 2 outliers left out; 13 periods, 63 samples in each; from positions and momenta',
    );
    expect(samplesWords({ ...report, samples: { read: 800, used: 200, outliers: 0 } })).toMatch(/averaged to 200;/);
  });
});

describe('curves of the physics', () => {
  it('draw a sine by its stiffness and angle, and a line of given slope through the middle', () => {
    const [{ sine, line, force }] = report.physics as [(typeof report.physics)[number]];
    const drawn = sineFit(Float64Array.of(0.002, 0.002 + Math.PI / 2), sine!);
    expect(drawn[0]).toBeCloseTo(0, 12);
    expect(drawn[1]).toBeCloseTo(1.002, 12);
    // The force is odd and its grid symmetric: the line passes through the origin.
    expect(lineFit(force, line!)[4]).toBeCloseTo(0.94, 12);
    const through = lineFit(force, { ...line!, angle: { value: 0.5, error: 0.1 } });
    expect(through[4]! - lineFit(force, line!)[4]!).toBeCloseTo(-0.94 * 0.5, 12);
  });

  it('put single swings in the order of their amplitudes', () => {
    const { times, values } = singleSwings(Float64Array.of(0.9, 6.6, 0.4, 6.34));
    expect([[...times], [...values]]).toEqual([
      [0.4, 0.9],
      [6.34, 6.6],
    ]);
  });
});

describe('units of a run', () => {
  it('are those after import, by the roles of the columns', () => {
    const column = { name: 'θ', unit: 'deg', toUnit: 'rad', role: 'q1' } as const;
    const facts = { isDerived: false, min: 0, max: 1, first: 0, last: 1, missing: 0, unreadable: 0 };
    expect(unitsOf({ timeUnit: 's', columns: [{ ...column, ...facts }] }, 2)).toEqual({ time: 's', q: ['rad', ''] });
  });
});
