import type { FrictionRate } from './friction.ts';
import { CERTAIN, UNSEEN } from './limits.ts';
import type { Findings, MotionKind, PreTest, PreTestSign } from './pre-test.ts';

/** The verdict in a sentence, and what to do. */
export function describe(verdict: MotionKind, findings: Findings): Pick<PreTest, 'sentence' | 'suggestion'> {
  const { energy, periods, line, span } = findings;
  switch (verdict) {
    case 'driven':
      return {
        sentence:
          line === null
            ? 'The motion gains energy: it looks driven.'
            : `The motion looks driven, at ${short(line.frequency)} cycles per unit of time.`,
        suggestion:
          'H alone cannot describe a force from outside: cut the part where the drive is off, or take it as a known input.',
      };
    case 'damped': {
      const quality = (2 * Math.PI) / (energy!.rate * periods!.slow);
      return {
        sentence: `The motion looks ${quality > 20 ? 'weakly ' : ''}damped (Q about ${round(quality)}).`,
        suggestion: `Fit with a friction term, or cut a window of a few periods (${short(periods!.slow)} each), in which H hardly changes.`,
      };
    }
    case 'conservative':
      return {
        sentence: `The motion is consistent with no friction: ${lossWords(findings)}.`,
        suggestion: 'Fit H alone. A weak drive, or one in step with the motion, would look the same.',
      };
    case 'unclear':
      return {
        sentence:
          energy === null || periods === null
            ? 'Conservative motion cannot be told from damped: the data show too few periods.'
            : `${isCertain(energy) ? 'Friction cannot be told from a drive' : 'Conservative motion cannot be told from damped or driven'}: ${lossWords(findings)}${restWords(findings)}.`,
        suggestion:
          energy === null || periods === null
            ? `Record longer than the ${short(span)} units of time there are, or several times.`
            : 'Compare fits with and without friction on a trajectory left out; if much is left over, look for a drive, or for momenta that are not canonical.',
      };
  }
}

/** Change of the energy in one period. */
export function energySign({ energy, periods }: Findings): PreTestSign {
  const common = { id: 'energy-trend', unit: 'energy per period' } as const;
  if (energy === null || periods === null) {
    return { ...common, value: null, error: null, words: 'Too few periods to see whether the energy changes.' };
  }
  const value = -energy.rate * periods.slow;
  const error = energy.error * periods.slow;
  const size = `${percent(value, error)} per period`;
  const words =
    Math.abs(value) < UNSEEN * error
      ? `The energy is consistent with no change (${size}).`
      : `The energy ${value < 0 ? 'falls' : 'rises'} (${size}).`;
  return { ...common, value, error, words };
}

/** Divergence of the field. */
export function volumeSign({ field, dof }: Findings): PreTestSign {
  const common = { id: 'phase-volume', unit: 'one per unit of time' } as const;
  if (field === null) {
    return { ...common, value: null, error: null, words: 'The states do not tell whether phase volume shrinks.' };
  }
  const value = -dof * field.rate;
  const error = dof * field.error;
  const size = `${short(value)} ± ${short(error)} per unit of time`;
  const words =
    Math.abs(value) < UNSEEN * error
      ? `Phase volume is consistent with no change (${size}).`
      : `Phase volume seems to ${value < 0 ? 'shrink' : 'grow'} (${size}).`;
  return { ...common, value, error, words };
}

/** Frequency of a force. */
export function driveSign({ line, lineTracks }: Findings): PreTestSign {
  const common = { id: 'drive-line', unit: 'cycles per unit of time' } as const;
  if (line === null) {
    const words =
      lineTracks === 0
        ? 'Too few periods to look for a periodic force.'
        : 'No single periodic force stands out; one in step with the motion would not.';
    return { ...common, value: null, error: null, words };
  }
  const chance = line.falseAlarm < 1e-12 ? 'below 1e-12' : line.falseAlarm.toExponential(0);
  return {
    ...common,
    value: line.frequency,
    error: line.resolution / 4,
    words: `A single periodic force at ${short(line.frequency)} cycles per unit of time; chance of such a line in noise: ${chance}.`,
  };
}

function lossWords({ energy, periods }: Findings): string {
  const value = -energy!.rate * periods!.slow;
  return `the energy changes by ${percent(value, energy!.error * periods!.slow)} per period`;
}

function isCertain({ rate, error }: FrictionRate): boolean {
  return Math.abs(rate) >= CERTAIN * error;
}

/** What H and friction leave over, where a reader should know. */
function restWords({ misfit }: Findings): string {
  return misfit === null
    ? ''
    : `, and one H with friction leaves ${short(100 * misfit.share)} % of the momentum over, with ${short(100 * misfit.noise)} % noise`;
}

function percent(value: number, error: number): string {
  return `${short(100 * value)} ± ${short(100 * error)} %`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** One digit below 10, two above: a quality factor is not known better. */
function round(value: number): string {
  return String(Number(value.toPrecision(value < 10 ? 1 : 2)));
}
