import { describe, expect, it } from 'vitest';
import { describeIdentifiability } from '../../../core/identification/trust/identifiability.ts';
import type { ForceEstimate, Grade } from '../../../core/identification/report.ts';
import type { IdentifiabilityEvidence } from '../../../core/identification/trust/card-line.ts';
import { oneEnergyOf } from '../../../core/identification/trust/one-energy.ts';
import type { EnergyEvidence, OneEnergy } from '../../../core/identification/trust/one-energy.ts';

/** One degree of freedom measured with its momentum, over many energies. */
const STATES: IdentifiabilityEvidence = {
  facts: {
    isPositionsOnly: false,
    periods: 20,
    samplesPerPeriod: 40,
    misfit: { value: 1, grade: 'good', causes: [] },
    ridge: { chosenBy: 'evidence', lambda: 1, degreesOfFreedom: 12.3, rows: 900, columns: 105 },
    friction: null,
    massScan: null,
    channels: ['x', 'p'],
    decisions: [],
    forces: [],
  },
  model: {
    dof: 1,
    width: 100,
    masses: null,
    inputs: [{ kind: 'scaled', coordinate: 0, centre: 0, scale: 1 }],
    forces: [],
  },
  areMassesGiven: false,
  physics: [{ axis: 0, mass: { value: 2, error: 0.01 } }],
  ranges: [
    [-1.5, 1.5],
    [-2, 2],
  ],
  oneEnergy: null,
  preTest: { verdict: 'conservative' },
  leftover: null,
  heldInBands: 0.9,
  isForecastGood: false,
  isNoiseGiven: false,
  hasDrive: false,
};

/** One degree of freedom of which only positions were measured. */
const POSITIONS: IdentifiabilityEvidence = {
  ...STATES,
  facts: { ...STATES.facts, isPositionsOnly: true, channels: ['x'] },
  model: { ...STATES.model, masses: [1] },
  ranges: [[-1.5, 1.5]],
};

const TWO_POSITIONS: IdentifiabilityEvidence = {
  ...POSITIONS,
  facts: { ...POSITIONS.facts, channels: ['x', 'y'] },
  model: { ...POSITIONS.model, dof: 2, masses: [1, 1] },
  ranges: [
    [-1, 1],
    [-1, 1],
  ],
};

const SCAN = { axis: 1, ratios: Float64Array.of(1, 2, 4), curve: Float64Array.of(9, 0, 8), best: null };

describe('the card', () => {
  it('of states says what is known, assumed and unknown', () => {
    const { card, verdict } = describeIdentifiability(STATES);
    expect(card).toEqual([
      { kind: 'known', words: 'H is known up to a constant.' },
      { kind: 'assumed', words: 'The momenta are taken as canonical, which the data alone do not prove.' },
      { kind: 'unknown', words: 'A constant force cannot be told from a slope of V: it is part of V here.' },
      {
        kind: 'unknown',
        words: 'Beyond the covered region (x from −1.5 to 1.5, p from −2 to 2) everything is extrapolation.',
      },
      {
        kind: 'assumed',
        words:
          'The data determine about 12 of 105 coefficients; beyond that, H is taken to be as smooth as they allow.',
      },
    ]);
    expect(verdict).toEqual({ grade: 'good', sentence: 'The data determine H where the data are, up to a constant.' });
  });

  it.each<[string, IdentifiabilityEvidence, string, string, RegExp]>([
    ['positions without a mass', POSITIONS, 'fair', 'known', /^V per unit mass is known/],
    ['positions without a mass: the anchor', POSITIONS, 'fair', 'unknown', /give the mass m to get V in joules/],
    ['positions: T', POSITIONS, 'fair', 'assumed', /T = p²\/\(2m\) with a constant mass is assumed/],
    ['positions: a mass that depends on q', POSITIONS, 'fair', 'unknown', /depends on q.*momenta as columns/],
    [
      'positions with a mass',
      { ...POSITIONS, areMassesGiven: true, model: { ...POSITIONS.model, masses: [0.2] } },
      'good',
      'known',
      /with the given mass m = 0.2/,
    ],
    ['two masses that were not looked for', TWO_POSITIONS, 'fair', 'assumed', /taken as 1, 1.*only if V couples/],
    ['a mass ratio that was found', scanned({ value: 2, error: 0.01 }), 'fair', 'known', /is 2 ± 0.016: V couples/],
    ['a mass ratio that was not found', scanned(null), 'poor', 'unknown', /cannot be known.*does not couple/],
    [
      'velocities in place of momenta',
      { ...STATES, physics: [{ axis: 0, mass: { value: 1.05, error: 0.01 } }] },
      'good',
      'known',
      /H is the energy per unit mass/,
    ],
    ['one energy', { ...STATES, oneEnergy: ofOneEnergy() }, 'poor', 'unknown', /near one energy.*other amplitudes/],
    [
      'one energy of positions',
      { ...POSITIONS, oneEnergy: ofOneEnergy({ isPositionsOnly: true }) },
      'poor',
      'unknown',
      /one energy; a steady drive or a limit cycle can look the same\. Add/,
    ],
    ['an unknown drive', { ...STATES, preTest: { verdict: 'driven' } }, 'none', 'unknown', /may have been taken for H/],
    [
      'friction per momentum',
      { ...STATES, facts: { ...STATES.facts, friction: 'viscous' } },
      'good',
      'known',
      /vanishes at p = 0.*per momentum p/,
    ],
    [
      'friction per velocity',
      { ...POSITIONS, facts: { ...POSITIONS.facts, friction: 'viscous' } },
      'fair',
      'known',
      /per velocity and per unit mass/,
    ],
    ['energy fed in', fedIn(), 'poor', 'unknown', /Energy is fed in/],
    ['few periods', { ...STATES, facts: { ...STATES.facts, periods: 1.4 } }, 'fair', 'unknown', /Only 1.4 periods/],
    ['noise that is too large', misfit(0.4, 'good'), 'fair', 'unknown', /noise found is an upper bound/],
    ['noise of coarse samples', coarse(misfit(0.85, 'good')), 'fair', 'unknown', /noise found is an upper bound/],
    [
      'noise that is too large, and good predictions',
      { ...misfit(0.4, 'good'), isForecastGood: true },
      'good',
      'unknown',
      /noise found is an upper bound/,
    ],
    [
      'given noise',
      { ...misfit(0.4, 'good'), isNoiseGiven: true },
      'fair',
      'unknown',
      /noise that was given is larger/,
    ],
    ['a small misfit', misfit(1.4, 'fair'), 'fair', 'unknown', /1\.4 times the variance.*may have bent H/],
    ['a small misfit of few rows', fewRows(misfit(1.4, 'fair')), 'fair', 'unknown', /1\.4 times.*may be chance/],
    ['wrong bands', { ...STATES, heldInBands: 0.2 }, 'fair', 'unknown', /bands hold 20\s% of the held-out values/],
    [
      'an input that does not act',
      {
        ...STATES,
        facts: { ...STATES.facts, forces: [inputForce(1)] },
        model: { ...STATES.model, forces: [{ kind: 'input', axis: 0, input: 0, name: 'F' }] },
      },
      'good',
      'unknown',
      /No force of 'F' is seen/,
    ],
    ['a misfit', misfit(3, 'warning'), 'fair', 'unknown', /3 times the variance.*may have bent H/],
    [
      'a misfit of precise data',
      { ...misfit(58, 'no-claim'), leftover: { share: 0.002, cap: 'fair' } },
      'poor',
      'unknown',
      /58 times the variance/,
    ],
    ['a hopeless misfit', misfit(12, 'no-claim'), 'none', 'unknown', /12 times the variance/],
    [
      'chosen columns alone',
      { ...STATES, model: { ...STATES.model, width: 0 } },
      'good',
      'assumed',
      /sum of the chosen columns/,
    ],
    [
      'an angle',
      { ...STATES, model: { ...STATES.model, inputs: [{ kind: 'cos', coordinate: 0 }] } },
      'good',
      'assumed',
      /No constant torque acts on the angle/,
    ],
    [
      'a known input',
      {
        ...STATES,
        hasDrive: true,
        facts: { ...STATES.facts, forces: [inputForce(9)] },
        model: { ...STATES.model, forces: [{ kind: 'input', axis: 0, input: 0, name: 'F' }] },
      },
      'good',
      'known',
      /force per unit of 'F'/,
    ],
  ])('says so: %s', (_, evidence, grade, kind, words) => {
    const { card, verdict } = describeIdentifiability(evidence);
    expect(verdict.grade).toBe(grade);
    expect(card.filter((line) => words.test(line.words)).map((line) => line.kind)).toEqual([kind]);
  });

  it('does not tell friction from H where energy is fed in', () => {
    expect(JSON.stringify(describeIdentifiability(fedIn()).card)).not.toMatch(/Friction is told/);
  });

  it('says nothing of an unknown drive when the model knows it', () => {
    const known = describeIdentifiability({ ...STATES, preTest: { verdict: 'driven' }, hasDrive: true });
    expect(known).toEqual(describeIdentifiability(STATES));
  });
});

describe('the verdict on identifiability', () => {
  it('names the worst limit first', () => {
    const { verdict } = describeIdentifiability({
      ...STATES,
      oneEnergy: ofOneEnergy(),
      facts: { ...STATES.facts, periods: 1.5 },
    });
    expect(verdict.sentence).toBe(
      'The data determine H only in part: only motions of one energy were seen, a steady drive or a limit cycle can look the same; few periods were learned from.',
    );
  });

  it('claims nothing of a driven motion', () => {
    const { verdict } = describeIdentifiability({ ...POSITIONS, preTest: { verdict: 'driven' } });
    expect(verdict.sentence).toMatch(/^It cannot be said that V is that of the system: the motion looks driven/);
  });
});

function inputForce(z: number): ForceEstimate {
  return { kind: 'input', axis: 0, label: 'factor of F', value: 1, error: 1, z };
}

function fedIn(): IdentifiabilityEvidence {
  const decisions = [{ id: 'energy-fed-in', sentence: '', statistic: -9, threshold: 4 }] as const;
  return { ...STATES, facts: { ...STATES.facts, friction: 'viscous', decisions } };
}

function ofOneEnergy(change: Partial<EnergyEvidence> = {}): OneEnergy | null {
  return oneEnergyOf({ energySpread: 0.05, isPositionsOnly: false, dof: 1, hasDrive: false, forces: [], ...change });
}

describe('motions near one energy', () => {
  const lost = [{ kind: 'viscous', z: 9 }] as const;

  it.each<[string, Partial<EnergyEvidence>, Grade]>([
    ['states', {}, 'poor'],
    ['states that lose energy', { forces: lost }, 'poor'],
    ['positions', { isPositionsOnly: true }, 'poor'],
    [
      'positions with friction that is not sure',
      { isPositionsOnly: true, forces: [{ kind: 'viscous', z: 3 }] },
      'poor',
    ],
    ['positions with energy fed in', { isPositionsOnly: true, forces: [{ kind: 'viscous', z: -9 }] }, 'poor'],
    ['several positions', { isPositionsOnly: true, dof: 2 }, 'fair'],
  ])('limit both verdicts: %s', (_, change, grade) => {
    expect(ofOneEnergy(change)).toMatchObject({ identifiability: { cap: grade }, forecast: { cap: 'fair' } });
  });

  it.each<[string, Partial<EnergyEvidence>]>([
    ['other energies', { energySpread: 0.2 }],
    ['positions that lose energy', { isPositionsOnly: true, forces: lost }],
    ['positions with a known drive', { isPositionsOnly: true, hasDrive: true }],
  ])('are not spoken of: %s', (_, change) => {
    expect(ofOneEnergy(change)).toBeNull();
  });

  it.each<[string, Partial<EnergyEvidence>]>([
    ['lose energy', { forces: lost }],
    ['have a known drive', { hasDrive: true }],
  ])('are not likened to a steady drive when they %s', (_, change) => {
    expect(JSON.stringify(ofOneEnergy(change))).not.toMatch(/steady/);
  });
});

function scanned(best: { readonly value: number; readonly error: number } | null): IdentifiabilityEvidence {
  return { ...TWO_POSITIONS, facts: { ...TWO_POSITIONS.facts, massScan: { ...SCAN, best } } };
}

function misfit(value: number, grade: 'good' | 'fair' | 'warning' | 'no-claim'): IdentifiabilityEvidence {
  return { ...STATES, facts: { ...STATES.facts, misfit: { value, grade, causes: [] } } };
}

function fewRows(evidence: IdentifiabilityEvidence): IdentifiabilityEvidence {
  return { ...evidence, facts: { ...evidence.facts, ridge: { ...evidence.facts.ridge, rows: 60, columns: 20 } } };
}

function coarse(evidence: IdentifiabilityEvidence): IdentifiabilityEvidence {
  return { ...evidence, facts: { ...evidence.facts, samplesPerPeriod: 20 } };
}
