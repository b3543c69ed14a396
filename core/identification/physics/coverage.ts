import type { IdentificationBasis } from '../../network/identified-hamiltonian.ts';
import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { quantile } from '../posterior/index.ts';

/** What the data cover of one coordinate: its 1st to 99th percentile. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly median: number;
}

/** What the data cover of one degree of freedom. */
export interface Coverage {
  readonly q: Range;
  readonly p: Range;
}

/**
 * Covered ranges of every degree of freedom. For positions only p is m q̇ of the smoothed curve, with 0 among it: what Ĥ depends on p is known there.
 */
export function coverageOf({ dof, masses }: IdentificationBasis, pieces: readonly SmoothedPiece[]): Coverage[] {
  return Array.from({ length: dof }, (_, axis) => {
    const q = rangeOf(pieces.map((piece) => channel(piece, piece.smooth, axis)));
    if (masses === null) return { q, p: rangeOf(pieces.map((piece) => channel(piece, piece.smooth, dof + axis))) };
    const speed = rangeOf(pieces.map((piece) => channel(piece, piece.rates, axis)));
    const [low, high] = [masses[axis]! * Math.min(speed.low, 0), masses[axis]! * Math.max(speed.high, 0)];
    return { q, p: { low, high, median: 0 } };
  });
}

/** One channel of the samples of a piece. @param values (n, D)   @returns (n) */
export function channel({ times }: SmoothedPiece, values: Float64Array, index: number): Float64Array<ArrayBuffer> {
  const channels = values.length / times.length;
  return Float64Array.from(times, (_, i) => values[i * channels + index]!);
}

/** True when Ĥ repeats itself after 2π of this coordinate. */
export function isAngle({ inputs, terms }: IdentificationBasis, coordinate: number): boolean {
  const seesStraight = inputs.some((input) => input.kind === 'scaled' && input.coordinate === coordinate);
  const hasStraight = terms.some((term) =>
    term.kind === 'product'
      ? term.coordinates.includes(coordinate)
      : term.coordinate === coordinate && !((term.kind === 'cosine' || term.kind === 'sine') && term.scale === 1),
  );
  return !seesStraight && !hasStraight;
}

/** The range itself, or one turn about a whole number of turns when an angle went further. */
export function oneTurn({ low, high, median }: Range): Range {
  if (high - low <= 2 * Math.PI) return { low, high, median };
  const middle = 2 * Math.PI * Math.round((low + high) / (4 * Math.PI));
  return { low: middle - Math.PI, high: middle + Math.PI, median: middle };
}

function rangeOf(values: readonly Float64Array[]): Range {
  const sorted = new Float64Array(values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const some of values) {
    sorted.set(some, at);
    at += some.length;
  }
  sorted.sort();
  return { low: quantile(sorted, 0.01), high: quantile(sorted, 0.99), median: quantile(sorted, 0.5) };
}
