import type { HamiltonianFunction, PhaseFlow } from '../phase-space.ts';
import { activations } from './activation.ts';
import type { ForceTerm, IdentifiedHamiltonian } from './identified-hamiltonian.ts';
import {
  addTermGradient,
  forceValue,
  neuronArgument,
  termValue,
  writeInputs,
  writeInputSlopes,
} from './identified-terms.ts';
import type { Moment } from './identified-terms.ts';

const { tanh } = activations;

/** True when something beside −∂H/∂q acts: Ĥ is then not conserved. */
export function hasForces({ forces }: IdentifiedHamiltonian): boolean {
  return forces.length > 0;
}

/** True when a force depends on time: the motion then needs `drivenFlow`. */
export function hasDrive({ forces }: IdentifiedHamiltonian): boolean {
  return forces.some(({ kind }) => kind === 'input' || kind === 'harmonic');
}

/**
 * Ĥ(x) = [Σ pᵢ²/(2mᵢ)] + Σⱼ cⱼ tanh(wⱼ·z(x) + bⱼ) + Σₖ c_{N+k} termₖ(x) + c₀ and its gradient, without forces. Neither function allocates.
 * Separable when the masses are given, because inputs and terms then look at positions alone.
 */
export function identifiedHamiltonian(model: IdentifiedHamiltonian): HamiltonianFunction {
  const { dof, width, inputs, weights, biases, terms, masses, coefficients, constant } = model;
  const z = new Float64Array(inputs.length);
  const slopes = new Float64Array(inputs.length);
  // Weights input by input, and the tanh of the trained networks: two thirds of the time of one neuron after the other.
  const byInput = inputs.map((_, i) =>
    Float64Array.from({ length: width }, (__, j) => weights[j * inputs.length + i]!),
  );
  const work = new Float64Array(width);
  const sech = new Float64Array(width);
  const unused = new Float64Array(width);
  return {
    dof,
    isSeparable: masses !== null,
    gradientRounding: gradientRounding(model),
    value: (x) => {
      writeInputs(inputs, x, z);
      let sum = constant;
      for (let k = 0; masses !== null && k < dof; k++) sum += x[dof + k]! ** 2 / (2 * masses[k]!);
      for (let j = 0; j < width; j++) sum += coefficients[j]! * Math.tanh(neuronArgument(weights, j, biases[j]!, z));
      for (let k = 0; k < terms.length; k++) sum += coefficients[width + k]! * termValue(terms[k]!, x);
      return sum;
    },
    gradient: (x, out) => {
      writeInputs(inputs, x, z);
      writeInputSlopes(inputs, x, slopes);
      for (let j = 0; j < width; j++) work[j] = biases[j]!;
      for (let i = 0; i < inputs.length; i++) {
        const own = byInput[i]!;
        const at = z[i]!;
        for (let j = 0; j < width; j++) work[j]! += own[j]! * at;
      }
      tanh.write(work, width, work, sech, unused);
      for (let j = 0; j < width; j++) sech[j]! *= coefficients[j]!;
      out.fill(0);
      for (let k = 0; masses !== null && k < dof; k++) out[dof + k] = x[dof + k]! / masses[k]!;
      for (let i = 0; i < inputs.length; i++) {
        const own = byInput[i]!;
        let sum = 0;
        for (let j = 0; j < width; j++) sum += sech[j]! * own[j]!;
        out[inputs[i]!.coordinate]! += sum * slopes[i]!;
      }
      for (let k = 0; k < terms.length; k++) addTermGradient(terms[k]!, coefficients[width + k]!, x, out);
    },
  };
}

/**
 * The motion of Ĥ with friction and torques: q̇ = ∂Ĥ/∂p, ṗ = −∂Ĥ/∂q + Σₗ c_{N+terms+l} forceₗ. Known inputs and harmonic drives, which depend on
 * time, are left out (u = 0) unless a moment is given, at which they stand still; `drivenFlow` follows them. Its gradient does not allocate.
 */
export function identifiedFlow(model: IdentifiedHamiltonian, moment: Moment | null = null): PhaseFlow {
  const hamiltonian = identifiedHamiltonian(model);
  const subtractForces = forceFunction(model);
  return {
    dof: model.dof,
    isSeparable: hamiltonian.isSeparable && !model.forces.some(dependsOnMomentum),
    gradientRounding: hamiltonian.gradientRounding,
    gradient: (x, out) => {
      hamiltonian.gradient(x, out);
      subtractForces(x, moment, out);
    },
  };
}

/** Makes the function that takes the forces at a state (2d) and moment from [−ṗ…, q̇…] (2d). It does not allocate. */
function forceFunction({ width, inputs, terms, forces, coefficients }: IdentifiedHamiltonian) {
  const z = new Float64Array(inputs.length);
  const seesInputs = forces.some(({ kind }) => kind === 'network-friction');
  const first = width + terms.length;
  return (x: Float64Array, moment: Moment | null, out: Float64Array): void => {
    if (seesInputs) writeInputs(inputs, x, z);
    for (let l = 0; l < forces.length; l++) {
      const force = forces[l]!;
      out[force.axis]! -= coefficients[first + l]! * forceValue(force, x, z, moment);
    }
  };
}

function dependsOnMomentum({ kind }: ForceTerm): boolean {
  return kind !== 'torque' && kind !== 'input' && kind !== 'harmonic';
}

/**
 * ε · maxₖ √(Σ (what one column adds to ∂Ĥ/∂xₖ)²) at inputs and terms of order one: columns can be many orders larger than their sum, and their
 * rounding errors add like independent ones.
 */
function gradientRounding({ dof, width, inputs, weights, terms, coefficients }: IdentifiedHamiltonian): number {
  const squared = new Float64Array(2 * dof);
  const reaches = inputs.map((input) => (input.kind === 'scaled' ? 1 / input.scale : 1));
  for (let j = 0, at = 0; j < width; j++) {
    for (let i = 0; i < inputs.length; i++, at++) {
      squared[inputs[i]!.coordinate]! += (coefficients[j]! * weights[at]! * reaches[i]!) ** 2;
    }
  }
  terms.forEach((term, k) => {
    const coefficient = coefficients[width + k]!;
    if (term.kind !== 'product') squared[term.coordinate]! += (coefficient / term.scale) ** 2;
    else term.coordinates.forEach((axis, which) => (squared[axis]! += (coefficient / term.scales[which]!) ** 2));
  });
  return Number.EPSILON * Math.sqrt(Math.max(...squared));
}
