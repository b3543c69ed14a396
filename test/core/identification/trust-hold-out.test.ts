import { describe, expect, it } from 'vitest';
import type { SmoothedPiece } from '../../../core/fit/rows/row-type.ts';
import { predictionErrors } from '../../../core/identification/trust/hold-out.ts';
import { shareOutside } from '../../../core/identification/trust/share-outside.ts';
import { cutStretches, lasts } from '../../../core/identification/trust/stretches.ts';

/** Positions q = 0 at t = 0, 1, … n − 1. */
function still(n: number): SmoothedPiece {
  const zeros = () => new Float64Array(n);
  const times = Float64Array.from({ length: n }, (_, i) => i);
  return { trajectory: 0, times, measured: zeros(), inputs: new Float64Array(0), smooth: zeros(), rates: zeros() };
}

/** Predicts q = t, p = 0. */
const drifting = ({ times }: SmoothedPiece) => Float64Array.from(Array.from(times, (time) => [time, 0]).flat());
const scale = { dof: 1, period: 2, deviations: Float64Array.of(10) };

describe('the error of predictions', () => {
  it('is the root mean square over one and three periods, in deviations of q', () => {
    const found = predictionErrors(drifting, [still(7)], scale);
    // q̂ = 0, 1, 2 and 0 … 6: √(5/3)/10 and √(91/7)/10.
    expect(found.afterOnePeriod).toBeCloseTo(Math.sqrt(5 / 3) / 10, 14);
    expect(found.afterThreePeriods).toBeCloseTo(Math.sqrt(13) / 10, 14);
  });

  it('counts every stretch alike, and only those that last long enough', () => {
    const states = (piece: SmoothedPiece) =>
      new Float64Array(2 * piece.times.length).fill(piece.times.length === 7 ? 10 : 30);
    const found = predictionErrors(states, [still(7), still(3)], scale);
    expect(found.afterOnePeriod).toBeCloseTo(Math.sqrt((1 + 9) / 2), 14);
    expect(found.afterThreePeriods).toBeCloseTo(1, 14);
  });

  it('is null when no stretch lasts a period', () => {
    expect(predictionErrors(drifting, [], scale)).toEqual({ afterOnePeriod: null, afterThreePeriods: null });
  });

  it('of a motion that ran away is that of where it left', () => {
    const found = predictionErrors(() => Float64Array.of(0, 0, 50, 0), [still(3)], scale);
    expect(found.afterOnePeriod).toBeCloseTo(Math.sqrt((0 + 25 + 25) / 3), 14);
  });
});

describe('a long piece', () => {
  it('gives stretches of three periods, and the rest when it lasts one', () => {
    const cut = cutStretches([still(16)], 2);
    expect(cut.map(({ times }) => [times[0], times.at(-1)])).toEqual([
      [0, 6],
      [6, 12],
      [12, 15],
    ]);
  });

  it('shorter than a period gives none', () => {
    expect(cutStretches([still(2)], 2)).toEqual([]);
  });
});

describe('the share of held-out states where nothing was learned from', () => {
  const place = { dof: 1, masses: null, periodic: [] };
  const learned = ring(1);

  it.each<[string, SmoothedPiece, number]>([
    ['the same motion', ring(1), 0],
    ['one a little smaller', ring(0.9), 0],
    ['one of twice the size', ring(2), 1],
    ['one far inside', ring(0.1), 1],
  ])('is told of %s', (_, other, share) => {
    expect(shareOutside([learned], [other], place)).toBe(share);
  });

  it('is 0 of nothing', () => {
    expect(shareOutside([learned], [], place)).toBe(0);
  });

  it('counts an angle after a full turn as the same', () => {
    const turned = {
      ...learned,
      smooth: learned.smooth.map((value, at) => (at % 2 === 0 ? value + 2 * Math.PI : value)),
    };
    expect(shareOutside([learned], [turned], { ...place, periodic: [0] })).toBe(0);
  });
});

describe('a stretch of three periods that ends within a step', () => {
  it('counts as three', () => {
    expect(lasts(cutStretches([still(30)], 3.25)[0]!, 3, 3.25)).toBe(true);
  });

  it('does not when more is missing', () => {
    expect(lasts(still(9), 3, 3.25)).toBe(false);
  });
});

/** 100 states (q, p) on a circle. */
function ring(radius: number): SmoothedPiece {
  const smooth = Float64Array.from({ length: 200 }, (_, at) => {
    const angle = (Math.PI * Math.floor(at / 2)) / 50;
    return radius * (at % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
  return { ...still(100), smooth };
}
