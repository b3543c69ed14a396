import { formatTick, type StepBin } from '../../charts/index.ts';
import { THIN } from './numbers.ts';
import { counted } from './words.ts';

/** A step of so many median steps or more is a gap: at least one sample is missing. */
const GAP = 1.5;
/** Below this share of the median, steps differ by rounding only. */
const ROUNDING = 1e-6;

interface StepFacts {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How samples follow each other, in words: `0.05 s, even to 2 %; 3 gaps`. @param unit of time, '' when unknown */
export function samplingWords({ min, median, max }: StepFacts, bins: readonly StepBin[], unit: string): string {
  if (!(median > 0)) return 'a single sample has no step';
  const gaps = bins.filter(({ from, to }) => (from + to) / 2 >= GAP * median);
  const gapCount = gaps.reduce((sum, { count }) => sum + count, 0);
  // The facts of a gap hide those of the other steps, which only the histogram tells apart.
  const usual = bins.filter((bin) => bin.count > 0 && !gaps.includes(bin));
  const longest = max < GAP * median ? max : Math.max(median, ...usual.map(({ to }) => Math.min(to, GAP * median)));
  const spread = Math.max(median - min, longest - median) / median;
  const length = `${short(median, 3)}${unit === '' ? '' : `${THIN}${unit}`}`;
  const evenness = spread > 0.5 ? 'uneven' : spread < ROUNDING ? 'even' : `even to ${short(100 * spread, 2)}${THIN}%`;
  return `${length}, ${evenness}; ${gapCount === 0 ? 'no gaps' : counted(gapCount, 'gap')}`;
}

function short(value: number, digits: number): string {
  return formatTick(Number(value.toPrecision(digits)));
}
