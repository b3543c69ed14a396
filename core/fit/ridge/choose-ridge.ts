import { bidiagonalise, shrinkageAt } from './bidiagonal.ts';
import { solveRidge } from './ridge-solution.ts';
import type { RidgeSolution } from './ridge-solution.ts';

/** Steps of the ridge that are looked at, from the sum of squares of all entries (between s₁² and n s₁²) down by so many decades. */
const STEPS = 91;
const DECADES = 15;
/** Weight of plain GCV in the robust one. */
const ROBUST = 0.3;

/** How λ is chosen, see `chooseRidge`. */
export type RidgeRule = 'evidence' | 'robust-gcv' | { readonly lambda: number };

/** A ridge problem by the factor of its rows. */
export interface RidgeProblem {
  /** (n + 1, n + 1) row-major, R of [A | b] */
  readonly factor: Float64Array;
  /** (n) standard deviations of the prior of the coefficients, up to a common factor; large is unpenalised */
  readonly prior: Float64Array;
  /** m, rows that the factor stands for */
  readonly rows: number;
}

/** A ridge solution and what it says about itself. */
export interface RidgeFit {
  readonly lambda: number;
  /** (n) */
  readonly coefficients: () => Float64Array<ArrayBuffer>;
  /** −2 log evidence at λ, up to a constant of the rows; to compare fits on identical rows only */
  readonly evidence: number;
  /** Σ s²/(s² + λ) */
  readonly degreesOfFreedom: number;
  /** ‖A c − b‖² */
  readonly residualSquare: number;
  /** Residual variance: the residual square over rows − degrees of freedom; 1 for whitened rows of a right model. */
  readonly variance: number;
  /** (n, n) row-major: L with posterior covariance L Lᵀ of the coefficients, `variance` included */
  readonly posterior: () => Float64Array<ArrayBuffer>;
}

/**
 * Minimises ‖A c − b‖² + λ ‖c/prior‖² with λ chosen among 91 values. With the singular values s and β = Uᵀb of A·diag(prior), f = s²/(s² + λ):
 *
 * - `evidence`: the smallest m log(q/m) + Σ log(1 + s²/λ), q = ‖b − UUᵀb‖² + Σ (1 − f) β²: minus twice the logarithm of the probability of the data for a
 *   Gaussian prior and noise of unknown variance, which is integrated by its best value;
 * - `robust-gcv`: the smallest m·rss/(m − Σf)² · (0.3 + 0.7 Σf²/m), for rows whose residuals are correlated;
 * - a given λ.
 *
 * Source of the evidence: MacKay, Neural Computation 4 (1992) 415; of robust GCV: Lukas, Inverse Problems 22 (2006) 1883.
 */
export function chooseRidge({ factor, prior, rows }: RidgeProblem, rule: RidgeRule): RidgeFit {
  const n = prior.length;
  const order = n + 1;
  const matrix = new Float64Array(n * order);
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const entry = factor[i * order + j]! * prior[j]!;
      matrix[i * order + j] = entry;
      total += entry * entry;
    }
    matrix[i * order + n] = factor[i * order + n]!;
  }
  const unreached = factor[n * order + n]! ** 2;
  const bidiagonal = bidiagonalise(matrix.slice(), n);
  const look = (lambda: number) => {
    const { volume, freedom, squares, penalised, residual } = shrinkageAt(bidiagonal, lambda);
    const rss = unreached + residual;
    const evidence = rows * Math.log(Math.max(unreached + penalised, Number.MIN_VALUE) / rows) + volume;
    const gcv = ((rows * rss) / Math.max(rows - freedom, 1e-3) ** 2) * (ROBUST + ((1 - ROBUST) * squares) / rows);
    return { lambda, rss, freedom, evidence, gcv };
  };
  const candidates =
    typeof rule === 'object'
      ? [look(rule.lambda)]
      : Array.from({ length: STEPS }, (_, k) => look((total || 1) * 10 ** (-DECADES * (1 - k / (STEPS - 1)))));
  const score = rule === 'robust-gcv' ? 'gcv' : 'evidence';
  const best = candidates.reduce((least, one) => (one[score] < least[score] ? one : least));
  const variance = best.rss / Math.max(rows - best.freedom, 1);
  // Where fits are only compared, nobody asks for more than the evidence.
  let solution: RidgeSolution | null = null;
  const solve = () => (solution ??= solveRidge(matrix, n, best.lambda));
  return {
    lambda: best.lambda,
    coefficients: () => solve().unknowns.map((value, j) => prior[j]! * value),
    evidence: best.evidence,
    degreesOfFreedom: best.freedom,
    residualSquare: best.rss,
    variance,
    posterior: () => solve().root.map((value, at) => Math.sqrt(variance) * prior[Math.floor(at / n)]! * value),
  };
}
