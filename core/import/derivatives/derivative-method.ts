/** Columns of one trajectory, or of an unbroken part of it, sampled at increasing times. */
export interface DerivativeInput {
  /** (n) */
  readonly times: Float64Array;
  /** (n) */
  readonly values: Float64Array;
  /** Odd number of samples that one estimate looks at, at most n. */
  readonly windowSamples: number;
}

/** A way to estimate a time derivative from samples. One method per file. */
export interface DerivativeMethod {
  readonly id: 'savitzky-golay';
  readonly label: string;
  readonly polynomialOrder: number;
  /** Fewest samples a window may have. */
  readonly minSamples: number;
  /** True when the steps must be (nearly) equal. */
  readonly needsEvenSteps: boolean;
  /** Returns (n) estimates of d(values)/dt. The first and last half window are one-sided and poorer. */
  differentiate(input: DerivativeInput): Float64Array<ArrayBuffer>;
}
