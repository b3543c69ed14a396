/** One number that the neurons see, made of one coordinate of x = [q₁ … q_d, p₁ … p_d]: (x − centre)/scale, or cos x or sin x of an angle. */
export type NeuronInput =
  | { readonly kind: 'scaled'; readonly coordinate: number; readonly centre: number; readonly scale: number }
  | { readonly kind: 'cos' | 'sin'; readonly coordinate: number };

/** A column of Ĥ beside the neurons. */
export type EnergyTerm =
  /** u = (x − centre)/scale */
  | { readonly kind: 'linear'; readonly coordinate: number; readonly centre: number; readonly scale: number }
  /** u_a u_b, halved when a = b */
  | {
      readonly kind: 'product';
      readonly coordinates: readonly [number, number];
      readonly centres: readonly [number, number];
      readonly scales: readonly [number, number];
    }
  /** exp, cos or sin of (x/scale); scale 1 in the units of the data, another one in dimensionless units */
  | { readonly kind: 'exponential' | 'cosine' | 'sine'; readonly coordinate: number; readonly scale: number };

/** A force beside −∂H/∂q, added to ṗ of one degree of freedom. Friction vanishes at p = 0, otherwise it could not be told from H. */
export type ForceTerm =
  /** −p */
  | { readonly kind: 'viscous'; readonly axis: number }
  /** −p|p| */
  | { readonly kind: 'quadratic'; readonly axis: number }
  /** −tanh(p/width) */
  | { readonly kind: 'dry'; readonly axis: number; readonly width: number }
  /** −p tanh(w·z + b), z as the neurons see it */
  | {
      readonly kind: 'network-friction';
      readonly axis: number;
      /** (inputs) */
      readonly weights: readonly number[];
      readonly bias: number;
    }
  /** uₖ(t), k the index among the inputs of the data set; `name` for messages */
  | { readonly kind: 'input'; readonly axis: number; readonly input: number; readonly name: string }
  /** cos(Ω t) or sin(Ω t), Ω = 2π · frequency */
  | { readonly kind: 'harmonic'; readonly axis: number; readonly frequency: number; readonly phase: 'cos' | 'sin' }
  /** 1: a constant torque on an angle, which no H that is periodic in it can express */
  | { readonly kind: 'torque'; readonly axis: number };

/** The columns of an identification, before their coefficients are known. Plain data. */
export interface IdentificationBasis {
  readonly dof: number;
  /** N, the number of neurons. */
  readonly width: number;
  readonly inputs: readonly NeuronInput[];
  /** (N, inputs) row-major */
  readonly weights: Float64Array<ArrayBuffer>;
  /** (N) */
  readonly biases: Float64Array<ArrayBuffer>;
  readonly terms: readonly EnergyTerm[];
  readonly forces: readonly ForceTerm[];
  /**
   * Masses of H = Σ pᵢ²/(2 mᵢ) + V(q), of which only V is learned: inputs and terms then look at positions alone. Null when H(q, p) is learned whole.
   */
  readonly masses: readonly number[] | null;
}

/**
 * A Hamiltonian identified from measured motion, with the forces beside it:
 * Ĥ(x) = [Σ pᵢ²/(2mᵢ)] + Σⱼ cⱼ tanh(wⱼ·z(x) + bⱼ) + Σₖ c_{N+k} termₖ(x) + c₀, q̇ = ∂Ĥ/∂p, ṗ = −∂Ĥ/∂q + Σₗ c_{N+terms+l} forceₗ(x, t, u).
 * Plain data: it crosses threads and is stored as it is.
 */
export interface IdentifiedHamiltonian extends IdentificationBasis {
  readonly kind: 'identified-hamiltonian';
  /** (N + terms + forces) */
  readonly coefficients: Float64Array<ArrayBuffer>;
  /** c₀ */
  readonly constant: number;
}
