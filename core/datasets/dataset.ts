/**
 * One measured or simulated trajectory. Arrays are row-major; d = degrees of freedom.
 * Every row that was kept from the file is here; `fitRange` says which of them carry trustworthy derivatives.
 */
export interface Trajectory {
  /** The id found in the file (or the file's name); shown to the user, unique within a data set. */
  readonly id: string;
  /** (n) times in the unit of the file, strictly increasing. */
  readonly times: Float64Array<ArrayBuffer>;
  /** (n, 2d) states [q₁…q_d, p₁…p_d]. */
  readonly states: Float64Array<ArrayBuffer>;
  /** (n, 2d) time derivatives [q̇₁…q̇_d, ṗ₁…ṗ_d], given or estimated. */
  readonly derivatives: Float64Array<ArrayBuffer>;
  /** Half-open range of rows used for fitting and for field errors; the ends of an estimated derivative lie outside. */
  readonly fitRange: readonly [from: number, to: number];
  /** (n, m) known inputs u(t) at the same times, in the order of `labels.inputs`; absent when the data set has none. */
  readonly inputs?: Float64Array<ArrayBuffer>;
}

/** Trajectories of one system, all with the same coordinates. */
export interface Dataset {
  readonly dof: number;
  readonly labels: CoordinateLabels;
  readonly trajectories: readonly Trajectory[];
  /**
   * Present when neither momenta nor velocities were measured: the p of the states are then these masses times an estimated rate of q, and
   * what treats noise should learn from the positions alone.
   */
  readonly derivedMomenta?: { readonly masses: readonly number[] };
}

/** Column names as found in the file, for axes and exports; one q and one p per degree of freedom. */
export interface CoordinateLabels {
  readonly time: string;
  readonly q: readonly string[];
  readonly p: readonly string[];
  /** Known inputs u(t); absent when there are none. */
  readonly inputs?: readonly string[];
}

/** Points of phase space with the time derivatives known at them: what a fit learns from. */
export interface Samples {
  readonly dof: number;
  readonly count: number;
  /** (count, 2d) */
  readonly states: Float64Array<ArrayBuffer>;
  /** (count, 2d) [q̇, ṗ] */
  readonly derivatives: Float64Array<ArrayBuffer>;
}
