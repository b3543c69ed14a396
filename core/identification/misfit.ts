import type { Factored, PartialFit } from './solve.ts';
import { energyColumnCount } from '../network/identified-columns.ts';
import type { FrictionLaw } from './options.ts';
import type { IdentificationFacts } from './report.ts';

/** Residual variances, in units of the noise, up to which a fit is good, fair, and still worth a claim. */
export const MISFIT_LIMITS = { good: 1.3, fair: 1.5, claim: 5 } as const;

/** The limits by their names. */
export type MisfitLimits = Readonly<Record<keyof typeof MISFIT_LIMITS, number>>;
/** From this share of the columns on, more of them would be used. */
const ALL_USED = 0.9;

/** A residual variance so many of its standard deviations above 1 is no chance. */
const NO_CHANCE = 5;

/** Says of a variance above `good` whether noise alone could leave it: its standard deviation is √(2/(rows − degrees of freedom)). */
export function isBeyondChance(
  value: number,
  { rows, degreesOfFreedom }: Pick<IdentificationFacts['ridge'], 'rows' | 'degreesOfFreedom'>,
): boolean {
  const deviation = Math.sqrt(2 / Math.max(rows - degreesOfFreedom, 1));
  return value > MISFIT_LIMITS.good && value - 1 > NO_CHANCE * deviation;
}

/** With fewer samples per period smoothing takes part of the motion for noise when s² is below the first of these; below the second it does so always. */
const COARSE = { samples: 25, variance: 0.9, anyVariance: 0.5 } as const;

/** True when the noise that was found is an upper bound: the model leaves clearly less over. */
export function isNoiseTooLarge(value: number, samplesPerPeriod: number): boolean {
  return value < COARSE.anyVariance || (samplesPerPeriod < COARSE.samples && value < COARSE.variance);
}

/** ‖A c − b‖²/(rows − degrees of freedom) of coefficients on other rows than they were found with, of the same columns. */
export function varianceOn(whitened: Factored, { columns, ridge }: PartialFit): number {
  const order = columnsOf(whitened) + 1;
  const solution = new Float64Array(order);
  const coefficients = ridge.coefficients();
  columns.forEach((column, k) => {
    solution[column] = coefficients[k]!;
  });
  solution[order - 1] = -1;
  let square = 0;
  for (let i = 0; i < order; i++) {
    let sum = 0;
    for (let j = i; j < order; j++) sum += whitened.factor[i * order + j]! * solution[j]!;
    square += sum * sum;
  }
  return square / Math.max(whitened.rows - ridge.degreesOfFreedom, 1);
}

function columnsOf({ basis }: Factored): number {
  return energyColumnCount(basis) + basis.forces.length;
}

/** What the causes of a misfit are judged by. */
export interface MisfitContext {
  readonly isPositionsOnly: boolean;
  readonly friction: FrictionLaw | null;
  readonly wasFrictionTried: boolean;
  readonly hasDrive: boolean;
  readonly dof: number;
  /** Degrees of freedom of the fit as a share of its columns: near 1 when more columns would be used. */
  readonly usedShare: number;
  /** A coordinate runs on in one direction, as an angle does that turns and was not said to be one. */
  readonly runsOn: boolean;
  /** The rows take the data as they are. */
  readonly ignoresNoise: boolean;
}

/** Grades the residual variance in units of the noise, and lists what may be missing, most likely first. */
export function gradeMisfit(value: number, context: MisfitContext): IdentificationFacts['misfit'] {
  const { good, fair, claim } = MISFIT_LIMITS;
  const grade = value <= good ? 'good' : value <= fair ? 'fair' : value <= claim ? 'warning' : 'no-claim';
  return { value, grade, causes: value <= fair ? [] : missingEffects(context) };
}

function missingEffects(context: MisfitContext): string[] {
  const { isPositionsOnly, friction, wasFrictionTried, hasDrive, dof, usedShare, runsOn, ignoresNoise } = context;
  return [
    ...(runsOn ? ['full turns of an angle, which was not said to be one'] : []),
    ...(ignoresNoise ? ['noise, which these rows do not allow for'] : []),
    ...(usedShare > ALL_USED ? ['neurons: those that there are, are all in use'] : []),
    ...(wasFrictionTried ? [] : ['friction, which was left out']),
    ...(hasDrive ? [] : ['a force from outside: a drive, a moving support']),
    ...(friction === null ? [] : ['friction of another law']),
    ...(isPositionsOnly
      ? ['a mass that depends on the position']
      : ['momenta that are not canonical, or recorded with a delay']),
    ...(dof === 1 ? ['a second coordinate that was not measured'] : []),
    'noise that is larger than found, or correlated from sample to sample',
  ];
}
