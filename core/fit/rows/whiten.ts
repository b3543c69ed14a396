import { CoreError } from '../../errors.ts';
import type { RowBlock, RowInput } from './row-type.ts';
import type { Stencil } from './stencils.ts';

/**
 * Share of the noise's variance that is added for what the linearisation and the quadrature leave: keeps the covariance well conditioned where the
 * model term and the noise nearly cancel.
 */
const NUGGET = 1e-6;

/**
 * Rows of an integral form with errors in the variables, whitened. The measured y = x + e with e ~ N(0, diag σ²) stands on both sides; with the smoothed
 * x̃, e₀ = y − x̃ and the Jacobian B of an earlier fit, f(x) ≈ f(x̃) + B(e₀ − e) and each stencil of channel a says
 *
 *   Σ rate·F_a(x̃) c − γₐ Σ slope·x̃ₐ = Σ data·yₐ − Σ rate·(B e₀)ₐ + γ°ₐ Σ slope·e₀ₐ,   residual (M e)ₐ, M = data − rate·B + γ° slope.
 *
 * K = M diag(σ²) Mᵀ is banded, as a stencil touches few samples: K = L Lᵀ and all rows are multiplied by L⁻¹ in time linear in the samples. Without
 * Jacobians B = 0: noise on the left side alone. Rows of different blocks are independent.
 * @throws CoreError `not-finite`
 */
export function whitenedBlock(stencils: readonly Stencil[], input: RowInput): RowBlock {
  const { columns, noise } = input;
  const channels = noise.length;
  const rows = stencils.length * channels;
  const values = new Float64Array(rows * (columns + 1));
  if (rows === 0) return { rows, columns, values };
  const reach = Math.max(...stencils.map(({ data }) => data.length));
  const mixing = new Float64Array(rows * reach * channels);
  stencils.forEach((stencil, k) => {
    for (let a = 0; a < channels; a++) {
      const row = k * channels + a;
      writeRow(stencil, a, input, values.subarray(row * (columns + 1), (row + 1) * (columns + 1)));
      writeMixing(stencil, a, input, mixing.subarray(row * reach * channels, (row + 1) * reach * channels));
    }
  });
  const band = covarianceBand(stencils, mixing, reach, noise);
  factorBand(band);
  solveForward(band, values, columns + 1);
  if (!Number.isFinite(values.reduce((sum, value) => sum + value, 0))) {
    throw new CoreError('not-finite', 'The equations of the fit hold numbers that are too large or not finite.', {
      hint: 'Scale the data to moderate numbers, and look for samples far away from the others.',
    });
  }
  return { rows, columns, values };
}

/** [Σ rate·F | right side] of one stencil and channel. */
function writeRow({ first, data, rate, linear, slope }: Stencil, a: number, input: RowInput, out: Float64Array): void {
  const { piece, columns, field, jacobians, viscous, offset, noise, jumps = [] } = input;
  const channels = noise.length;
  const { measured, smooth } = piece;
  const friction = slope === null ? undefined : viscous?.[a];
  let right = 0;
  for (let m = 0; m < data.length; m++) {
    const sample = (first + m) * channels;
    right += data[m]! * measured[sample + a]!;
    const weight = rate[m]!;
    const at = (sample + a) * columns;
    for (let j = 0; j < columns; j++) out[j]! += weight * field[at + j]!;
    if (offset !== undefined) right -= weight * offset[sample + a]!;
    if (jacobians !== null) {
      let shift = 0;
      for (let b = 0; b < channels; b++) {
        shift += jacobians[(sample + a) * channels + b]! * (measured[sample + b]! - smooth[sample + b]!);
      }
      right -= weight * shift;
    }
    if (friction !== undefined && slope !== null) {
      right += friction.coefficient * slope[m]! * (measured[sample + a]! - smooth[sample + a]!);
    }
  }
  for (const column of jumps) {
    let sum = 0;
    for (let m = 0; m < data.length; m++) sum += linear[m]! * field[((first + m) * channels + a) * columns + column]!;
    out[column] = sum;
  }
  if (friction !== undefined && friction.column >= 0) {
    let sum = 0;
    for (let m = 0; m < data.length; m++) sum -= slope![m]! * smooth[(first + m) * channels + a]!;
    out[friction.column] = sum;
  }
  out[columns] = right;
}

/** M diag(σ) of one stencil and channel, (samples, channels). */
function writeMixing({ first, data, rate, slope }: Stencil, a: number, input: RowInput, out: Float64Array): void {
  const { noise, jacobians, viscous } = input;
  const channels = noise.length;
  const friction = slope === null ? 0 : (viscous?.[a]?.coefficient ?? 0);
  for (let m = 0; m < data.length; m++) {
    for (let b = 0; b < channels; b++) {
      let value = a === b ? data[m]! + (slope === null ? 0 : friction * slope[m]!) : 0;
      if (jacobians !== null) value -= rate[m]! * jacobians[((first + m) * channels + a) * channels + b]!;
      out[m * channels + b] = value * noise[b]!;
    }
  }
}

/** A symmetric matrix by its diagonal and `reach` entries left of it: entry (i, i − m) stands at i · (reach + 1) + m. */
interface Band {
  readonly size: number;
  readonly reach: number;
  readonly entries: Float64Array;
}

/** K = M diag(σ²) Mᵀ plus the nugget. */
function covarianceBand(stencils: readonly Stencil[], mixing: Float64Array, nodes: number, noise: Float64Array): Band {
  const channels = noise.length;
  const size = stencils.length * channels;
  // Two stencils share samples while the first one's window reaches the second one's.
  let steps = 0;
  for (let k = 0, from = 0; k < stencils.length; k++) {
    while (stencils[from]!.first + stencils[from]!.data.length <= stencils[k]!.first) from++;
    steps = Math.max(steps, k - from);
  }
  const reach = Math.min(size - 1, (steps + 1) * channels - 1);
  const entries = new Float64Array(size * (reach + 1));
  const stride = nodes * channels;
  for (let k = 0; k < stencils.length; k++) {
    const here = stencils[k]!;
    for (let l = Math.max(0, k - steps); l <= k; l++) {
      const there = stencils[l]!;
      const from = Math.max(here.first, there.first);
      const to = Math.min(here.first + here.data.length, there.first + there.data.length);
      if (from >= to) continue;
      let plain = 0;
      for (let i = from; i < to; i++) plain += here.data[i - here.first]! * there.data[i - there.first]!;
      for (let a = 0; a < channels; a++) {
        for (let b = 0; b < (l === k ? a + 1 : channels); b++) {
          const row = k * channels + a;
          const column = l * channels + b;
          let sum = a === b ? NUGGET * noise[a]! * noise[a]! * plain : 0;
          let i = row * stride + (from - here.first) * channels;
          let j = column * stride + (from - there.first) * channels;
          for (let left = (to - from) * channels; left > 0; left--) sum += mixing[i++]! * mixing[j++]!;
          entries[row * (reach + 1) + row - column] = sum;
        }
      }
    }
  }
  return { size, reach, entries };
}

/** K = L Lᵀ in place. */
function factorBand({ size, reach, entries }: Band): void {
  const stride = reach + 1;
  for (let i = 0; i < size; i++) {
    for (let m = Math.min(i, reach); m >= 0; m--) {
      const j = i - m;
      let sum = entries[i * stride + m]!;
      for (let k = Math.max(0, i - reach, j - reach); k < j; k++) {
        sum -= entries[i * stride + i - k]! * entries[j * stride + j - k]!;
      }
      entries[i * stride + m] = m === 0 ? Math.sqrt(sum) : sum / entries[j * stride]!;
    }
  }
}

/** values ← L⁻¹ values. @param columns of `values`, (size, columns) row-major */
function solveForward({ size, reach, entries }: Band, values: Float64Array, columns: number): void {
  const stride = reach + 1;
  for (let i = 0; i < size; i++) {
    const at = i * columns;
    for (let m = Math.min(i, reach); m > 0; m--) {
      const factor = entries[i * stride + m]!;
      // Inner steps share fewer samples than those at the ends: much of the band is empty.
      if (factor === 0) continue;
      const from = at - m * columns;
      for (let j = 0; j < columns; j++) values[at + j]! -= factor * values[from + j]!;
    }
    const inverse = 1 / entries[i * stride]!;
    for (let j = 0; j < columns; j++) values[at + j]! *= inverse;
  }
}
