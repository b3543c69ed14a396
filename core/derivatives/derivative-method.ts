/** One column of one trajectory without gaps, sampled at increasing times. */
export interface DerivativeInput {
  /** (n) strictly increasing */
  readonly times: Float64Array;
  /** (n) */
  readonly values: Float64Array;
  /** Length of the window in the unit of time; null lets the method choose from the data. Methods without a window ignore it. */
  readonly window: number | null;
}

/** A curve through noisy samples with its slopes, all at the samples. */
export interface DerivativeEstimate {
  /** (n) the curve itself */
  readonly smooth: Float64Array<ArrayBuffer>;
  /** (n) d/dt */
  readonly rates: Float64Array<ArrayBuffer>;
  /** (n) d²/dt², from the same curve */
  readonly curvatures: Float64Array<ArrayBuffer>;
  /** Rows at each end where the estimate is one-sided and poorer. */
  readonly endRows: number;
  /** Samples that one estimate looks at; 0 for a method without a window. */
  readonly windowSamples: number;
  /** Degree of the local polynomial; 0 for none. */
  readonly polynomialOrder: number;
  /** Estimated standard deviation of the noise, in the unit of the values. */
  readonly noise: number;
}

/** A way to estimate time derivatives from samples. One method per file. */
export interface DerivativeMethod {
  readonly id: 'central' | 'savitzky-golay' | 'smoothing-spline' | 'local-polynomial';
  readonly label: string;
  /** One plain sentence: when it is good, when it fails. */
  readonly summary: string;
  readonly hasWindow: boolean;
  /** Default window as a share of the dominant period; 0 for a method without a window. */
  readonly windowShare: number;
  /** True when the steps must be (nearly) equal. */
  readonly needsEvenSteps: boolean;
  /** Fewest samples of a trajectory. */
  readonly minSamples: number;
  /** @throws CoreError `too-few-rows`, `uneven-steps` */
  estimate(input: DerivativeInput): DerivativeEstimate;
}
