/** The single columns of an identified Hamiltonian, at one state: what neurons see, terms of Ĥ with their gradient, and forces. */
import type { EnergyTerm, ForceTerm, NeuronInput } from './identified-hamiltonian.ts';

/** When a force that depends on time is looked at. */
export interface Moment {
  readonly time: number;
  /** (m) the known inputs u at this time */
  readonly inputs: Float64Array;
}

/** Writes z(x) into `out` (inputs). */
export function writeInputs(inputs: readonly NeuronInput[], x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i]!;
    const value = x[input.coordinate]!;
    if (input.kind === 'scaled') out[i] = (value - input.centre) / input.scale;
    else out[i] = input.kind === 'cos' ? Math.cos(value) : Math.sin(value);
  }
}

/** Writes the slope of each input along its own coordinate into `out` (inputs): 1/scale, −sin x or cos x. */
export function writeInputSlopes(inputs: readonly NeuronInput[], x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i]!;
    const value = x[input.coordinate]!;
    if (input.kind === 'scaled') out[i] = 1 / input.scale;
    else out[i] = input.kind === 'cos' ? -Math.sin(value) : Math.cos(value);
  }
}

/** w·z + b of row `j` of `weights` (rows, inputs). */
export function neuronArgument(weights: ArrayLike<number>, j: number, bias: number, z: Float64Array): number {
  let sum = bias;
  for (let i = 0, at = j * z.length; i < z.length; i++) sum += weights[at + i]! * z[i]!;
  return sum;
}

/** A term of Ĥ at a state x (2d). */
export function termValue(term: EnergyTerm, x: Float64Array): number {
  switch (term.kind) {
    case 'linear':
      return (x[term.coordinate]! - term.centre) / term.scale;
    case 'product':
      return share(term) * factor(term, 0, x) * factor(term, 1, x);
    case 'exponential':
      return Math.exp(x[term.coordinate]! / term.scale);
    case 'cosine':
      return Math.cos(x[term.coordinate]! / term.scale);
    case 'sine':
      return Math.sin(x[term.coordinate]! / term.scale);
  }
}

/** Adds coefficient · ∇term(x) to `out` (2d). */
export function addTermGradient(term: EnergyTerm, coefficient: number, x: Float64Array, out: Float64Array): void {
  switch (term.kind) {
    case 'linear':
      out[term.coordinate]! += coefficient / term.scale;
      return;
    case 'product': {
      const half = coefficient * share(term);
      out[term.coordinates[0]]! += (half * factor(term, 1, x)) / term.scales[0];
      out[term.coordinates[1]]! += (half * factor(term, 0, x)) / term.scales[1];
      return;
    }
    case 'exponential':
      out[term.coordinate]! += (coefficient / term.scale) * Math.exp(x[term.coordinate]! / term.scale);
      return;
    case 'cosine':
      out[term.coordinate]! -= (coefficient / term.scale) * Math.sin(x[term.coordinate]! / term.scale);
      return;
    case 'sine':
      out[term.coordinate]! += (coefficient / term.scale) * Math.cos(x[term.coordinate]! / term.scale);
  }
}

/**
 * A force at a state. What depends on time (inputs and harmonics) is 0 without a moment.
 * @param x (2d)   @param z (inputs) as `writeInputs` gives it; read by `network-friction` alone
 */
export function forceValue(force: ForceTerm, x: Float64Array, z: Float64Array, moment: Moment | null): number {
  const p = x[x.length / 2 + force.axis]!;
  switch (force.kind) {
    case 'viscous':
      return -p;
    case 'quadratic':
      return -p * Math.abs(p);
    case 'dry':
      return -Math.tanh(p / force.width);
    case 'network-friction':
      return -p * Math.tanh(neuronArgument(force.weights, 0, force.bias, z));
    case 'input':
      return moment === null ? 0 : moment.inputs[force.input]!;
    case 'harmonic': {
      if (moment === null) return 0;
      const angle = 2 * Math.PI * force.frequency * moment.time;
      return force.phase === 'cos' ? Math.cos(angle) : Math.sin(angle);
    }
    case 'torque':
      return 1;
  }
}

type Product = Extract<EnergyTerm, { kind: 'product' }>;

/** One half for a square, so that its slope is u. */
function share({ coordinates }: Product): number {
  return coordinates[0] === coordinates[1] ? 0.5 : 1;
}

function factor({ coordinates, centres, scales }: Product, which: 0 | 1, x: Float64Array): number {
  return (x[coordinates[which]]! - centres[which]) / scales[which];
}
