import type { Dataset } from '../datasets/index.ts';
import { cutBlocks, periodsOf } from './blocks.ts';
import type { Periods } from './blocks.ts';
import { driveLines } from './drive-line.ts';
import type { DriveLine } from './drive-line.ts';
import { MOST_DOF, fitField } from './fit-field.ts';
import { frictionFromEnergy, frictionFromField } from './friction.ts';
import type { FrictionRate } from './friction.ts';
import { CERTAIN, UNSEEN } from './limits.ts';
import { misfitOf } from './misfit.ts';
import type { Misfit } from './misfit.ts';
import { describe, driveSign, energySign, volumeSign } from './words.ts';

/** What the motion looks like; `unclear` when the data cannot tell. */
export type MotionKind = 'conservative' | 'damped' | 'driven' | 'unclear';

/** One thing looked at. */
export interface PreTestSign {
  readonly id: 'energy-trend' | 'phase-volume' | 'drive-line';
  /** Null when the data do not tell. */
  readonly value: number | null;
  /** Standard error; null without a value. */
  readonly error: number | null;
  readonly unit: string;
  /** One sentence. */
  readonly words: string;
}

/** Does the motion look conservative, damped or driven? Plain data. */
export interface PreTest {
  readonly verdict: MotionKind;
  /** One sentence, never surer than the statistics. */
  readonly sentence: string;
  /** What to do about it, one sentence. */
  readonly suggestion: string;
  readonly signs: readonly PreTestSign[];
}

/** What the verdict rests on; null where the data are too short. */
export interface Findings {
  readonly dof: number;
  readonly periods: Periods | null;
  readonly energy: FrictionRate | null;
  readonly field: FrictionRate | null;
  /** The line that most tracks agree on. */
  readonly line: DriveLine | null;
  /** Null without a fit. */
  readonly misfit: Misfit | null;
  /** Tracks long enough to look for a line. */
  readonly lineTracks: number;
  /** Length of the longest trajectory, in the unit of time. */
  readonly span: number;
}

/** A change of the energy over the whole record below this does not matter, however certain: the fitted H is not that good. */
const LEAST_CHANGE = 0.005;
/** Nothing seen counts as conservative only if a loss of this share of the energy per period would have been. */
const MOST_HIDDEN = 0.1;
/** A drive must be this improbable without one, as all tracks are looked at, */
const LEAST_FALSE_ALARM = 1e-4;
/** stand this far above every other line, as the comb of lines that a poor fit leaves does not, */
const LEAST_LEAD = 4;
/** and be this share of what the fit leaves over. */
const LEAST_SHARE = 0.15;
/**
 * More momentum left over than this, with this share of its noise, is not friction: undriven motions with canonical momenta left at most 1.4 %
 * at 1 % noise and 3.3 % at 5 %, eleven drives 3 to 50 %; velocities in place of momenta that are not canonical, 4 to 14 %. Of a motion whose
 * energy clearly falls twice as much is accepted, as real friction is not quite proportional to the momentum.
 */
const MOST_LEFT = 0.03;
const MOST_LEFT_OF_NOISE = 0.5;
const DAMPED_ALLOWANCE = 2;

/**
 * Looks for loss of energy, for shrinking of phase volume, and for a periodic force, with a polynomial H fitted to the states and
 * derivatives in their fit range; see `fitField`, `frictionFromEnergy`, `frictionFromField` and `driveLines`. Takes about a second.
 *
 * Measured on recordings that no threshold was chosen on (four potentials, 1 and 5 % noise): of 240 undriven ones 238 were named rightly and 2
 * unclear; of 200 driven ones 56 were named driven, 131 unclear, and 13 wrongly, 12 of them conservative. So `conservative` does not exclude
 * a drive, above all a weak one or one in step with the motion.
 */
export function preTest(dataset: Dataset): PreTest {
  const findings = investigate(dataset);
  const verdict = judge(findings);
  return {
    verdict,
    ...describe(verdict, findings),
    signs: [energySign(findings), volumeSign(findings), driveSign(findings)],
  };
}

function investigate(dataset: Dataset): Findings {
  const { dof } = dataset;
  const trajectories = dataset.trajectories.filter(({ fitRange: [from, to] }) => to - from > 2 * dof);
  const usable = { ...dataset, trajectories };
  const span = trajectories.reduce((most, { times }) => Math.max(most, times.at(-1)! - times[0]!), 0);
  const periods = dof > MOST_DOF ? null : periodsOf(usable);
  if (periods === null)
    return { dof, span, periods, energy: null, field: null, line: null, misfit: null, lineTracks: 0 };
  const fitted = fitField(usable);
  const blocks = fitted.tracks.map(({ times }) => cutBlocks(times, periods.slow));
  const lines = driveLines(fitted, periods.fast);
  return {
    ...{ dof, span, periods },
    energy: frictionFromEnergy(fitted, blocks),
    field: frictionFromField(fitted, blocks),
    ...{ line: agreedLine(lines), lineTracks: lines.length },
    misfit: misfitOf(usable, fitted, periods.slow),
  };
}

/** The clearest line, if more than half of the tracks show a clear one there. */
function agreedLine(lines: readonly DriveLine[]): DriveLine | null {
  const clear = lines.filter(
    ({ falseAlarm, height, nextHeight, share }) =>
      falseAlarm * lines.length <= LEAST_FALSE_ALARM && height >= LEAST_LEAD * nextHeight && share >= LEAST_SHARE,
  );
  const [first, ...others] = clear.toSorted((a, b) => a.falseAlarm - b.falseAlarm);
  if (first === undefined) return null;
  const agreeing = others.filter(
    ({ frequency, resolution }) => Math.abs(frequency - first.frequency) <= Math.max(resolution, first.resolution),
  );
  return 1 + agreeing.length > lines.length / 2 ? first : null;
}

function judge(findings: Findings): MotionKind {
  const { periods, energy, field, line, span } = findings;
  if (line !== null) return 'driven';
  if (periods === null || energy === null) return 'unclear';
  const isRelevant = Math.abs(energy.rate) * span >= LEAST_CHANGE;
  const certainty = isRelevant ? energy.rate / energy.error : 0;
  const fieldCertainty = field === null ? 0 : field.rate / field.error;
  if (certainty >= CERTAIN) {
    return fieldCertainty <= -CERTAIN || hasMisfit(findings, DAMPED_ALLOWANCE) ? 'unclear' : 'damped';
  }
  if (certainty <= -CERTAIN) return 'driven';
  const hidden = (Math.abs(energy.rate) + 2 * energy.error) * periods.slow;
  const isSeen = Math.abs(certainty) >= UNSEEN || (Math.abs(fieldCertainty) >= CERTAIN && isRelevant);
  return isSeen || hidden > MOST_HIDDEN || hasMisfit(findings) ? 'unclear' : 'conservative';
}

/** True when more is left over than noise explains. */
function hasMisfit({ misfit }: Findings, allowance = 1): boolean {
  return misfit !== null && misfit.share > allowance * Math.hypot(MOST_LEFT, MOST_LEFT_OF_NOISE * misfit.noise);
}
