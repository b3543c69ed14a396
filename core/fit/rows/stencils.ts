/**
 * One step of an integral form on a few neighbouring samples: Σ data·y = Σ rate·f − γ Σ slope·y, where f is the field (for positions only the
 * acceleration) at the samples. Weights sit at the samples first … first + data.length − 1.
 */
export interface Stencil {
  readonly first: number;
  /** Difference of the data. */
  readonly data: Float64Array;
  /** Integral of the field over the same time. */
  readonly rate: Float64Array;
  /** The same integral of the straight lines between the samples, for what jumps. */
  readonly linear: Float64Array;
  /** For positions only: integral of the velocity, from the positions themselves; null otherwise. */
  readonly slope: Float64Array | null;
}

/** Samples that a step looks at: the integrand is the polynomial of degree 5 through them. */
const STEP_NODES = 6;
/** The same around a sample for the double integral; its symmetry makes degree 4 as good as 5. */
const HAT_NODES = 5;

/** Gauss–Legendre on [0, 1] with three points, exact to degree 5: position and weight. */
const GAUSS_3 = [
  [0.5 - Math.sqrt(15) / 10, 5 / 18],
  [0.5, 4 / 9],
  [0.5 + Math.sqrt(15) / 10, 5 / 18],
] as const;

/**
 * y(t_{k+1}) − y(t_k) = ∫ f dt for every step. With a start value left free this is all that a window says: the differences span the complement of
 * the constants, so after whitening the rows are those of the windowed integral form, and each of them touches six samples only.
 */
export function stepStencils(times: Float64Array): readonly Stencil[] {
  const count = Math.min(STEP_NODES, times.length);
  return Array.from({ length: times.length - 1 }, (_, k) => {
    const first = clamp(k - (count >> 1) + 1, 0, times.length - count);
    const nodes = times.subarray(first, first + count);
    const data = new Float64Array(count);
    data[k - first] = -1;
    data[k + 1 - first] = 1;
    const linear = new Float64Array(count).fill((times[k + 1]! - times[k]!) / 2, k - first, k - first + 2);
    return { first, data, rate: integralWeights(nodes, times[k]!, times[k + 1]!, () => 1), linear, slope: null };
  });
}

/**
 * (q_{k+1} − q_k)/h₊ − (q_k − q_{k−1})/h₋ = ∫ Λ a dt with the hat Λ of height 1 over [t_{k−1}, t_{k+1}], for every inner sample: what is left of the
 * double integral when start value and start velocity are free. ∫ Λ q̇ dt = ∫₊ q/h₊ − ∫₋ q/h₋ needs no velocity.
 */
export function hatStencils(times: Float64Array): readonly Stencil[] {
  const count = Math.min(HAT_NODES, times.length);
  return Array.from({ length: Math.max(0, times.length - 2) }, (_, i) => {
    const k = i + 1;
    const first = clamp(k - (count >> 1), 0, times.length - count);
    const nodes = times.subarray(first, first + count);
    const [before, here, after] = [times[k - 1]!, times[k]!, times[k + 1]!];
    const [left, right] = [here - before, after - here];
    const data = new Float64Array(count);
    data[k - 1 - first] = 1 / left;
    data[k - first] = -1 / left - 1 / right;
    data[k + 1 - first] = 1 / right;
    const rise = integralWeights(nodes, before, here, (t) => (t - before) / left);
    const fall = integralWeights(nodes, here, after, (t) => (after - t) / right);
    const ahead = integralWeights(nodes, here, after, () => 1 / right);
    const behind = integralWeights(nodes, before, here, () => 1 / left);
    const linear = new Float64Array(count);
    linear[k - 1 - first] = left / 6;
    linear[k - first] = (left + right) / 3;
    linear[k + 1 - first] = right / 6;
    return {
      ...{ first, data, linear },
      rate: rise.map((weight, m) => weight + fall[m]!),
      slope: ahead.map((weight, m) => weight - behind[m]!),
    };
  });
}

/** ∫ kernel(t) ℓₘ(t) dt from a to b for every Lagrange polynomial ℓₘ of the nodes; exact for a kernel of degree 1 on five nodes and of degree 0 on six. */
function integralWeights(nodes: Float64Array, a: number, b: number, kernel: (t: number) => number): Float64Array {
  const weights = new Float64Array(nodes.length);
  for (const [share, weight] of GAUSS_3) {
    const t = a + share * (b - a);
    const factor = weight * (b - a) * kernel(t);
    for (let m = 0; m < nodes.length; m++) {
      let value = factor;
      for (let j = 0; j < nodes.length; j++) if (j !== m) value *= (t - nodes[j]!) / (nodes[m]! - nodes[j]!);
      weights[m]! += value;
    }
  }
  return weights;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
