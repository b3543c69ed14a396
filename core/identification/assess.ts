import type { TrajectoryPiece } from '../datasets/split.ts';
import { preTest } from '../pre-test/index.ts';
import type { PreTest } from '../pre-test/index.ts';
import type { Identification, IdentificationInput } from './identification.ts';
import { describePhysics } from './physics/index.ts';
import type { IdentificationReport } from './report.ts';
import { boxOf, energySpread } from './trust/data-box.ts';
import { judgeForecast } from './trust/forecast-verdict.ts';
import { describeIdentifiability } from './trust/identifiability.ts';
import { isCopy } from './trust/leave-one-out.ts';
import { smallLeftover } from './trust/leftover.ts';
import { measureTrust } from './trust/measure-trust.ts';
import { CERTAIN, oneEnergyOf } from './trust/one-energy.ts';

/** Share of the work in the measurements of trust, for progress. */
const TRUST_SHARE = 0.8;

/** What an identification is judged with. */
export interface AssessmentInput {
  /** What it was made from. */
  readonly input: IdentificationInput;
  /** Pieces that were not learned from; may be empty. Copies of what was learned from do not count. */
  readonly heldOut: readonly TrajectoryPiece[];
  readonly seed: number;
  readonly report?: (fraction: number | null) => void;
}

/**
 * Everything an identification says about itself: physics, how far it can be trusted, what the data can tell at all, and two verdicts that are no
 * surer than these numbers.
 * @throws CoreError as `identify`, which is repeated on parts of the data
 */
export function assess(identification: Identification, assessment: AssessmentInput): IdentificationReport {
  const { input, seed, report = () => undefined } = assessment;
  const { facts, model, pieces } = identification;
  const heldOut = assessment.heldOut.filter(
    ({ trajectory }) => !input.train.some((learned) => isCopy(trajectory, learned.trajectory)),
  );
  const { trust, heldOutMotions, heldOutStretches, outside } = measureTrust(identification, {
    ...{ input, heldOut, seed },
    report: (fraction) => {
      report(TRUST_SHARE * fraction);
    },
  });
  report(TRUST_SHARE);
  const physics = describePhysics(identification, seed);
  const first = preTest(input.dataset);
  const hasDrive = isDriveKnown(identification, first);
  const box = boxOf(pieces, model.dof, model.masses);
  const noise = Math.hypot(...facts.noiseShare.slice(0, model.dof)) / Math.sqrt(model.dof);
  const trained = new Set(input.train.map(({ trajectory }) => trajectory));
  const isContinuation = heldOut.some(({ trajectory }) => trained.has(trajectory));
  const leftover = smallLeftover(facts.misfit, {
    ...{ noise, heldOutMotions, heldOutStretches, isContinuation },
    holdOut: trust.holdOut,
  });
  const oneEnergy = oneEnergyOf({
    ...{ hasDrive, dof: model.dof, isPositionsOnly: facts.isPositionsOnly, forces: facts.forces },
    // A known drive moves the energy within a period.
    energySpread: energySpread(model, pieces, hasDrive ? null : facts.period),
  });
  const forecast = judgeForecast({
    ...{
      misfit: facts.misfit,
      ridge: facts.ridge,
      leftover,
      trust,
      heldOutMotions,
      outside,
      isContinuation,
      preTest: first,
      hasDrive,
      oneEnergy,
    },
    friction: facts.friction,
    isFrictionSure: facts.laws.some(({ isTaken, z }) => isTaken && z > CERTAIN),
    isNonlinearityShown: facts.isNonlinearityShown,
    noiseShare: noise,
    isEnergyFedIn: facts.decisions.some(({ id }) => id === 'energy-fed-in'),
  });
  const { card, verdict } = describeIdentifiability({
    ...{ facts, model, physics, preTest: first, hasDrive, leftover, oneEnergy },
    areMassesGiven: areMassesGiven(input),
    isForecastGood: forecast.grade === 'good',
    isNoiseGiven: facts.knobs.some(({ id, isGiven }) => id === 'noise' && isGiven),
    heldInBands: trust.isCalibratedOnHeldOut
      ? (trust.calibration.find(({ nominal }) => nominal === 0.9)?.observed ?? null)
      : null,
    ranges: facts.channels.map((_, k) => [box.low[k]!, box.high[k]!]),
  });
  report(1);
  return { ...facts, identifiability: card, verdicts: { forecast, identifiability: verdict }, physics, trust };
}

/** True when the model has inputs that surely act, known drives, or a torque and the motion only gains energy. */
function isDriveKnown({ model: { forces }, facts }: Identification, { signs }: PreTest): boolean {
  const hasLine = signs.some(({ id, value }) => id === 'drive-line' && value !== null);
  const acts = facts.forces.some(({ kind, z }) => kind === 'input' && Math.abs(z) > CERTAIN);
  return acts || forces.some(({ kind }) => kind === 'harmonic' || (kind === 'torque' && !hasLine));
}

/** Masses of 1 from an import say nothing. */
function areMassesGiven({ options, dataset }: IdentificationInput): boolean {
  return options.masses !== null || (dataset.derivedMomenta?.masses.some((mass) => mass !== 1) ?? false);
}
