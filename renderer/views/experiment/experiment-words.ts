import { formatShare } from '../../format/numbers.ts';
import type { Split } from '../../state/contract-types.ts';

/** The end of the experiment's sentence: what is held out. */
export function heldOutWords(split: Split): string {
  if (split.kind === 'trajectories') {
    const names = split.heldOut;
    if (names.length === 0) return 'holding out nothing';
    if (names.length === 1) return `holding out trajectory ${names[0]!}`;
    if (names.length === 2) return `holding out trajectories ${names.join(' and ')}`;
    return `holding out ${names.length} trajectories`;
  }
  if (split.fraction === 0) return 'holding out nothing';
  return Number.isNaN(split.fraction) ? 'holding out a share' : `holding out ${formatShare(split.fraction)}`;
}
