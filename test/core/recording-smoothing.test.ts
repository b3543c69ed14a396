import { describe, expect, test } from 'vitest';
import type { Piece } from '../../core/fit/rows/row-type.ts';
import { dropOutliers, smoothPieces, smoothStates } from '../../core/identification/recording/index.ts';
import { createLocalSmoother, timeGrids } from '../../core/identification/recording/local-weights.ts';
import { createRandom } from '../../core/random.ts';
import { swing } from './swings.ts';

const found = { halfWidth: null, noise: null };

/** Rows of one or two channels at given times. */
function pieceOf(times: Float64Array, ...channels: readonly ((t: number) => number)[]): Piece {
  const measured = Float64Array.from(Array.from(times).flatMap((t) => channels.map((channel) => channel(t))));
  return { trajectory: 0, times, measured, inputs: new Float64Array(0) };
}

function evenTimes(count: number, step: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, i) => i * step);
}

/** Steps from 0.3 to 4 times the usual one. */
function unevenTimes(count: number, step: number): Float64Array {
  const random = createRandom(5, 'sampling');
  let time = 0;
  return Float64Array.from({ length: count }, () => {
    time += step * Math.min(4, 0.3 - 0.7 * Math.log(1 - random.uniform()));
    return time;
  });
}

/** Ten swings of the pendulum from 0.4 to 2.2 rad with independent normal noise of standard deviation σ on q and p. */
function noisySwings(sigma: number, rows = 400): Piece[] {
  const random = createRandom(2, 'noise');
  return Array.from({ length: 10 }, (_, index) => {
    const { times, states } = swing(`${index}`, 0.4 + 0.2 * index, rows);
    return {
      ...{ trajectory: index, times, inputs: new Float64Array(0) },
      measured: states.map((value) => value + sigma * random.normal()),
    };
  });
}

/** Weighted least squares for 1, u, u², u³ by Gauss–Jordan elimination of the normal equations: slow, plain, independent. */
function plainWeights(times: readonly number[], at: number, width: number) {
  const u = times.map((time) => (time - at) / width);
  const w = u.map((x) => Math.max(0, 1 - Math.abs(x) ** 3) ** 3);
  const system = [0, 1, 2, 3].map((r) => [
    ...[0, 1, 2, 3].map((c) => u.reduce((sum, x, j) => sum + w[j]! * x ** (r + c), 0)),
    ...u.map((x, j) => w[j]! * x ** r),
  ]);
  for (let k = 0; k < 4; k++) {
    system[k] = system[k]!.map((value) => value / system[k]![k]!);
    for (let r = 0; r < 4; r++) {
      const factor = system[r]![k]!;
      if (r !== k) system[r] = system[r]!.map((value, c) => value - factor * system[k]![c]!);
    }
  }
  return { value: system[0]!.slice(4), slope: system[1]!.slice(4).map((entry) => entry / width) };
}

describe('local weights', () => {
  test.each([
    ['even', evenTimes(40, 0.25)],
    ['uneven', unevenTimes(40, 0.25)],
  ])('at %s times are those of plain weighted least squares', (_, times) => {
    const [grid] = timeGrids([{ times }]);
    createLocalSmoother(2.1)(grid!, (row, first, { count, value, slope }) => {
      const inside = Array.from(times.subarray(first, first + count));
      const plain = plainWeights(inside, times[row]!, 2.1);
      for (let j = 0; j < count; j++) {
        // The normal equations lose about 4 of 16 digits.
        expect(value[j]).toBeCloseTo(plain.value[j]!, 9);
        expect(slope[j]).toBeCloseTo(plain.slope[j]!, 9);
      }
    });
  });

  test('of a short piece do not take those of a long one with the same step', () => {
    const grids = timeGrids([{ times: evenTimes(60, 0.1) }, { times: evenTimes(25, 0.1) }]);
    const smoother = createLocalSmoother(1.05);
    for (const grid of grids) {
      smoother(grid, (row, first, { count, value }) => {
        expect(count).toBe(Math.min(row, 10) + Math.min(grid.times.length - 1 - row, 10) + 1);
        expect(first).toBe(Math.max(0, row - 10));
        expect(value.subarray(0, count).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      });
    }
  });
});

describe('smoothPieces', () => {
  test.each([
    ['even', evenTimes(50, 0.1)],
    ['uneven', unevenTimes(50, 0.1)],
    ['broken', evenTimes(50, 0.1).map((t) => (t > 2.45 ? t + 3 : t))],
  ])('gives a cubic back exactly at %s times', (_, times) => {
    const piece = pieceOf(times, (t) => 1000 + t * t - t ** 3 / 5);
    const { pieces } = smoothPieces([piece], { halfWidth: 0.7, noise: null, deviations: Float64Array.of(1) });
    times.forEach((t, i) => {
      expect(pieces[0]!.smooth[i]).toBeCloseTo(1000 + t * t - t ** 3 / 5, 9);
      expect(pieces[0]!.rates[i]).toBeCloseTo(2 * t - (3 / 5) * t * t, 8);
    });
  });

  test.each([0.01, 0.05])('finds noise of standard deviation %f within 2 %', (sigma) => {
    // 4000 samples: the estimate itself scatters by 1.2 %, and q and p of the same seed were checked to lie inside.
    const { noise, isNoiseFound, halfWidth } = smoothPieces(noisySwings(sigma), {
      ...found,
      deviations: Float64Array.of(1, 1),
    });
    expect(isNoiseFound).toBe(true);
    expect(Math.abs(noise[0]! / sigma - 1)).toBeLessThan(0.02);
    expect(Math.abs(noise[1]! / sigma - 1)).toBeLessThan(0.02);
    // Between a twentieth and a third of the period of about 2π.
    expect(halfWidth).toBeGreaterThan(0.3);
    expect(halfWidth).toBeLessThan(2.1);
  });

  test('brings the curve nearer to the truth than the samples are', () => {
    const { pieces } = smoothPieces(noisySwings(0.05), { ...found, deviations: Float64Array.of(1, 1) });
    const truth = swing('4', 1.2, 400).states;
    const errors = pieces[4]!.smooth.map((value, i) => value - truth[i]!);
    const rms = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    // About 20 samples share in each value of a cubic: 0.05·√(1.7·…/20), a third of the noise.
    expect(rms).toBeLessThan(0.02);
  });

  test('takes the noise and the width that are given', () => {
    const given = { halfWidth: 0.8, noise: [0.2, 0.3], deviations: Float64Array.of(1, 1) };
    const { noise, isNoiseFound, halfWidth } = smoothPieces(noisySwings(0.01, 50), given);
    expect([halfWidth, isNoiseFound, ...noise]).toEqual([0.8, false, 0.2, 0.3]);
  });

  test('never finds less noise than the grid of the values, or none at all', () => {
    const times = evenTimes(200, 0.1);
    const coarse = pieceOf(
      times,
      (t) => Math.round(Math.sin(t) * 5) / 5,
      (t) => t,
    );
    const { noise } = smoothPieces([coarse], { ...found, deviations: Float64Array.of(0.7, 5) });
    expect(noise[0]).toBeGreaterThanOrEqual((0.2 / Math.sqrt(12)) * (1 - 1e-9));
    expect(noise[1]).toBeCloseTo(5e-9, 15);
  });

  test('changes with the units by those units alone', () => {
    const pieces = noisySwings(0.02, 100);
    const scaled = pieces.map((piece) => ({
      ...piece,
      times: piece.times.map((t) => 60 * t),
      measured: piece.measured.map((value, i) => (i % 2 === 0 ? 1000 * value : value)),
    }));
    const one = smoothPieces(pieces, { ...found, deviations: Float64Array.of(1, 1) });
    const other = smoothPieces(scaled, { ...found, deviations: Float64Array.of(1000, 1) });
    expect(other.halfWidth / one.halfWidth).toBeCloseTo(60, 9);
    expect(other.noise[0]! / one.noise[0]!).toBeCloseTo(1000, 6);
    expect(other.noise[1]! / one.noise[1]!).toBeCloseTo(1, 9);
    expect(other.pieces[3]!.rates[40]! / one.pieces[3]!.rates[40]!).toBeCloseTo(1000 / 60, 6);
  });

  test('does not depend on the order of the pieces', () => {
    const pieces = noisySwings(0.02, 100);
    const deviations = Float64Array.of(1, 1);
    const one = smoothPieces(pieces, { ...found, deviations });
    const other = smoothPieces(pieces.toReversed(), { ...found, deviations });
    expect(other.halfWidth).toBe(one.halfWidth);
    expect(other.noise[0]).toBeCloseTo(one.noise[0]!, 14);
    expect(other.pieces[9]!.smooth).toEqual(one.pieces[0]!.smooth);
  });

  test.each([
    [{ ...found, halfWidth: -1 }, 'The smoothing half width is -1.'],
    [{ ...found, noise: [0.1] }, 'The noise is given for 1 columns, but 2 are learned from.'],
    [{ ...found, noise: [0.1, -2] }, 'A noise level is -2.'],
  ])('refuses %o', (options, message) => {
    const deviations = Float64Array.of(1, 1);
    expect(() => smoothPieces(noisySwings(0.01, 20), { ...options, deviations })).toThrow(message);
  });
});

describe('dropOutliers', () => {
  const deviations = Float64Array.of(1, 1);
  const smoothed = (pieces: readonly Piece[]) => smoothPieces(pieces, { ...found, deviations }).pieces;

  test('drops spikes of ten standard deviations and hardly anything else', () => {
    const pieces = noisySwings(0.02);
    // Every hundredth q, never at an end.
    pieces.forEach(({ measured }) => {
      for (let i = 100; i < measured.length - 100; i += 200) measured[i] = measured[i]! + 0.2;
    });
    const { pieces: kept, dropped } = dropOutliers(smoothed(pieces), deviations);
    // 30 spikes, of which one or two may hide among large noise; of 8000 normal numbers 0.5 lie beyond 4 σ.
    expect(dropped).toBeGreaterThanOrEqual(28);
    expect(dropped).toBeLessThanOrEqual(32);
    expect(kept[0]!.times).not.toContain(pieces[0]!.times[50]);
    expect(kept[0]!.measured.length).toBe(2 * kept[0]!.times.length);
  });

  test('drops nothing from clean coarse data, where the curve is off at sharp bends', () => {
    const pieces = [1.5, 2.9].map((amplitude) => {
      const { times, states } = swing('', amplitude, 600);
      const rows = Array.from({ length: 150 }, (_, i) => 4 * i);
      return {
        ...{ trajectory: 0, inputs: new Float64Array(0) },
        times: Float64Array.from(rows, (row) => times[row]!),
        measured: Float64Array.from(rows.flatMap((row) => [states[2 * row]!, states[2 * row + 1]!])),
      };
    });
    expect(dropOutliers(smoothed(pieces), deviations).dropped).toBe(0);
  });

  test('drops nothing when one sample in ten is a spike', () => {
    const pieces = noisySwings(0.02, 100);
    for (let i = 10; i < 190; i += 20) for (const { measured } of pieces) measured[i] = measured[i]! + 0.4;
    const given = smoothed(pieces);
    expect(dropOutliers(given, deviations)).toEqual({ pieces: given, dropped: 0 });
  });
});

describe('smoothStates', () => {
  const { times, states } = swing('', 1, 300);

  test('gives momenta from positions as mass times slope', () => {
    const options = { halfWidth: 0.5, isPositionsOnly: true, masses: [2] };
    const smooth = smoothStates({ times, states }, 100, 200, options);
    expect(smooth.length).toBe(200);
    // Bias of a local cubic at 5 samples on each side of 63 per period; the ends are one-sided.
    for (let i = 20; i < 180; i += 2) {
      expect(smooth[i]).toBeCloseTo(states[200 + i]!, 3);
      expect(smooth[i + 1]).toBeCloseTo(2 * states[201 + i]!, 2);
    }
  });

  test('looks at no row outside its range', () => {
    const spoiled = states.map((value, i) => (i < 200 || i >= 400 ? NaN : value));
    const options = { halfWidth: 0.5, isPositionsOnly: false, masses: [1] };
    expect(smoothStates({ times, states: spoiled }, 100, 200, options)).toEqual(
      smoothStates({ times, states }, 100, 200, options),
    );
  });

  test('keeps a wrapped angle wrapped', () => {
    const clock = evenTimes(200, 0.05);
    const angle = (t: number) => Math.atan2(Math.sin(2 * t), Math.cos(2 * t));
    const { measured } = pieceOf(clock, angle, () => 2);
    const options = { halfWidth: 0.3, isPositionsOnly: false, masses: [1], periodic: [0] };
    const smooth = smoothStates({ times: clock, states: Float64Array.from(measured) }, 0, 200, options);
    smooth.forEach((value, i) => {
      expect(value).toBeCloseTo(measured[i]!, 9);
    });
  });
});
