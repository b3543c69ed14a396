import { designMatrix } from '../../core/fit/index.ts';
import { createRandom } from '../../core/random.ts';
import type { LeastSquaresProblem } from '../../core/solvers/index.ts';

/** Size and kind of a made-up fit. */
export interface FitShape {
  readonly dof: number;
  readonly points: number;
  readonly width: number;
  readonly seed?: number;
  /** Factor of all right sides. */
  readonly scale?: number;
  /** Relative to the right sides. */
  readonly noise?: number;
}

/** The last layer of a random tanh network over normal states, with the derivatives of a network of the same kind as right side. */
export function randomFit({ dof, points, width, seed = 1, scale = 1, noise = 0 }: FitShape): LeastSquaresProblem {
  const random = createRandom(seed, 'slope-rows');
  const size = 2 * dof;
  const normal = (length: number) => Float64Array.from({ length }, () => random.normal());
  const layer = { width, weights: normal(width * size), biases: normal(width) };
  const states = normal(points * size);
  const derivatives = normal(points * size).map((value, i) => {
    // q̇ = p, ṗ = −sin q, row by row.
    const within = i % size;
    const partner = i - within + ((within + dof) % size);
    const exact = within < dof ? states[partner]! : -Math.sin(states[partner]!);
    return scale * (exact + noise * value);
  });
  const anchor = { state: new Float64Array(size), value: scale };
  return designMatrix(layer, { dof, count: points, states, derivatives }, anchor);
}

/** All rows of [A | b]. @returns (rows, columns + 1) */
export function allRows(problem: LeastSquaresProblem): Float64Array {
  const rows = new Float64Array(problem.rows * (problem.columns + 1));
  problem.writeRows(0, problem.rows, rows);
  return rows;
}

/** ‖A w − b‖₂ and ‖b‖₂, by plain sums. */
export function residualOf(problem: LeastSquaresProblem, w: Float64Array): { residual: number; right: number } {
  const stride = problem.columns + 1;
  const rows = allRows(problem);
  let residual = 0;
  let right = 0;
  for (let at = 0; at < rows.length; at += stride) {
    let sum = -rows[at + problem.columns]!;
    for (let k = 0; k < problem.columns; k++) sum += rows[at + k]! * w[k]!;
    residual += sum ** 2;
    right += rows[at + problem.columns]! ** 2;
  }
  return { residual: Math.sqrt(residual), right: Math.sqrt(right) };
}
