/** A smoothing spline for one weight of its bending, with what the choice of the weight needs. */
export interface SplineFit {
  readonly lambda: number;
  /** Σ (y − g)² */
  readonly residual: number;
  /** n − tr A, degrees of freedom left for the noise; A maps y to g. */
  readonly freedom: number;
  /** Generalised cross-validation, n Σ(y − g)²/(n − tr A)²: an estimate of the squared error of predicting a sample from the others. */
  readonly score: number;
}

/** The natural cubic smoothing splines of one set of samples, one for each λ. */
export interface SplineSystem {
  /** Solves for one λ > 0, in O(n). */
  solve(lambda: number): SplineFit;
  /** Curve at the samples, its slopes and its second derivatives of the λ solved last. */
  curve(): {
    readonly values: Float64Array<ArrayBuffer>;
    readonly slopes: Float64Array<ArrayBuffer>;
    readonly bends: Float64Array<ArrayBuffer>;
  };
}

/**
 * The curve g that minimises Σ (yᵢ − g(uᵢ))² + λ ∫ g″² du. With the second derivatives γ at the inner knots it is
 * (R + λ QᵀQ) γ = Qᵀ y, g = y − λ Q γ, where R is tridiagonal and Q takes second differences of slopes: a pentadiagonal system,
 * solved by L D Lᵀ. The trace needs only the five central diagonals of the inverse, which follow from L and D backwards:
 * n − tr A = λ tr(QᵀQ (R + λ QᵀQ)⁻¹).
 * @param knots (n) strictly increasing, n ≥ 3, best in units of the step   @param samples (n), best centred
 * Sources: C. H. Reinsch, Numerische Mathematik 10 (1967) 177; M. F. Hutchinson, F. R. de Hoog, ibid. 47 (1985) 99;
 * P. J. Green, B. W. Silverman, Nonparametric Regression and Generalized Linear Models (1994), §2.3 and §3.5.
 */
export function createSplineSystem(knots: Float64Array, samples: Float64Array): SplineSystem {
  const n = knots.length;
  const m = n - 2;
  const steps = knots.subarray(1).map((knot, i) => knot - knots[i]!);
  // Diagonals of QᵀQ and of R, and the right side Qᵀy; the entries beyond the end stay 0.
  const [main, next, second] = [new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  const [rMain, rNext, right] = [new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  for (let j = 0; j < m; j++) {
    const [a, b] = [1 / steps[j]!, 1 / steps[j + 1]!];
    main[j] = a * a + (a + b) ** 2 + b * b;
    rMain[j] = (steps[j]! + steps[j + 1]!) / 3;
    right[j] = (samples[j + 2]! - samples[j + 1]!) * b - (samples[j + 1]! - samples[j]!) * a;
    if (j + 1 >= m) continue;
    const c = 1 / steps[j + 2]!;
    next[j] = -b * (a + b) - b * (b + c);
    rNext[j] = steps[j + 1]! / 6;
    if (j + 2 < m) second[j] = b * c;
  }
  // L (two lower diagonals), 1/D, and γ with a zero at both ends.
  const [lower1, lower2, pivots] = [new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  const bends = new Float64Array(n);
  const values = new Float64Array(n);

  function factor(lambda: number): void {
    let [l1, l2, d1, d2] = [0, 0, 0, 0];
    let beyond = 0;
    for (let j = 0; j < m; j++) {
      const d = rMain[j]! + lambda * main[j]! - l1 * l1 * d1 - beyond * beyond * d2;
      const below = (rNext[j]! + lambda * next[j]! - l1 * l2 * d1) / d;
      beyond = l2;
      [d2, d1] = [d1, d];
      l1 = below;
      l2 = (lambda * second[j]!) / d;
      lower1[j] = l1;
      lower2[j] = l2;
      pivots[j] = 1 / d;
    }
  }

  function substitute(): void {
    for (let j = 0; j < m; j++) {
      const one = j > 0 ? lower1[j - 1]! * bends[j]! : 0;
      const two = j > 1 ? lower2[j - 2]! * bends[j - 1]! : 0;
      bends[j + 1] = right[j]! - one - two;
    }
    bends[n - 1] = 0;
    let [after, later] = [0, 0];
    for (let j = m - 1; j >= 0; j--) {
      const bend = bends[j + 1]! * pivots[j]! - lower1[j]! * after - lower2[j]! * later;
      bends[j + 1] = bend;
      [later, after] = [after, bend];
    }
  }

  /** tr(QᵀQ B⁻¹) */
  function trace(): number {
    let sum = 0;
    // Entries (j+1, j+1), (j+1, j+2), (j+2, j+2) of the inverse.
    let [s11, s12, s22] = [0, 0, 0];
    for (let j = m - 1; j >= 0; j--) {
      const s01 = -lower1[j]! * s11 - lower2[j]! * s12;
      const s02 = -lower1[j]! * s12 - lower2[j]! * s22;
      const s00 = pivots[j]! - lower1[j]! * s01 - lower2[j]! * s02;
      sum += main[j]! * s00 + 2 * (next[j]! * s01 + second[j]! * s02);
      [s22, s12, s11] = [s11, s01, s00];
    }
    return sum;
  }

  return {
    solve(lambda) {
      factor(lambda);
      substitute();
      let square = 0;
      for (let i = 0; i < n; i++) {
        // (Qγ)ᵢ: the jump of the third derivative.
        const before = i > 0 ? (bends[i]! - bends[i - 1]!) / steps[i - 1]! : 0;
        const after = i < n - 1 ? (bends[i + 1]! - bends[i]!) / steps[i]! : 0;
        const jump = after - before;
        values[i] = samples[i]! - lambda * jump;
        square += jump * jump;
      }
      const sum = trace();
      // λ cancels in the score, which therefore keeps its digits down to interpolation.
      return { lambda, residual: lambda * lambda * square, freedom: lambda * sum, score: (n * square) / (sum * sum) };
    },
    curve() {
      const slopes = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        const left = Math.min(i, n - 2);
        const chord = (values[left + 1]! - values[left]!) / steps[left]!;
        const [near, far] = [bends[left]!, bends[left + 1]!];
        slopes[i] = chord + (steps[left]! / 6) * (i < n - 1 ? -2 * near - far : near + 2 * far);
      }
      return { values: values.slice(), slopes, bends: bends.slice() };
    },
  };
}
