import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import { createLocalSmoother, timeGrids } from '../recording/local-weights.ts';

/**
 * Standard deviation that the noise leaves in a smoothed state [q…, p…] in the middle of a piece: σ √Σ Sᵢⱼ² of a value, for positions only
 * m σ √Σ Dᵢⱼ² of a momentum, S and D the weights of the smoother for value and slope. Its bias is not in it.
 * @param noise (D)   @param masses for positions only   @returns (2d)
 */
export function startErrors(
  piece: SmoothedPiece,
  noise: readonly number[],
  { halfWidth, masses }: { readonly halfWidth: number; readonly masses: readonly number[] | null },
): Float64Array {
  const middle = piece.times.length >> 1;
  let [value, slope] = [1, 0];
  createLocalSmoother(halfWidth)(timeGrids([piece])[0]!, (row, _first, weights) => {
    if (row !== middle) return;
    value = norm(weights.value, weights.count);
    slope = norm(weights.slope, weights.count);
  });
  const levels = noise.map((sigma) => sigma * value);
  const isPositionsOnly = piece.measured.length / piece.times.length === masses?.length;
  return Float64Array.from(
    isPositionsOnly ? [...levels, ...noise.map((sigma, k) => masses[k]! * sigma * slope)] : levels,
  );
}

function norm(weights: Float64Array, count: number): number {
  let square = 0;
  for (let j = 0; j < count; j++) square += weights[j]! ** 2;
  return Math.sqrt(square);
}
