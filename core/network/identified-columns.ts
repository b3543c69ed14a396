import { sechSquared } from './hidden-layer.ts';
import type { EnergyTerm, ForceTerm, IdentificationBasis } from './identified-hamiltonian.ts';

/** States, and what goes with them in time. Arrays row-major. */
export interface ColumnPoints {
  /** (n, 2d) */
  readonly states: Float64Array;
  /** (n); looked at by harmonic forces only */
  readonly times: Float64Array;
  /** (n, m) known inputs; looked at by forces of kind `input` only */
  readonly inputs: Float64Array;
}

/** Columns of Ĥ: neurons, then terms. */
export function energyColumnCount({ width, terms }: IdentificationBasis): number {
  return width + terms.length;
}

/** All columns: those of Ĥ, then the forces. */
export function columnCount(basis: IdentificationBasis): number {
  return energyColumnCount(basis) + basis.forces.length;
}

/** What each column of Ĥ is at each state, without the constant. @param states (count, 2d)   @returns (count, energy columns) */
export function energyColumns(
  basis: IdentificationBasis,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const { dof, width, terms, biases, weights } = basis;
  const size = 2 * dof;
  const columns = energyColumnCount(basis);
  const values = new Float64Array(count * columns);
  const embed = embedding(basis);
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    const { z } = embed(x);
    const at = i * columns;
    for (let j = 0; j < width; j++) {
      let sum = biases[j]!;
      for (let k = 0; k < z.length; k++) sum += weights[j * z.length + k]! * z[k]!;
      values[at + j] = Math.tanh(sum);
    }
    for (let k = 0; k < terms.length; k++) values[at + width + k] = termValue(terms[k]!, x);
  }
  return values;
}

/** ∂/∂x of each column of Ĥ at each state. @param states (count, 2d)   @returns (count, 2d, energy columns) */
export function gradientColumns(
  basis: IdentificationBasis,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const { dof, width, inputs, terms, biases, weights } = basis;
  const size = 2 * dof;
  const columns = energyColumnCount(basis);
  const values = new Float64Array(count * size * columns);
  const embed = embedding(basis);
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    const { z, slopes } = embed(x);
    const at = i * size * columns;
    for (let j = 0; j < width; j++) {
      let sum = biases[j]!;
      for (let k = 0; k < z.length; k++) sum += weights[j * z.length + k]! * z[k]!;
      const slope = sechSquared(sum);
      for (let k = 0; k < z.length; k++) {
        values[at + inputs[k]!.coordinate * columns + j]! += slope * slopes[k]! * weights[j * z.length + k]!;
      }
    }
    for (let k = 0; k < terms.length; k++) addTermGradient(terms[k]!, x, values, at + width + k, columns);
  }
  return values;
}

/**
 * What each column contributes to ẋ = [q̇, ṗ]: J∇ of the columns of Ĥ, and the forces in the rows of ṗ. The kinetic part of a basis with masses is
 * not among them. @returns (n, 2d, columns)
 */
export function fieldColumns(basis: IdentificationBasis, points: ColumnPoints): Float64Array<ArrayBuffer> {
  const { dof } = basis;
  const size = 2 * dof;
  const count = points.states.length / size;
  const energy = energyColumnCount(basis);
  const columns = columnCount(basis);
  const gradients = gradientColumns(basis, points.states, count);
  const values = new Float64Array(count * size * columns);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dof; k++) {
      const from = (i * size + k) * energy;
      const velocity = (i * size + k) * columns;
      const momentum = (i * size + dof + k) * columns;
      for (let j = 0; j < energy; j++) {
        values[velocity + j] = gradients[from + dof * energy + j]!;
        values[momentum + j] = -gradients[from + j]!;
      }
    }
  }
  writeForces(basis, points, (i, axis) => (i * size + dof + axis) * columns + energy, values);
  return values;
}

/**
 * What each column contributes to q̈ = (−∂V/∂q + force)/m of a basis with masses m. @returns (n, d, columns)
 */
export function accelerationColumns(
  basis: IdentificationBasis & { readonly masses: readonly number[] },
  points: ColumnPoints,
): Float64Array<ArrayBuffer> {
  const { dof, masses } = basis;
  const size = 2 * dof;
  const count = points.states.length / size;
  const energy = energyColumnCount(basis);
  const columns = columnCount(basis);
  const gradients = gradientColumns(basis, points.states, count);
  const values = new Float64Array(count * dof * columns);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dof; k++) {
      const at = (i * dof + k) * columns;
      const from = (i * size + k) * energy;
      for (let j = 0; j < energy; j++) values[at + j] = -gradients[from + j]!;
    }
  }
  writeForces(basis, points, (i, axis) => (i * dof + axis) * columns + energy, values);
  for (let row = 0; row < count * dof; row++) {
    const mass = masses[row % dof]!;
    for (let j = row * columns; j < (row + 1) * columns; j++) values[j]! /= mass;
  }
  return values;
}

/** One force at one state. @param x (2d)   @param inputsAt where the known inputs of this time stand in `inputs` */
export function forceValue(
  basis: IdentificationBasis,
  force: ForceTerm,
  x: Float64Array,
  time: number,
  inputs: Float64Array,
  inputsAt: number,
): number {
  const p = x[basis.dof + force.axis]!;
  switch (force.kind) {
    case 'viscous':
      return -p;
    case 'quadratic':
      return -p * Math.abs(p);
    case 'dry':
      return -Math.tanh(p / force.width);
    case 'network-friction': {
      const { z } = embedding(basis)(x);
      return -p * Math.tanh(force.weights.reduce((sum, weight, k) => sum + weight * z[k]!, force.bias));
    }
    case 'input':
      return inputs[inputsAt + force.input]!;
    case 'harmonic': {
      const angle = 2 * Math.PI * force.frequency * time;
      return force.phase === 'cos' ? Math.cos(angle) : Math.sin(angle);
    }
    case 'torque':
      return 1;
  }
}

function writeForces(
  basis: IdentificationBasis,
  { states, times, inputs }: ColumnPoints,
  placeOf: (sample: number, axis: number) => number,
  values: Float64Array,
): void {
  const size = 2 * basis.dof;
  const count = states.length / size;
  const inputCount = count === 0 ? 0 : inputs.length / count;
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    basis.forces.forEach((force, l) => {
      values[placeOf(i, force.axis) + l] = forceValue(basis, force, x, times[i]!, inputs, i * inputCount);
    });
  }
}

/** z(x) and dz/dx of each input of the neurons; the arrays are used again at the next call. */
function embedding({ inputs }: IdentificationBasis) {
  const z = new Float64Array(inputs.length);
  const slopes = new Float64Array(inputs.length);
  return (x: Float64Array): { readonly z: Float64Array; readonly slopes: Float64Array } => {
    for (let k = 0; k < inputs.length; k++) {
      const input = inputs[k]!;
      const value = x[input.coordinate]!;
      if (input.kind === 'scaled') {
        z[k] = (value - input.centre) / input.scale;
        slopes[k] = 1 / input.scale;
      } else {
        const [cos, sin] = [Math.cos(value), Math.sin(value)];
        z[k] = input.kind === 'cos' ? cos : sin;
        slopes[k] = input.kind === 'cos' ? -sin : cos;
      }
    }
    return { z, slopes };
  };
}

/** The value of a term. @param x (2d) */
export function termValue(term: EnergyTerm, x: Float64Array): number {
  switch (term.kind) {
    case 'linear':
      return (x[term.coordinate]! - term.centre) / term.scale;
    case 'product': {
      const [a, b] = term.coordinates;
      const product = shifted(term, 0, x) * shifted(term, 1, x);
      return a === b ? product / 2 : product;
    }
    case 'exponential':
      return Math.exp(x[term.coordinate]! / term.scale);
    case 'cosine':
      return Math.cos(x[term.coordinate]! / term.scale);
    case 'sine':
      return Math.sin(x[term.coordinate]! / term.scale);
  }
}

/** Adds ∂term/∂xₖ to out[at + k · stride]. @param x (2d) */
export function addTermGradient(
  term: EnergyTerm,
  x: Float64Array,
  out: Float64Array,
  at: number,
  stride: number,
): void {
  if (term.kind === 'product') {
    const [a, b] = term.coordinates;
    const half = a === b ? 0.5 : 1;
    out[at + a * stride]! += (half * shifted(term, 1, x)) / term.scales[0];
    out[at + b * stride]! += (half * shifted(term, 0, x)) / term.scales[1];
    return;
  }
  const { coordinate, scale } = term;
  const value = x[coordinate]! / scale;
  const slope = {
    linear: () => 1,
    exponential: () => Math.exp(value),
    cosine: () => -Math.sin(value),
    sine: () => Math.cos(value),
  }[term.kind]();
  out[at + coordinate * stride]! += slope / scale;
}

function shifted(term: Extract<EnergyTerm, { readonly kind: 'product' }>, side: 0 | 1, x: Float64Array): number {
  return (x[term.coordinates[side]]! - term.centres[side]) / term.scales[side];
}
