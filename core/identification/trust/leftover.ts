import type { IdentificationFacts, TrustFacts } from '../report.ts';

/** The error over the longest span that was predicted. */
export interface LongestError {
  readonly value: number;
  readonly span: 'three periods' | 'one period';
}

/** What is left over hardly matters up to this share of the spread of q, if held-out motions are predicted to this share beyond the noise. */
const SMALL_SHARE = 0.01;
const SMALL_ERROR = 0.02;

/**
 * √s² · noise, as a share of the spread of q: what a model without a claim (s² above 5) leaves over, when it hardly matters. Of very precise data any
 * model leaves many times the noise, and may still be of use.
 * @param noise that of q, as a share of its spread   @returns null when it matters, or was not tested on held-out motions
 */
export function smallLeftover(
  misfit: IdentificationFacts['misfit'],
  { noise, holdOut, heldOutMotions }: Pick<TrustFacts, 'holdOut'> & { noise: number; heldOutMotions: number },
): number | null {
  const error = longestError(holdOut);
  if (misfit.grade !== 'no-claim' || heldOutMotions === 0 || error === null) return null;
  const share = Math.sqrt(misfit.value) * noise;
  return share <= SMALL_SHARE && beyondNoise(error.value, noise) <= SMALL_ERROR ? share : null;
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
