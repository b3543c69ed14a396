import type { ForceEstimate, Grade } from '../report.ts';
import type { Limit } from './grades.ts';

/** Below this spread, see `energySpread`, all data lie near one energy. */
const ONE_ENERGY = 0.15;
/** A force whose coefficient is so many standard deviations from 0 is there. */
export const CERTAIN = 4;

/** What is known of a motion whose energy is looked at. */
export interface EnergyEvidence {
  readonly energySpread: number;
  readonly isPositionsOnly: boolean;
  readonly dof: number;
  /** True when the model knows what drives the motion. */
  readonly hasDrive: boolean;
  readonly forces: readonly Pick<ForceEstimate, 'kind' | 'z'>[];
}

/** That all motions have one energy, and what it takes from both verdicts. */
export interface OneEnergy {
  readonly forecast: Limit;
  readonly identifiability: Limit;
  /** For the card. */
  readonly words: string;
}

/**
 * Motions of one energy do not show how H grows between energies. Unless they lose energy or the drive is known they may as well be driven steadily
 * or run on a limit cycle, where positions follow from a V that is not that of the system. @returns null when the data show more than one energy, or
 * when positions that lose energy show V
 */
export function oneEnergyOf({
  energySpread,
  isPositionsOnly,
  dof,
  hasDrive,
  forces,
}: EnergyEvidence): OneEnergy | null {
  if (energySpread >= ONE_ENERGY) return null;
  const isPush = ({ kind }: Pick<ForceEstimate, 'kind'>) =>
    kind === 'input' || kind === 'harmonic' || kind === 'torque';
  const frictions = forces.filter((force) => !isPush(force));
  const losesEnergy = frictions.some(({ z }) => z > CERTAIN) && frictions.every(({ z }) => z > -CERTAIN);
  const isSteady = !hasDrive && !losesEnergy;
  if (isPositionsOnly && !isSteady) return null;
  const looks = isSteady ? '; a steady drive or a limit cycle can look the same' : '';
  // Of several positions a motion of one energy need not be periodic, as a steady one is.
  const cap: Grade = isPositionsOnly && dof > 1 ? 'fair' : 'poor';
  return {
    forecast: { cap: 'fair', words: `Only motions of one energy were learned from${looks}.` },
    identifiability: { cap, words: `only motions of one energy were seen${looks.replace(';', ',')}` },
    words: `All data lie near one energy${looks}. ${isPositionsOnly ? '' : 'How H grows between energies is not shown. '}Add motions of other amplitudes.`,
  };
}
