import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { PreTest } from '../../pre-test/index.ts';
import type { AxisPhysics, Identifiable, IdentificationFacts } from '../report.ts';
import type { Limit } from './grades.ts';
import type { Leftover } from './leftover.ts';
import type { OneEnergy } from './one-energy.ts';

/** What the card rests on. */
export interface IdentifiabilityEvidence {
  readonly facts: Pick<
    IdentificationFacts,
    | 'isPositionsOnly'
    | 'forces'
    | 'periods'
    | 'samplesPerPeriod'
    | 'misfit'
    | 'ridge'
    | 'friction'
    | 'massScan'
    | 'channels'
    | 'decisions'
  >;
  readonly model: Pick<IdentifiedHamiltonian, 'dof' | 'width' | 'masses' | 'inputs' | 'forces'>;
  /** True when the user or the import gave masses. */
  readonly areMassesGiven: boolean;
  readonly physics: readonly Pick<AxisPhysics, 'axis' | 'mass'>[];
  /** (D) what the data cover, per channel. */
  readonly ranges: readonly (readonly [low: number, high: number])[];
  /** See `oneEnergyOf`. */
  readonly oneEnergy: OneEnergy | null;
  readonly preTest: Pick<PreTest, 'verdict'>;
  /** See `smallLeftover`. */
  readonly leftover: Leftover | null;
  /** Share of the held-out values that the 90 % bands hold; null when no motion was held out. */
  readonly heldInBands: number | null;
  /** True when held-out motions are predicted well. */
  readonly isForecastGood: boolean;
  readonly isNoiseGiven: boolean;
  /** True when the model knows what drives the motion. */
  readonly hasDrive: boolean;
}

/** One line of the card, and what it takes from the verdict. */
export interface CardLine extends Identifiable {
  readonly limit?: Limit;
}
