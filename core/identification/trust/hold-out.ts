import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import type { TrustFacts } from '../report.ts';
import type { Forecaster } from './forecasters.ts';
import { lasts } from './stretches.ts';

/** What predictions are measured in. */
export interface ErrorScale {
  readonly dof: number;
  /** P, in the unit of time. */
  readonly period: number;
  /** (≥ d) standard deviation of each q over the data. */
  readonly deviations: Float64Array;
}

/**
 * Root mean square distance of predicted and measured q, in standard deviations of q, over the first period and over the first three of all
 * stretches that last so long, every stretch counted alike: √(mean over stretches, samples and q of ((q̂ − q)/sd)²). A prediction that has run
 * away stays where it left.
 * @returns null where no stretch lasts long enough
 */
export function predictionErrors(
  forecast: Forecaster,
  stretches: readonly SmoothedPiece[],
  scale: ErrorScale,
): TrustFacts['holdOut'] {
  const predicted = stretches.map((stretch) => ({ stretch, states: forecast(stretch) }));
  const over = (periods: number): number | null => {
    const squares = predicted
      .filter(({ stretch }) => lasts(stretch, periods, scale.period))
      .map(({ stretch, states }) => meanSquare(stretch, states, periods, scale));
    return squares.length === 0 ? null : Math.sqrt(squares.reduce((sum, square) => sum + square / squares.length, 0));
  };
  return { afterOnePeriod: over(1), afterThreePeriods: over(3) };
}

function meanSquare(
  { times, measured }: SmoothedPiece,
  states: Float64Array,
  periods: number,
  { dof, period, deviations }: ErrorScale,
): number {
  const channels = measured.length / times.length;
  const reached = states.length / (2 * dof);
  // A step more or less is rounding.
  const end = times[0]! + periods * period * (1 + 1e-9);
  let [sum, count] = [0, 0];
  for (let i = 0; i < times.length && times[i]! <= end; i++) {
    const row = Math.min(i, reached - 1);
    for (let k = 0; k < dof; k++) {
      sum += ((states[row * 2 * dof + k]! - measured[i * channels + k]!) / deviations[k]!) ** 2;
    }
    count += dof;
  }
  return sum / count;
}
