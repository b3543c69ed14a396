import { formatNumber, formatRelative } from '../../experiment/format-number.ts';
import type { PreTest } from '../../pre-test/index.ts';
import { isBeyondChance } from '../misfit.ts';
import type { Grade, GradedVerdict, IdentificationFacts, TrustFacts } from '../report.ts';
import { worstFirst, worstOf } from './grades.ts';
import type { Limit } from './grades.ts';
import { beyondNoise, longestError } from './leftover.ts';
import type { Leftover } from './leftover.ts';
import type { OneEnergy } from './one-energy.ts';

/** What the verdict on forecasts rests on. */
export interface ForecastEvidence {
  readonly misfit: IdentificationFacts['misfit'];
  readonly ridge: Pick<IdentificationFacts['ridge'], 'rows' | 'degreesOfFreedom'>;
  /** See `smallLeftover`. */
  readonly leftover: Leftover | null;
  /** Noise of q as a share of its standard deviation. */
  readonly noiseShare: number;
  readonly trust: TrustFacts;
  /** Number of held-out motions that errors were measured on; 0 when they were measured on what was learned from. */
  readonly heldOutMotions: number;
  /** Share of the held-out samples that lie where nothing was learned from, see `shareOutside`. */
  readonly outside: number;
  /** True when held-out parts continue motions that were learned from. */
  readonly isContinuation: boolean;
  /** The look at the data before any fit. */
  readonly preTest: Pick<PreTest, 'verdict' | 'sentence'>;
  readonly friction: IdentificationFacts['friction'];
  /** True when friction is part of the model, and sure to take energy out. */
  readonly isFrictionSure: boolean;
  /** False when the fit finds no more than a quadratic H. */
  readonly isNonlinearityShown: boolean;
  /** True when the model knows what drives the motion. */
  readonly hasDrive: boolean;
  /** See `oneEnergyOf`. */
  readonly oneEnergy: OneEnergy | null;
  /** True when the identification found friction of the wrong sign. */
  readonly isEnergyFedIn: boolean;
}

/** Errors beyond the noise, in standard deviations of q, up to which a forecast is good or fair; from 1 on a constant does as well. */
const GOOD_ERROR = 0.1;
const FAIR_ERROR = 0.3;
const USELESS_ERROR = 1;
/** From here on an error is said as a multiple. */
const MANY = 2;
/** So many of the causes of a misfit are named. */
const CAUSES_SAID = 2;
/** A rival whose error is at most this many times ours predicts as well; ours must be as many times worse to count as beaten. */
const AS_WELL = 1.2;
const BEATEN = 1.5;
/** A band that should hold 90 % and holds less than this is too narrow, or far too narrow. */
const NARROW = 0.75;
const FAR_TOO_NARROW = 0.5;
/** Bands that hold less than this are wrong, of however few motions. */
export const WRONG_BANDS = 0.25;
/** Values of one motion are off together: fewer motions do not show that a band is too narrow. */
const MANY_MOTIONS = 4;
/** Held-out motions with a larger share of samples outside of what was learned from test what is beyond it. */
const MOST_OUTSIDE = 0.1;
/** A band that gets too wide within so many periods. */
const SHORT_HORIZON = 3;
const NO_HORIZON = 1;

/**
 * How well new motions are predicted, in words that are no surer than the numbers: graded by the error beyond the noise after three periods (one,
 * when motions are shorter) and limited by misfit, rivals, bands, a drive that the model does not know, and by nothing having been held out.
 */
export function judgeForecast(evidence: ForecastEvidence): GradedVerdict {
  const error = longestError(evidence.trust.holdOut);
  const limits = [
    ...misfitLimits(evidence),
    ...driveLimits(evidence),
    ...(evidence.oneEnergy === null ? [] : [evidence.oneEnergy.forecast]),
    ...testLimits(evidence),
    ...rivalLimits(evidence),
    ...bandLimits(evidence),
    ...frictionLimits(evidence),
  ];
  const grade = worstOf([gradeOf(error?.value ?? null, evidence.noiseShare), ...limits.map(({ cap }) => cap)]);
  if (grade !== 'none') return { grade, sentence: [errorWords(evidence), ...worstFirst(limits)].join(' ') };
  const reasons = limits.filter(({ cap }) => cap === 'none' || cap === 'poor');
  return {
    grade,
    sentence: ['Nothing is claimed about forecasts.', ...worstFirst(reasons), errorWords(evidence)].join(' '),
  };
}

function gradeOf(error: number | null, noise: number): Grade {
  if (error === null) return 'poor';
  const beyond = beyondNoise(error, noise);
  if (beyond <= GOOD_ERROR) return 'good';
  if (beyond <= FAIR_ERROR) return 'fair';
  return beyond < USELESS_ERROR ? 'poor' : 'none';
}

function errorWords({ trust, heldOutMotions, noiseShare }: ForecastEvidence): string {
  const place = heldOutMotions === 0 ? 'motions it was fitted to' : 'held-out motions';
  const error = longestError(trust.holdOut);
  if (error === null) return `The ${place} are shorter than one period, so no prediction could be tested.`;
  const first = trust.holdOut.afterOnePeriod;
  const both = error.span === 'three periods' && first !== null ? ` (over one period by ${sizeOf(first)} it)` : '';
  const noise = noiseShare > 0 ? `; the noise alone is ${formatRelative(noiseShare)}` : '';
  return `Over ${error.span} of ${place}, predicted q is off by ${sizeOf(error.value)} the spread of q${both}${noise}.`;
}

/** "8 % of", or "20 times". */
function sizeOf(error: number): string {
  return error < MANY ? `${formatRelative(error)} of` : `${formatNumber(error, 2)} times`;
}

function misfitLimits({ misfit, ridge, leftover }: ForecastEvidence): Limit[] {
  if (misfit.grade === 'good') return [];
  const left = `The model leaves ${formatNumber(misfit.value, 2)} times the variance of the noise over`;
  if (misfit.grade === 'fair') {
    const words = isBeyondChance(misfit.value, ridge)
      ? 'more than chance: something is missing'
      : 'which may be chance';
    return [{ cap: 'good', words: `${left}, ${words}.` }];
  }
  const causes = misfit.causes.slice(0, CAUSES_SAID).join('; or ');
  const causeWords = causes === '' ? '' : ` Perhaps: ${causes}${/[.!?]$/.test(causes) ? '' : '.'}`;
  if (leftover !== null) {
    const share = formatRelative(leftover.share);
    const words = `${left}: it does not describe everything these precise data show, but what is left is ${share} of the spread of q.${causeWords}`;
    return [{ cap: leftover.cap, words }];
  }
  return misfit.grade === 'no-claim'
    ? [{ cap: 'none', words: `${left}: one H does not describe these data.${causeWords}` }]
    : [{ cap: 'fair', words: `${left}, so something is missing.${causeWords}` }];
}

/** A drive that is not in the model: H then takes up part of it, however well it fits. */
function driveLimits({ preTest, hasDrive, isEnergyFedIn }: ForecastEvidence): Limit[] {
  const found: Limit[] = [];
  if (preTest.verdict === 'driven' && !hasDrive) {
    found.push({
      cap: 'poor',
      words: `${preTest.sentence} The model has no such force, so its H may not be that of the system: give the drive as an input.`,
    });
  }
  if (isEnergyFedIn) {
    found.push({
      cap: 'poor',
      words: 'The fit finds energy fed in, not lost: look for a force from outside.',
    });
  }
  return found;
}

function testLimits({
  heldOutMotions,
  isContinuation,
  outside,
}: Pick<ForecastEvidence, 'heldOutMotions' | 'isContinuation' | 'outside'>): Limit[] {
  if (heldOutMotions > 0 && outside > MOST_OUTSIDE) {
    const which = heldOutMotions === 1 ? 'The held-out motion goes' : 'Held-out motions go';
    const words = `${which} where nothing was learned from, for ${formatRelative(outside)} of the samples.`;
    return [{ cap: 'good', words }, ...testLimits({ heldOutMotions, isContinuation, outside: 0 })];
  }
  if (heldOutMotions === 0) {
    return [
      {
        cap: 'fair',
        words: 'No motion of a period or more was held out, so this says nothing sure about new motions.',
      },
    ];
  }
  if (isContinuation) {
    return [
      {
        cap: 'good',
        words: 'The held-out parts continue motions that were learned from: they are no independent test.',
      },
    ];
  }
  return heldOutMotions === 1 ? [{ cap: 'good', words: 'One held-out motion is a single test.' }] : [];
}

const RIVAL_WORDS = {
  'linear-oscillator': { name: 'A linear oscillator', notShown: 'the nonlinearity of H' },
  'cubic-field': {
    name: 'A cubic polynomial field, which has no energy,',
    notShown: 'that the motion follows from an H',
  },
} as const;

function rivalLimits({ trust, isNonlinearityShown, isContinuation }: ForecastEvidence): Limit[] {
  const ours = longestError(trust.holdOut);
  if (ours === null) return [];
  return trust.rivals.flatMap((rival): Limit[] => {
    const theirs = longestError(rival);
    if (theirs?.span !== ours.span || theirs.value > AS_WELL * ours.value || theirs.value >= USELESS_ERROR) return [];
    const { name, notShown } = RIVAL_WORDS[rival.id];
    const shownBy = rival.id === 'linear-oscillator' && isNonlinearityShown ? 'these predictions' : 'them';
    if (ours.value > BEATEN * theirs.value) {
      return [{ cap: 'fair', words: `${name} predicts these data better (${formatRelative(theirs.value)}).` }];
    }
    return [
      {
        // Driven motion goes on as it was for any field that fits it; only other motions tell an H from that.
        cap: rival.id === 'cubic-field' && isContinuation ? 'fair' : 'good',
        words: `${name} predicts these data as well (${formatRelative(theirs.value)}): ${notShown} is not shown by ${shownBy}.`,
      },
    ];
  });
}

function bandLimits({ trust, heldOutMotions }: ForecastEvidence): Limit[] {
  const { calibration, isCalibratedOnHeldOut, horizon } = trust;
  const found: Limit[] = [];
  const ninety = calibration.find(({ nominal }) => nominal === 0.9)?.observed;
  if (ninety !== undefined && ninety < NARROW) {
    const isFar = ninety < FAR_TOO_NARROW;
    const held = `those for 90\u2009% hold ${formatRelative(ninety)} of the ${isCalibratedOnHeldOut ? 'held-out values' : 'values it was fitted to'}`;
    found.push(
      isCalibratedOnHeldOut && heldOutMotions < MANY_MOTIONS && ninety >= WRONG_BANDS
        ? { cap: isFar ? 'fair' : 'good', words: `Its bands may be too narrow: ${held}, of few motions.` }
        : { cap: isFar ? 'poor' : 'fair', words: `Its bands are too narrow: ${held}.` },
    );
  }
  if (horizon === null) {
    found.push({ cap: 'fair', words: 'No band can be given, so how long a forecast holds is not known.' });
    return found;
  }
  const { periods, isLowerBound } = horizon;
  found.push({
    cap: isLowerBound || periods >= SHORT_HORIZON ? 'good' : periods >= NO_HORIZON ? 'fair' : 'poor',
    words: isLowerBound
      ? `The 90\u2009% band stays within the tolerance for at least ${formatNumber(periods, 2)} periods.`
      : `The 90\u2009% band outgrows the tolerance after ${formatNumber(periods, 2)} periods.`,
  });
  return found;
}

/** Where the look at the data and the fit disagree about friction, both are said. */
function frictionLimits({ preTest, friction, isFrictionSure, isEnergyFedIn }: ForecastEvidence): Limit[] {
  if (preTest.verdict === 'damped' && friction === null) {
    return [
      {
        cap: 'fair',
        words:
          'A first look at the data found the motion damped, but the model has no friction: compare with friction switched on.',
      },
    ];
  }
  if (preTest.verdict === 'conservative' && isFrictionSure && !isEnergyFedIn) {
    return [{ cap: 'good', words: 'A first look at the data found no friction; the fit, which sees less of it, did.' }];
  }
  return [];
}
