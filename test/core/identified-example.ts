import type { EnergyTerm, ForceTerm, IdentifiedHamiltonian } from '../../core/network/index.ts';

/** One term of every kind, with different centres and scales, in x = [q₁, q₂, p₁, p₂]. */
export const TERMS: readonly EnergyTerm[] = [
  { kind: 'linear', coordinate: 0, centre: 0.4, scale: 1.7 },
  { kind: 'product', coordinates: [0, 3], centres: [0.2, -0.3], scales: [1.5, 0.6] },
  { kind: 'product', coordinates: [2, 2], centres: [0.1, 0.1], scales: [0.8, 0.8] },
  { kind: 'exponential', coordinate: 2, scale: 1.3 },
  { kind: 'cosine', coordinate: 1, scale: 0.7 },
  { kind: 'sine', coordinate: 0, scale: 2 },
];

/** One force of every kind. */
export const FORCES: readonly ForceTerm[] = [
  { kind: 'viscous', axis: 0 },
  { kind: 'quadratic', axis: 1 },
  { kind: 'dry', axis: 0, width: 0.05 },
  { kind: 'network-friction', axis: 1, weights: [0.3, -0.5, 0.2, 0.1, 0.4], bias: 0.25 },
  { kind: 'input', axis: 0, input: 1, name: 'motor' },
  { kind: 'harmonic', axis: 1, frequency: 0.4, phase: 'cos' },
  { kind: 'harmonic', axis: 1, frequency: 0.4, phase: 'sin' },
  { kind: 'torque', axis: 1 },
];

/** Three neurons that see q₂ as an angle, every term and every force: two degrees of freedom, H(q, p) learned whole. */
export const EXAMPLE: IdentifiedHamiltonian = {
  kind: 'identified-hamiltonian',
  dof: 2,
  width: 3,
  inputs: [
    { kind: 'scaled', coordinate: 0, centre: 0.3, scale: 1.2 },
    { kind: 'cos', coordinate: 1 },
    { kind: 'sin', coordinate: 1 },
    { kind: 'scaled', coordinate: 2, centre: -0.1, scale: 0.9 },
    { kind: 'scaled', coordinate: 3, centre: 0, scale: 2.5 },
  ],
  weights: Float64Array.from({ length: 15 }, (_, i) => Math.sin(3 * i + 1)),
  biases: Float64Array.of(0.2, -0.4, 0.1),
  terms: TERMS,
  forces: FORCES,
  masses: null,
  coefficients: Float64Array.from({ length: 17 }, (_, i) => Math.cos(2 * i) / 2),
  constant: 0.75,
};

/** H = p²/2 + q²/2 with the mass given, so that V alone is the model's; `forces` act with the coefficients given. */
export function oscillator(forces: readonly ForceTerm[], coefficients: readonly number[]): IdentifiedHamiltonian {
  return {
    kind: 'identified-hamiltonian',
    dof: 1,
    width: 0,
    inputs: [],
    weights: new Float64Array(),
    biases: new Float64Array(),
    terms: [{ kind: 'product', coordinates: [0, 0], centres: [0, 0], scales: [1, 1] }],
    forces,
    masses: [1],
    coefficients: Float64Array.of(1, ...coefficients),
    constant: 0,
  };
}
