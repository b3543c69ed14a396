import type { Dataset } from '../datasets/index.ts';
import { deviation } from '../derivatives/index.ts';
import { solveLeastSquares } from '../solvers/index.ts';
import { monomials, slopeOf, valueOf } from './monomials.ts';

/** Degree of the polynomial H by degrees of freedom: as high as some hundred columns allow. The last entry holds for all further ones. */
const DEGREES = [6, 4, 3, 2] as const;
/** More would be a matrix of thousands of columns for a first look. */
export const MOST_DOF = 8;
/** Directions of the fit seen less than this share do not count: on a single orbit many polynomials have the same field. */
const RIDGE = 1e-6;
/** Rows · columns² that the fit may cost; of longer data every k-th row is used. */
const MOST_WORK = 2e8;
/** A friction column of which less than this share is left beside the polynomials is not told apart from them. */
const LEAST_LEFT = 1e-4;

/** One trajectory as the fit sees it: the rows used, and what is left of them. */
export interface FittedTrack {
  /** (n) */
  readonly times: Float64Array;
  /** (n) polynomial H along the track. */
  readonly energies: Float64Array;
  /** (n) Σ pᵢ dqᵢ/dt: what friction of rate 1 takes from the energy. */
  readonly powers: Float64Array;
  /** (n) sum over all equations of (friction column beside the polynomials) · (residual): the error of the rate is its sum / `weight`. */
  readonly scores: Float64Array;
  /** d arrays (n): dpᵢ/dt minus the fitted one. */
  readonly residuals: readonly Float64Array[];
}

/** Field J∇H − γ p with a polynomial H fitted to given derivatives. */
export interface FittedField {
  /** γ, in one over the unit of time; null when it cannot be told apart from H. */
  readonly friction: number | null;
  /** Sum of squares of the friction column beside the polynomials. */
  readonly weight: number;
  readonly tracks: readonly FittedTrack[];
}

/**
 * Fits dq/dt = ∂H/∂p, dp/dt = −∂H/∂q − γ p by least squares, H a polynomial in the scaled coordinates z = (x − mean)/deviation, every
 * equation divided by the deviation of its derivative. γ by taking the polynomials out of both sides (Frisch, Waugh, Econometrica 1 (1933)
 * 387): γ = ⟨c, y⟩/⟨c, c⟩ with c and y the parts of friction column and derivatives that the polynomials do not describe.
 */
export function fitField({ dof, trajectories }: Dataset): FittedField {
  const size = 2 * dof;
  const terms = monomials(size, DEGREES[Math.min(dof, DEGREES.length) - 1]!);
  const total = trajectories.reduce((sum, { fitRange: [from, to] }) => sum + to - from, 0);
  const stride = Math.max(1, Math.ceil((total * size * terms.length ** 2) / MOST_WORK));
  const samples = trajectories.flatMap(({ fitRange: [from, to] }, track) =>
    Array.from({ length: Math.ceil((to - from) / stride) }, (_, k) => ({ track, row: from + k * stride })),
  );
  const starts: number[] = [];
  samples.forEach(({ track }, index) => (starts[track] ??= index));
  const columnOf = (of: 'states' | 'derivatives', k: number) =>
    Float64Array.from(samples, ({ track, row }) => trajectories[track]![of][row * size + k]!);
  const scales = Array.from({ length: size }, (_, k) => {
    const column = columnOf('states', k);
    return {
      mean: column.reduce((sum, value) => sum + value / column.length, 0),
      spread: deviation(column) || 1,
      rate: deviation(columnOf('derivatives', k)) || 1,
    };
  });

  const z = new Float64Array(size);
  const scaledState = (index: number): Float64Array => {
    const { track, row } = samples[index]!;
    const { states } = trajectories[track]!;
    for (let k = 0; k < size; k++) z[k] = (states[row * size + k]! - scales[k]!.mean) / scales[k]!.spread;
    return z;
  };
  /** [polynomials… | dx/dt | friction] of all equations, size rows per sample. */
  const width = terms.length + 2;
  const matrix = new Float64Array(samples.length * size * width);
  samples.forEach(({ track, row }, index) => {
    const { states, derivatives } = trajectories[track]!;
    const at = scaledState(index);
    for (let k = 0; k < size; k++) {
      const start = (index * size + k) * width;
      // dq/dt = ∂H/∂p and dp/dt = −∂H/∂q.
      const other = k < dof ? k + dof : k - dof;
      const factor = (k < dof ? 1 : -1) / (scales[other]!.spread * scales[k]!.rate);
      terms.forEach((powers, j) => (matrix[start + j] = factor * slopeOf(powers, at, other)));
      matrix[start + terms.length] = derivatives[row * size + k]! / scales[k]!.rate;
      matrix[start + terms.length + 1] = k < dof ? 0 : -states[row * size + k]! / scales[k]!.rate;
    }
  });

  const [byRate, byFriction] = [0, 1].map((target) => regress(matrix, terms.length, width, target)) as [
    Regression,
    Regression,
  ];
  const column = byFriction.residuals;
  const weight = dot(column, column);
  const isSeen = weight > LEAST_LEFT * byFriction.square;
  const friction = isSeen ? dot(column, byRate.residuals) / weight : null;
  const left = byRate.residuals.map((residual, i) => residual - (friction ?? 0) * column[i]!);
  const coefficients = byRate.coefficients.map((c, j) => c - (friction ?? 0) * byFriction.coefficients[j]!);

  const tracks = trajectories.map((trajectory, track) => {
    const first = starts[track]!;
    const count = (starts[track + 1] ?? samples.length) - first;
    const along = (valueAt: (index: number, row: number) => number) =>
      Float64Array.from({ length: count }, (_, k) => valueAt(first + k, samples[first + k]!.row));
    return {
      times: along((_, row) => trajectory.times[row]!),
      energies: along((index) => {
        const at = scaledState(index);
        return terms.reduce((sum, powers, j) => sum + coefficients[j]! * valueOf(powers, at), 0);
      }),
      powers: along((_, row) => {
        let power = 0;
        for (let k = 0; k < dof; k++) {
          power += trajectory.states[row * size + dof + k]! * trajectory.derivatives[row * size + k]!;
        }
        return power;
      }),
      scores: along((index) => {
        let score = 0;
        for (let i = index * size; i < (index + 1) * size; i++) score += column[i]! * left[i]!;
        return score;
      }),
      residuals: Array.from({ length: dof }, (_, k) =>
        along((index) => left[index * size + dof + k]! * scales[dof + k]!.rate),
      ),
    };
  });
  return { friction, weight, tracks };
}

interface Regression {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Sum of squares of the right side. */
  readonly square: number;
}

/** Least squares of one of the last two columns on the first `columns`. */
function regress(matrix: Float64Array, columns: number, width: number, target: number): Regression {
  const rows = matrix.length / width;
  const { coefficients } = solveLeastSquares(
    {
      ...{ rows, columns },
      writeRows: (from, to, out) => {
        for (let i = from, at = 0; i < to; i++, at += columns + 1) {
          out.set(matrix.subarray(i * width, i * width + columns), at);
          out[at + columns] = matrix[i * width + columns + target]!;
        }
      },
    },
    { id: 'ridge-qr', ridge: RIDGE },
  );
  let square = 0;
  const residuals = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const right = matrix[i * width + columns + target]!;
    let rest = right;
    for (let j = 0; j < columns; j++) rest -= matrix[i * width + j]! * coefficients[j]!;
    residuals[i] = rest;
    square += right * right;
  }
  return { coefficients, residuals, square };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
