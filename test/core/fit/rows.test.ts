import { Matrix, inverse } from 'ml-matrix';
import { expect, test } from 'vitest';
import { rowTypes } from '../../../core/fit/rows/index.ts';
import type { RowInput, SmoothedPiece } from '../../../core/fit/rows/index.ts';
import { hatStencils, stepStencils } from '../../../core/fit/rows/stencils.ts';
import type { Stencil } from '../../../core/fit/rows/stencils.ts';
import { createRandom } from '../../../core/random.ts';

const random = createRandom(5, 'rows');
/** Steps between 0.03 and 0.43, as in a badly timed recording. */
const times = unevenTimes(24);
const COLUMNS = 3;

test('a step integrates polynomials of degree 5 exactly, on uneven steps', () => {
  for (const { first, data, rate } of stepStencils(times)) {
    const integral = apply(rate, first, (t) => 6 * t ** 5 - t);
    const difference = apply(data, first, (t) => t ** 6 - t ** 2 / 2);
    expect(integral).toBeCloseTo(difference, 9);
  }
});

test('a hat integrates accelerations of degree 4 exactly, and velocities from the positions alone', () => {
  for (const { first, data, rate, slope } of hatStencils(times)) {
    expect(apply(rate, first, (t) => 30 * t ** 4)).toBeCloseTo(
      apply(data, first, (t) => t ** 6),
      8,
    );
    // ∫ Λ q̇ = ∬ of q̈: for q = t⁴ the same as data·Q with Q = t⁵/5, whose second derivative is 4t³ = q̇.
    expect(apply(slope!, first, (t) => t ** 4)).toBeCloseTo(
      apply(data, first, (t) => t ** 5 / 5),
      9,
    );
  }
});

test.each([
  ['integral', 2, false],
  ['whitened', 2, true],
  ['whitened', 4, true],
  ['double-integral', 1, true],
  ['double-integral', 2, false],
] as const)(
  'rows of the kind %s with %i channels are those of dense generalised least squares',
  (id, channels, hasModel) => {
    const input = randomInput(channels, hasModel);
    const { rows, values } = rowTypes.get(id).write(input);
    const whitened = Matrix.from1DArray(rows, COLUMNS + 1, Array.from(values));
    const { system, covariance } = dense(id === 'double-integral' ? hatStencils(times) : stepStencils(times), input);
    const expected = system.transpose().mmul(inverse(covariance)).mmul(system);
    const found = whitened.transpose().mmul(whitened);
    expect(Matrix.sub(found, expected).norm()).toBeLessThan(1e-8 * expected.norm());
  },
);

test('strong rows say the rate at single samples, divided by the noise', () => {
  const input = randomInput(2, false);
  const { rows, values } = rowTypes.get('smoothed').write(input);
  expect(rows).toBe(2 * (times.length - 6));
  const [sample, channel] = [5, 1];
  const at = ((sample - 3) * 2 + channel) * (COLUMNS + 1);
  expect(values[at]).toBeCloseTo(input.field[(sample * 2 + channel) * COLUMNS]! / input.noise[channel]!, 12);
  const entry = sample * 2 + channel;
  const known = input.piece.rates[entry]! - input.offset![entry]!;
  expect(values[at + COLUMNS]).toBeCloseTo(known / input.noise[channel]!, 12);
  expect(rowTypes.get('exact').write(input).rows).toBe(2 * times.length);
});

test('snapshot pairs are seen at the next position and the momentum before', () => {
  const { piece } = randomInput(2, false);
  const points = rowTypes.get('snapshot-pairs').points(piece);
  expect([points[0], points[1]]).toEqual([piece.measured[2], piece.measured[1]]);
});

function unevenTimes(count: number): Float64Array {
  const grid = new Float64Array(count);
  for (let i = 1; i < count; i++) grid[i] = grid[i - 1]! + 0.03 + 0.4 * random.uniform() ** 3;
  return grid;
}

function randomInput(channels: number, hasModel: boolean): RowInput {
  const n = times.length;
  const draw = (count: number, scale = 1) => Float64Array.from({ length: count }, () => scale * random.normal());
  const measured = draw(n * channels);
  const piece: SmoothedPiece = {
    ...{ trajectory: 0, times, measured },
    smooth: measured.map((value) => value + 0.01 * random.normal()),
    rates: draw(n * channels),
    inputs: new Float64Array(),
  };
  return {
    piece,
    columns: COLUMNS,
    noise: Float64Array.from({ length: channels }, (_, k) => 0.02 * (k + 1)),
    field: draw(n * channels * COLUMNS),
    jacobians: hasModel ? draw(n * channels * channels) : null,
    viscous: Array.from({ length: channels }, () => ({ column: -1, coefficient: 0.3 })),
    offset: draw(n * channels),
  };
}

function apply(weights: Float64Array, first: number, value: (t: number) => number): number {
  return weights.reduce((sum, weight, m) => sum + weight * value(times[first + m]!), 0);
}

/** The formulas of `whitenedBlock` with full matrices. */
function dense(stencils: readonly Stencil[], { piece, noise, field, jacobians, viscous, offset }: RowInput) {
  const channels = noise.length;
  const n = times.length;
  const rows = stencils.length * channels;
  const [data, rate, slope] = [0, 1, 2].map(() => Matrix.zeros(rows, n * channels)) as [Matrix, Matrix, Matrix];
  stencils.forEach((stencil, k) => {
    for (let a = 0; a < channels; a++) {
      for (let m = 0; m < stencil.data.length; m++) {
        const column = (stencil.first + m) * channels + a;
        data.set(k * channels + a, column, stencil.data[m]!);
        rate.set(k * channels + a, column, stencil.rate[m]!);
        slope.set(k * channels + a, column, (stencil.slope?.[m] ?? 0) * viscous![a]!.coefficient);
      }
    }
  });
  const model = Matrix.zeros(n * channels, n * channels);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < channels; a++) {
      for (let b = 0; b < channels; b++) {
        model.set(i * channels + a, i * channels + b, jacobians?.[(i * channels + a) * channels + b] ?? 0);
      }
    }
  }
  const variance = Matrix.diag(Array.from({ length: n * channels }, (_, at) => noise[at % channels]! ** 2));
  const mixing = Matrix.add(Matrix.sub(data, rate.mmul(model)), slope);
  const covariance = Matrix.add(
    mixing.mmul(variance).mmul(mixing.transpose()),
    data.mmul(variance).mmul(data.transpose()).mul(1e-6),
  );
  const columns = rate.mmul(Matrix.from1DArray(n * channels, COLUMNS, Array.from(field)));
  const vector = (values: Float64Array) => Matrix.columnVector(Array.from(values));
  const gap = vector(piece.measured.map((value, i) => value - piece.smooth[i]!));
  const right = Matrix.sub(
    Matrix.add(data.mmul(vector(piece.measured)), Matrix.sub(slope, rate.mmul(model)).mmul(gap)),
    rate.mmul(vector(offset!)),
  );
  const system = Matrix.zeros(rows, COLUMNS + 1);
  system.setSubMatrix(columns, 0, 0);
  system.setSubMatrix(right, 0, COLUMNS);
  return { system, covariance };
}
