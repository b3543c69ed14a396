import { vectorFieldFromGradient } from '../phase-space.ts';
import type { HamiltonianFunction, PhaseFlow } from '../phase-space.ts';
import { layerShapes, networkEvaluator } from './multilayer-network.ts';
import type { MultilayerNetwork } from './multilayer-network.ts';
import { evaluateEnergies, evaluateVectorField } from './evaluate-hamiltonian.ts';
import { identifiedFlow, identifiedHamiltonian } from './identified-function.ts';
import { networkFunction } from './network-function.ts';
import type { NetworkField, NetworkHamiltonian, TrainedModel } from './trained-model.ts';

/** Ĥ and ∇Ĥ of a model; null for a learned field, which has no Hamiltonian. Neither function allocates. */
export function hamiltonianOf(model: TrainedModel): HamiltonianFunction | null {
  switch (model.kind) {
    case 'sampled-hamiltonian':
      return networkFunction(model);
    case 'network-hamiltonian':
      return networkHamiltonian(model);
    case 'identified-hamiltonian':
      return identifiedHamiltonian(model);
    case 'network-field':
      return null;
  }
}

/** The motion of any model without what drives it from outside, see `identifiedFlow`; for integrators. Its gradient does not allocate. */
export function flowOf(model: TrainedModel): PhaseFlow {
  if (model.kind === 'identified-hamiltonian') return identifiedFlow(model);
  return model.kind === 'network-field' ? fieldFlow(model) : hamiltonianOf(model)!;
}

/** Ĥ of any model at `count` states; null for a learned field. @param states (count, 2d) row-major   @returns (count) */
export function energiesOf(model: TrainedModel, states: Float64Array, count: number): Float64Array<ArrayBuffer> | null {
  if (model.kind === 'sampled-hamiltonian') return evaluateEnergies(model, states, count);
  const learned = hamiltonianOf(model);
  if (learned === null) return null;
  const size = 2 * model.dof;
  return Float64Array.from({ length: count }, (_, i) => learned.value(states.subarray(i * size, (i + 1) * size)));
}

/** ẋ̂ of any model at `count` states, that of `flowOf`. @param states (count, 2d) row-major   @returns (count, 2d), [q̇, ṗ] per row */
export function evaluateField(model: TrainedModel, states: Float64Array, count: number): Float64Array<ArrayBuffer> {
  if (model.kind === 'sampled-hamiltonian') return evaluateVectorField(model, states, count);
  const flow = flowOf(model);
  const size = 2 * model.dof;
  const out = new Float64Array(count * size);
  const gradient = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    flow.gradient(states.subarray(i * size, (i + 1) * size), gradient);
    vectorFieldFromGradient(gradient, out.subarray(i * size, (i + 1) * size));
  }
  return out;
}

function networkHamiltonian({ dof, network }: NetworkHamiltonian): HamiltonianFunction {
  const evaluator = networkEvaluator(network);
  const energy = new Float64Array(1);
  return {
    dof,
    isSeparable: false,
    gradientRounding: Number.EPSILON * Math.sqrt(Math.max(...squaredPaths(network))),
    value: (x) => {
      evaluator.output(x, energy);
      return energy[0]!;
    },
    gradient: (x, out) => {
      evaluator.inputGradient(x, out);
    },
  };
}

function fieldFlow({ dof, network }: NetworkField): PhaseFlow {
  const evaluator = networkEvaluator(network);
  const field = new Float64Array(2 * dof);
  return {
    dof,
    isSeparable: false,
    gradientRounding: Number.EPSILON * lastLayerNorm(network),
    gradient: (x, out) => {
      evaluator.output(x, field);
      for (let k = 0; k < dof; k++) {
        out[k] = -field[dof + k]!;
        out[dof + k] = field[k]!;
      }
    },
  };
}

/**
 * Per input k the sum over all paths to the output of the squared products of weights. ∂Ĥ/∂xₖ sums these products, each times slopes ≤ 1, and their
 * rounding errors add like independent ones. With one hidden layer this is the measure of `networkFunction`.
 */
function squaredPaths({ sizes, parameters }: MultilayerNetwork): Float64Array {
  let sums = Float64Array.of(1);
  for (const { inputs, outputs, weightsAt } of layerShapes(sizes).toReversed()) {
    const lower = new Float64Array(inputs);
    for (let j = 0; j < outputs; j++) {
      for (let k = 0; k < inputs; k++) lower[k]! += sums[j]! * parameters[weightsAt + j * inputs + k]! ** 2;
    }
    sums = lower;
  }
  return sums;
}

/** Largest 2-norm of a row of the last layer: each output sums these weights times values of order one. */
function lastLayerNorm({ sizes, parameters }: MultilayerNetwork): number {
  const { inputs, outputs, weightsAt } = layerShapes(sizes).at(-1)!;
  let largest = 0;
  for (let j = 0; j < outputs; j++) {
    const row = parameters.subarray(weightsAt + j * inputs, weightsAt + (j + 1) * inputs);
    largest = Math.max(
      largest,
      row.reduce((sum, weight) => sum + weight * weight, 0),
    );
  }
  return Math.sqrt(largest);
}
