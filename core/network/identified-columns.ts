import { sechSquared } from './hidden-layer.ts';
import type { IdentificationBasis } from './identified-hamiltonian.ts';
import {
  addTermGradient,
  forceValue,
  neuronArgument,
  termValue,
  writeInputs,
  writeInputSlopes,
} from './identified-terms.ts';

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
  const { dof, width, inputs, terms, biases, weights } = basis;
  const size = 2 * dof;
  const columns = energyColumnCount(basis);
  const values = new Float64Array(count * columns);
  const z = new Float64Array(inputs.length);
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    writeInputs(inputs, x, z);
    const at = i * columns;
    for (let j = 0; j < width; j++) values[at + j] = Math.tanh(neuronArgument(weights, j, biases[j]!, z));
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
  const size = 2 * basis.dof;
  const columns = energyColumnCount(basis);
  const values = new Float64Array(count * size * columns);
  const places = Array.from({ length: size }, (_, coordinate) => ({ row: coordinate, factor: 1 }));
  writeGradients(basis, states, { places, rows: size, columns }, values);
  return values;
}

/**
 * What each column contributes to ẋ = [q̇, ṗ]: J∇ of the columns of Ĥ, and the forces in the rows of ṗ. The kinetic part of a basis with masses is
 * not among them. @param values (n, 2d, columns) zeros; is returned
 */
export function fieldColumns(
  basis: IdentificationBasis,
  points: ColumnPoints,
  values: Float64Array = new Float64Array(points.states.length * columnCount(basis)),
): Float64Array {
  const { dof } = basis;
  const size = 2 * dof;
  const columns = columnCount(basis);
  const places = Array.from({ length: size }, (_, coordinate) =>
    coordinate < dof ? { row: dof + coordinate, factor: -1 } : { row: coordinate - dof, factor: 1 },
  );
  writeGradients(basis, points.states, { places, rows: size, columns }, values);
  const energy = energyColumnCount(basis);
  writeForces(basis, points, (i, axis) => (i * size + dof + axis) * columns + energy, values);
  return values;
}

/** What each column contributes to q̈ = (−∂V/∂q + force)/m of a basis with masses m. @param values (n, d, columns) zeros; is returned */
export function accelerationColumns(
  basis: IdentificationBasis & { readonly masses: readonly number[] },
  points: ColumnPoints,
  values: Float64Array = new Float64Array((points.states.length / 2) * columnCount(basis)),
): Float64Array {
  const { dof, masses } = basis;
  const columns = columnCount(basis);
  const rows = points.states.length / 2;
  const places = masses.map((mass, coordinate) => ({ row: coordinate, factor: -1 / mass }));
  writeGradients(basis, points.states, { places, rows: dof, columns }, values);
  const energy = energyColumnCount(basis);
  writeForces(basis, points, (i, axis) => (i * dof + axis) * columns + energy, values);
  for (let row = 0; row < rows; row++) {
    for (let j = row * columns + energy; j < (row + 1) * columns; j++) values[j]! /= masses[row % dof]!;
  }
  return values;
}

/** Where ∂/∂x of a coordinate goes: which row of a sample, times which factor; a coordinate without a place is left out. */
interface Places {
  readonly places: readonly { readonly row: number; readonly factor: number }[];
  /** Rows per sample. */
  readonly rows: number;
  readonly columns: number;
}

function writeGradients(
  basis: IdentificationBasis,
  states: Float64Array,
  { places, rows, columns }: Places,
  values: Float64Array,
): void {
  const { width, inputs, terms, biases, weights } = basis;
  const size = 2 * basis.dof;
  const count = states.length / size;
  const z = new Float64Array(inputs.length);
  const slopes = new Float64Array(inputs.length);
  const gradient = new Float64Array(size);
  const rowOf = Int32Array.from(inputs, ({ coordinate }) => places[coordinate]!.row);
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    writeInputs(inputs, x, z);
    writeInputSlopes(inputs, x, slopes);
    for (let k = 0; k < z.length; k++) slopes[k]! *= places[inputs[k]!.coordinate]!.factor;
    const at = i * rows * columns;
    for (let j = 0; j < width; j++) {
      const slope = sechSquared(neuronArgument(weights, j, biases[j]!, z));
      for (let k = 0; k < z.length; k++) {
        values[at + rowOf[k]! * columns + j]! += slope * slopes[k]! * weights[j * z.length + k]!;
      }
    }
    for (let k = 0; k < terms.length; k++) {
      gradient.fill(0);
      addTermGradient(terms[k]!, 1, x, gradient);
      for (let c = 0; c < places.length; c++) {
        values[at + places[c]!.row * columns + width + k] = places[c]!.factor * gradient[c]!;
      }
    }
  }
}

function writeForces(
  { dof, inputs: neuronInputs, forces }: IdentificationBasis,
  { states, times, inputs }: ColumnPoints,
  placeOf: (sample: number, axis: number) => number,
  values: Float64Array,
): void {
  const size = 2 * dof;
  const count = states.length / size;
  const inputCount = count === 0 ? 0 : inputs.length / count;
  const z = new Float64Array(neuronInputs.length);
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    const moment = { time: times[i]!, inputs: inputs.subarray(i * inputCount, (i + 1) * inputCount) };
    writeInputs(neuronInputs, x, z);
    forces.forEach((force, l) => {
      values[placeOf(i, force.axis) + l] = forceValue(force, x, z, moment);
    });
  }
}
