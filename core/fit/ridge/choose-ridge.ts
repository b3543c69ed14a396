import { Matrix, SingularValueDecomposition } from 'ml-matrix';

/** Steps of the ridge that are looked at, from the largest singular value squared down by so many decades. */
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
  readonly coefficients: Float64Array<ArrayBuffer>;
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
  const scaled = new Matrix(n, n);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) scaled.set(i, j, factor[i * order + j]! * prior[j]!);
  const svd = new SingularValueDecomposition(scaled);
  const s = svd.diagonal;
  const beta = Array.from({ length: n }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += svd.leftSingularVectors.get(i, k) * factor[i * order + n]!;
    return sum;
  });
  const unreached = factor[n * order + n]! ** 2;
  const look = (lambda: number) => {
    let [q, rss, freedom, squares, volume] = [unreached, unreached, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const f = shrink(s[k]!, lambda);
      const left = (1 - f) * beta[k]! ** 2;
      q += left;
      rss += (1 - f) * left;
      freedom += f;
      squares += f * f;
      volume += Math.log1p(s[k]! ** 2 / lambda);
    }
    const evidence = rows * Math.log(Math.max(q, Number.MIN_VALUE) / rows) + volume;
    const gcv = ((rows * rss) / Math.max(rows - freedom, 1e-3) ** 2) * (ROBUST + ((1 - ROBUST) * squares) / rows);
    return { lambda, rss, freedom, evidence, gcv };
  };
  const top = (s[0] ?? 0) ** 2 || 1;
  const candidates =
    typeof rule === 'object'
      ? [look(rule.lambda)]
      : Array.from({ length: STEPS }, (_, k) => look(top * 10 ** (-DECADES * (1 - k / (STEPS - 1)))));
  const score = rule === 'robust-gcv' ? 'gcv' : 'evidence';
  const best = candidates.reduce((least, one) => (one[score] < least[score] ? one : least));
  const { lambda } = best;
  const variance = best.rss / Math.max(rows - best.freedom, 1);
  const v = svd.rightSingularVectors;
  return {
    lambda,
    coefficients: Float64Array.from({ length: n }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += v.get(j, k) * (s[k]! / (s[k]! ** 2 + lambda)) * beta[k]!;
      return prior[j]! * sum;
    }),
    evidence: best.evidence,
    degreesOfFreedom: best.freedom,
    residualSquare: best.rss,
    variance,
    posterior: () => {
      const root = new Float64Array(n * n);
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) {
          root[j * n + k] = (Math.sqrt(variance) * prior[j]! * v.get(j, k)) / Math.sqrt(s[k]! ** 2 + lambda);
        }
      }
      return root;
    },
  };
}

function shrink(s: number, lambda: number): number {
  const square = s * s;
  return square / (square + lambda);
}
