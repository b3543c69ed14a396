export type RowTypeId = 'exact' | 'smoothed' | 'integral' | 'whitened' | 'double-integral' | 'snapshot-pairs';

/**
 * Consecutive samples without a gap. D channels are measured: [q₁ … q_d, p₁ … p_d], or [q₁ … q_d] for positions only. Arrays row-major.
 */
export interface Piece {
  /** Index of the trajectory it comes from. */
  readonly trajectory: number;
  /** (n) increasing, in any steps */
  readonly times: Float64Array;
  /** (n, D) */
  readonly measured: Float64Array;
  /** (n, m) known inputs; length 0 without any */
  readonly inputs: Float64Array;
}

/** A piece with its smoothed curve. */
export interface SmoothedPiece extends Piece {
  /** (n, D) */
  readonly smooth: Float64Array;
  /** (n, D) slope of the smoothed curve, or given exact derivatives */
  readonly rates: Float64Array;
}

/** What rows are made from. */
export interface RowInput {
  readonly piece: SmoothedPiece;
  /** (D) standard deviation of the noise of each channel; rows are divided by it */
  readonly noise: Float64Array;
  /** Number of unknowns. */
  readonly columns: number;
  /**
   * (n, D, columns): entry (i, k, j) is what column j contributes to the rate of channel k at the points of the row type; for positions only to its
   * second derivative.
   */
  readonly field: Float64Array;
  /**
   * (n, D, D) Jacobian of the field of an earlier fit at the same points; null when there is none. For positions only that of the acceleration with
   * respect to q.
   */
  readonly jacobians: Float64Array | null;
  /**
   * For positions only: index of the column of viscous friction of each channel (−1 without one), whose rows come from the positions themselves and need
   * no velocity; and its coefficient in the earlier fit.
   */
  readonly viscous?: readonly { readonly column: number; readonly coefficient: number }[];
  /** Columns that jump: their integrals are those of straight lines between the samples; absent: none. */
  readonly jumps?: readonly number[];
  /**
   * (n, D) known part of the rate (for positions only of the second derivative) that no unknown multiplies; absent: none.
   */
  readonly offset?: Float64Array;
}

/** Weighted rows, the right side last. */
export interface RowBlock {
  readonly rows: number;
  readonly columns: number;
  /** (rows, columns + 1) row-major */
  readonly values: Float64Array<ArrayBuffer>;
}

/** One way to turn a piece of a recording into rows of the one linear problem A c = b. */
export interface RowType {
  readonly id: RowTypeId;
  readonly label: string;
  /** One plain sentence: what it is good for. */
  readonly summary: string;
  /** What it works on. */
  readonly channels: 'states' | 'positions';
  /** Least number of samples of a piece; shorter ones give no rows. */
  readonly minSamples: number;
  /** States at which the columns of the field are wanted. @returns (n, D) */
  points(piece: SmoothedPiece): Float64Array;
  /** @throws CoreError `not-finite` */
  write(input: RowInput): RowBlock;
}
