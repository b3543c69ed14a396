import { energyColumnCount } from './identified-columns.ts';
import type { IdentifiedHamiltonian } from './identified-hamiltonian.ts';
import { forceValue, neuronArgument, writeInputs, writeInputSlopes } from './identified-terms.ts';

/** Step of the differences of forces, which are simple functions, in units of their argument's own scale of 1. */
const FORCE_STEP = 1e-5;

/** ∂²Ĥ/∂x∂x of the learned part at each state; without the kinetic part of given masses. @param states (count, 2d)   @returns (count, 2d, 2d) */
export function energyHessians(
  { dof, width, inputs, weights, biases, terms, coefficients }: IdentifiedHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const size = 2 * dof;
  const hessians = new Float64Array(count * size * size);
  const m = inputs.length;
  const z = new Float64Array(m);
  const slopes = new Float64Array(m);
  const bends = new Float64Array(m * m);
  const pulls = new Float64Array(m);
  for (let i = 0; i < count; i++) {
    const x = states.subarray(i * size, (i + 1) * size);
    writeInputs(inputs, x, z);
    writeInputSlopes(inputs, x, slopes);
    bends.fill(0);
    pulls.fill(0);
    for (let j = 0; j < width; j++) {
      const argument = neuronArgument(weights, j, biases[j]!, z);
      // tanh and its slope from one exponential, which is several times faster than Math.tanh.
      const e = Math.exp(-2 * Math.abs(argument));
      const slope = (coefficients[j]! * 4 * e) / (1 + e) ** 2;
      const bend = (-2 * Math.sign(argument) * slope * (1 - e)) / (1 + e);
      for (let k = 0; k < m; k++) {
        const weight = weights[j * m + k]!;
        pulls[k]! += slope * weight;
        for (let l = 0; l <= k; l++) bends[k * m + l]! += bend * weight * weights[j * m + l]!;
      }
    }
    const at = i * size * size;
    for (let k = 0; k < m; k++) {
      const row = inputs[k]!.coordinate;
      for (let l = 0; l < m; l++) {
        const bend = k >= l ? bends[k * m + l]! : bends[l * m + k]!;
        hessians[at + row * size + inputs[l]!.coordinate]! += bend * slopes[k]! * slopes[l]!;
      }
      // (cos x)″ = −cos x and (sin x)″ = −sin x.
      if (inputs[k]!.kind !== 'scaled') hessians[at + row * (size + 1)]! -= pulls[k]! * z[k]!;
    }
    for (let k = 0; k < terms.length; k++) {
      const term = terms[k]!;
      const coefficient = coefficients[width + k]!;
      if (term.kind === 'linear') continue;
      if (term.kind === 'product') {
        const [a, b] = term.coordinates;
        const bend = coefficient / (term.scales[0] * term.scales[1]);
        hessians[at + a * size + b]! += bend;
        if (a !== b) hessians[at + b * size + a]! += bend;
        continue;
      }
      const value = x[term.coordinate]! / term.scale;
      const bend = { exponential: Math.exp, cosine: (u: number) => -Math.cos(u), sine: (u: number) => -Math.sin(u) };
      hessians[at + term.coordinate * (size + 1)]! += (coefficient * bend[term.kind](value)) / term.scale ** 2;
    }
  }
  return hessians;
}

/**
 * ∂ẋ/∂x of the learned part of ẋ = J∇Ĥ + forces at each state: known inputs do not depend on x, and the kinetic part of given masses is left out.
 * @param states (count, 2d)   @returns (count, 2d, 2d)
 */
export function fieldJacobians(
  model: IdentifiedHamiltonian,
  states: Float64Array,
  count: number,
): Float64Array<ArrayBuffer> {
  const { dof, inputs, forces, coefficients } = model;
  const size = 2 * dof;
  const energy = energyColumnCount(model);
  const jacobians = energyHessians(model, states, count);
  const z = new Float64Array(inputs.length);
  const row = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    const at = i * size * size;
    // J times the Hessian: its halves exchanged, the lower one with the other sign.
    for (let a = 0; a < dof; a++) {
      const [upper, lower] = [at + a * size, at + (dof + a) * size];
      row.set(jacobians.subarray(upper, upper + size));
      for (let b = 0; b < size; b++) {
        jacobians[upper + b] = jacobians[lower + b]!;
        jacobians[lower + b] = -row[b]!;
      }
    }
    if (forces.length === 0) continue;
    const x = states.slice(i * size, (i + 1) * size);
    const force = (index: number) => {
      writeInputs(inputs, x, z);
      return coefficients[energy + index]! * forceValue(forces[index]!, x, z, null);
    };
    for (let b = 0; b < size; b++) {
      const here = x[b]!;
      for (let index = 0; index < forces.length; index++) {
        x[b] = here + FORCE_STEP;
        const ahead = force(index);
        x[b] = here - FORCE_STEP;
        const behind = force(index);
        jacobians[at + (dof + forces[index]!.axis) * size + b]! += (ahead - behind) / (2 * FORCE_STEP);
      }
      x[b] = here;
    }
  }
  return jacobians;
}
