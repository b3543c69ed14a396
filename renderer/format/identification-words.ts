import type {
  Estimate,
  ForceEstimate,
  Grade,
  IdentificationReport,
  Identifiable,
  Knob,
  MisfitLimits,
} from '../state/contract-types.ts';
import { formatError, formatNumber, THIN } from './numbers.ts';
import { plusMinus } from './typeset.ts';
import { counted } from './words.ts';

/** What the shaded region around a line is called. */
export const BAND_NAME = `90${THIN}% band`;

/** The hatch of the phase portrait that falls to the right. */
export const DOUBT_WORDS = `falling hatch: energy uncertain by more than 10${THIN}% of its range`;

export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
  none: 'No claim',
};

export const KIND_WORDS: Readonly<Record<Identifiable['kind'], string>> = {
  known: 'Known from the data',
  assumed: 'Assumed',
  unknown: 'Cannot be known',
};

export const KNOB_NAMES: Readonly<Record<Knob['id'], string>> = {
  noise: 'Noise',
  smoothing: 'Smoothing',
  window: 'Window',
  roughness: 'Roughness',
  friction: 'Friction',
};

type Misfit = IdentificationReport['misfit'];

/** The misfit in a sentence that claims no more than its grade. */
export const MISFIT_WORDS: Readonly<Record<Misfit['grade'], string>> = {
  good: 'What the model leaves over is no larger than the noise: nothing seems to be missing.',
  fair: 'What the model leaves over is nearly as large as the noise.',
  warning: 'What the model leaves over is larger than the noise: something is missing in it.',
  'no-claim':
    'What the model leaves over is far larger than the noise: these data are not described by one such model.',
};

/** Ends of the scale of the misfit. */
const MISFIT_ENDS = [0.5, 10] as const;

/** One stretch of the scale of the misfit; it ends where the next begins. */
interface MisfitZone {
  readonly grade: Misfit['grade'];
  readonly label: string;
  readonly from: number;
  /** Both as shares of the scale. */
  readonly left: number;
  readonly width: number;
}

/** The grades of the misfit along its scale. */
export function misfitZones({ good, fair, claim }: MisfitLimits): readonly MisfitZone[] {
  const zones = [
    { grade: 'good', label: 'good', from: MISFIT_ENDS[0] },
    { grade: 'fair', label: 'fair', from: good },
    { grade: 'warning', label: 'something missing', from: fair },
    { grade: 'no-claim', label: 'no claim', from: claim },
  ] as const;
  return zones.map((zone, k) => {
    const left = misfitPlace(zone.from);
    return { ...zone, left, width: misfitPlace(zones[k + 1]?.from ?? MISFIT_ENDS[1]) - left };
  });
}

/** Place of a misfit on its scale from 0 to 1, in logarithms; clamped at both ends. */
export function misfitPlace(value: number): number {
  const [start, end] = [Math.log(MISFIT_ENDS[0]), Math.log(MISFIT_ENDS[1])];
  return Math.min(1, Math.max(0, (Math.log(value) - start) / (end - start)));
}

/** A number with its error and unit: `1.92 ± 0.03 s`; without an error the number alone. `absent` for null. */
export function estimateWords(estimate: Estimate | null, unit: string, absent = 'not shown by the data'): string {
  if (estimate === null) return absent;
  const { value, error } = estimate;
  const number = error === null ? formatNumber(value) : plusMinus(value, error);
  return unit === '' ? number : `${number}${THIN}${unit}`;
}

/** Forces that take energy out of a motion. */
export const FRICTION_KINDS: ReadonlySet<ForceEstimate['kind']> = new Set(['viscous', 'quadratic', 'dry', 'network']);

/** The unit of a coefficient where it follows from the unit of time alone; '' otherwise. */
export function forceUnit({ kind }: Pick<ForceEstimate, 'kind'>, timeUnit: string): string {
  return kind === 'viscous' && timeUnit !== '' ? `1/${timeUnit}` : '';
}

/** What takes energy out of the model's motion or puts it in, as a clause about the energy; '' where it should be kept. */
export function energyChangeWords(report: Pick<IdentificationReport, 'friction' | 'forces' | 'laws'> | null): string {
  if (report === null) return '';
  const isDriven = report.forces.some(({ kind }) => !FRICTION_KINDS.has(kind));
  const isFedIn = report.friction !== null && report.laws.some(({ isTaken, z }) => isTaken && z < 0);
  if (report.friction === null) return isDriven ? 'known forces change it' : '';
  if (isDriven) return 'friction and known forces change it';
  return isFedIn ? 'it grows, since energy is fed in' : 'it falls by friction';
}

/** Why no bands are drawn; null when there are some. */
export function bandAbsence(
  report: Pick<IdentificationReport, 'misfit'>,
  compared: readonly { readonly band?: unknown }[],
): string | null {
  if (compared.length === 0 || compared.some(({ band }) => band !== undefined)) return null;
  return report.misfit.grade === 'no-claim'
    ? 'The model does not describe these data, and bands would look surer than it is.'
    : 'These data allow no honest error of the model, so no bands are drawn.';
}

/** How long predictions can be trusted, in a sentence. */
export function horizonWords(horizon: IdentificationReport['trust']['horizon'], timeUnit: string, q: string): string {
  if (horizon === null) return 'How long predictions can be trusted is not known: there are no bands to judge by.';
  const { time, periods, isLowerBound, tolerance } = horizon;
  const long = `${formatNumber(time, 2)}${timeUnit === '' ? '' : `${THIN}${timeUnit}`} (${formatNumber(periods, 2)} periods)`;
  const wide = `the ${BAND_NAME} of ${q} stays narrower than ${formatNumber(tolerance, 2)}`;
  return isLowerBound
    ? `For at least ${long} ${wide}: none got that wide in the time that was looked at.`
    : `For about ${long} ${wide}.`;
}

/** A distance in standard deviations of q as a share; a motion that is too short has none. */
export function distanceWords(distance: number | null): string {
  return distance === null ? 'too short' : formatError(distance);
}

/** Bands of 90 % of right models hold 83 to 97 % of simulated motions, which is no sign of anything. */
const USUAL_MISS = 0.07;

/** What the 90 % bands held, in a sentence; null when nothing was tested. */
export function calibrationWords({
  calibration,
  isCalibratedOnHeldOut,
}: Pick<IdentificationReport['trust'], 'calibration' | 'isCalibratedOnHeldOut'>): string | null {
  const nearest = calibration.reduce<(typeof calibration)[number] | null>(
    (best, one) => (best === null || Math.abs(one.nominal - 0.9) < Math.abs(best.nominal - 0.9) ? one : best),
    null,
  );
  if (nearest === null) return null;
  const percent = (share: number) => `${Math.round(100 * share)}${THIN}%`;
  const held = `Bands of ${percent(nearest.nominal)} held ${percent(nearest.observed)} of what was measured.`;
  const meaning =
    nearest.observed < nearest.nominal - USUAL_MISS
      ? 'They are too narrow: the result is less sure than it says.'
      : nearest.observed > nearest.nominal + USUAL_MISS
        ? 'They are wide: the result is surer than it says.'
        : 'That is about what they promise.';
  const where = isCalibratedOnHeldOut ? '' : ' Nothing was held out, so these are the motions that were learned from.';
  return `${held} ${meaning}${where}`;
}

/** What was learned from, in one line: samples, averaging, outliers, periods. */
export function samplesWords({ samples, periods, samplesPerPeriod, isPositionsOnly }: IdentificationReport): string {
  const { read, used, outliers } = samples;
  const averaged = used < read - outliers ? `, averaged to ${used}` : '';
  const out = outliers === 0 ? '' : `, ${counted(outliers, 'outlier')} left out`;
  const from = isPositionsOnly ? 'from positions alone' : 'from positions and momenta';
  return `${read} samples${averaged}${out}; ${formatNumber(periods, 2)} periods, ${formatNumber(samplesPerPeriod, 2)} samples in each; ${from}`;
}
