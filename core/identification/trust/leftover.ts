import type { Grade, IdentificationFacts, TrustFacts } from '../report.ts';

/** The error over the longest span that was predicted. */
export interface LongestError {
  readonly value: number;
  readonly span: 'three periods' | 'one period';
}

/** What a model without a claim leaves over, when it hardly matters. */
export interface Leftover {
  /** √s² · noise, as a share of the spread of q. */
  readonly share: number;
  /** The best grade of forecasts. */
  readonly cap: Grade;
}

/** What the smallness of a leftover rests on. */
export interface LeftoverTest extends Pick<TrustFacts, 'holdOut'> {
  /** That of q, as a share of its spread. */
  readonly noise: number;
  readonly heldOutMotions: number;
  /** Stretches of them that were predicted. */
  readonly heldOutStretches: number;
  readonly isContinuation: boolean;
}

/** What is left over hardly matters up to this share of the spread of q, if held-out motions are predicted to this share beyond the noise. */
const SMALL_SHARE = 0.01;
const SMALL_ERROR = 0.02;
/** Above this s² an error up to this, on so many independent motions or so many stretches, shows that it hardly matters. */
const LARGE_MISFIT = 100;
const SURE = { error: 0.01, motions: 2, stretches: 3 } as const;

/**
 * What a model without a claim (s² above 5) leaves over, when it hardly matters. Of very precise data any model leaves many times the noise, and may
 * still be of use. @returns null when it matters, or was not tested on held-out motions
 */
export function smallLeftover(misfit: IdentificationFacts['misfit'], test: LeftoverTest): Leftover | null {
  const { noise, heldOutMotions, heldOutStretches, isContinuation } = test;
  const error = longestError(test.holdOut);
  if (misfit.grade !== 'no-claim' || heldOutMotions === 0 || error === null) return null;
  const share = Math.sqrt(misfit.value) * noise;
  const beyond = beyondNoise(error.value, noise);
  if (share > SMALL_SHARE || beyond > SMALL_ERROR) return null;
  const isRepeated = (!isContinuation && heldOutMotions >= SURE.motions) || heldOutStretches >= SURE.stretches;
  const isSure = misfit.value <= LARGE_MISFIT || (beyond <= SURE.error && isRepeated);
  return { share, cap: isSure ? 'fair' : 'poor' };
}

/** Null when no prediction lasted a period. */
export function longestError({ afterOnePeriod, afterThreePeriods }: TrustFacts['holdOut']): LongestError | null {
  if (afterThreePeriods !== null) return { value: afterThreePeriods, span: 'three periods' };
  return afterOnePeriod === null ? null : { value: afterOnePeriod, span: 'one period' };
}

/** What an error has beside the noise of what it was compared with, both in standard deviations of q. */
export function beyondNoise(error: number, noise: number): number {
  return Math.sqrt(Math.max(0, error ** 2 - noise ** 2));
}
