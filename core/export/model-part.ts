/** The part of the model file that holds the function itself: how each kind of model is written, and read back bit for bit. */
import type { ActivationId } from '../network/activation.ts';
import type { MultilayerNetwork } from '../network/multilayer-network.ts';
import type { SampledHamiltonian } from '../network/sampled-hamiltonian.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import { IDENTIFIED_FORMULA, readIdentified, writeIdentified } from './identified-part.ts';
import { asCount, asList, asMatrix, asNumber, asNumbers, asRecord, matrix, refusal } from './json-fields.ts';

const HAMILTONS_EQUATIONS = 'dq/dt = dH/dp, dp/dt = -dH/dq';
const LAYERS =
  'a = x; for every layer but the last: a = activation(W a + b), W = weights, b = biases; last layer: W a + b; tanh, softplus(z) = ln(1 + e^z), relu(z) = max(0, z)';

/** The formulas of a model in words, for the human reader of the file. */
export function modelFormula(model: TrainedModel) {
  switch (model.kind) {
    case 'sampled-hamiltonian':
      return {
        hamiltonian: 'H(x) = constant + sum_j coefficients[j] * tanh(sum_k weights[j][k] * x[k] + biases[j])',
        gradient:
          'dH/dx[k] = sum_j coefficients[j] * (1 - tanh(z_j)^2) * weights[j][k], z_j = sum_k weights[j][k] * x[k] + biases[j]',
        motion: HAMILTONS_EQUATIONS,
      };
    case 'network-hamiltonian':
      return { hamiltonian: `H(x) = output of the layers; ${LAYERS}`, motion: HAMILTONS_EQUATIONS };
    case 'identified-hamiltonian':
      return IDENTIFIED_FORMULA;
    case 'network-field':
      return { motion: `[dq/dt, dp/dt] = output of the layers; ${LAYERS}`, gradient: '[-dp/dt, dq/dt]; there is no H' };
  }
}

/** The numbers of a model. */
export function writeModelPart(model: TrainedModel) {
  if (model.kind === 'identified-hamiltonian') return writeIdentified(model);
  if (model.kind !== 'sampled-hamiltonian') {
    const { activation } = model.network;
    return { kind: model.kind, activation, layers: layersOf(model.network) };
  }
  const { kind, dof, width, weights, biases, coefficients, constant } = model;
  return {
    kind,
    activation: 'tanh',
    width,
    weights: matrix(weights, width, 2 * dof),
    biases: Array.from(biases),
    coefficients: Array.from(coefficients),
    constant,
  };
}

/** Reads what `writeModelPart` wrote; version 1 of the file has no `kind`. @throws CoreError `bad-argument`, naming the place */
export function readModelPart(value: unknown, dof: number): TrainedModel {
  const part = asRecord(value, 'model');
  const kind = part['kind'] ?? 'sampled-hamiltonian';
  if (kind === 'sampled-hamiltonian') return readSampled(part, dof);
  if (kind === 'identified-hamiltonian') return readIdentified(part, dof);
  if (kind !== 'network-hamiltonian' && kind !== 'network-field') {
    throw refusal(`In the model file 'model.kind' is ${JSON.stringify(kind)}, which this program does not know.`);
  }
  const network = readNetwork(part, 2 * dof, kind === 'network-field' ? 2 * dof : 1);
  return kind === 'network-field' ? { kind, dof, network } : { kind, dof, network };
}

function readSampled(part: Readonly<Record<string, unknown>>, dof: number): SampledHamiltonian {
  const width = asCount(part['width'], 'model.width');
  return {
    kind: 'sampled-hamiltonian',
    dof,
    width,
    weights: asMatrix(part['weights'], width, 2 * dof, 'model.weights'),
    biases: Float64Array.from(asNumbers(part['biases'], width, 'model.biases')),
    coefficients: Float64Array.from(asNumbers(part['coefficients'], width, 'model.coefficients')),
    constant: asNumber(part['constant'], 'model.constant'),
  };
}

function layersOf({ sizes, parameters }: MultilayerNetwork) {
  let at = 0;
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer]!;
    const weights = matrix(parameters.subarray(at, at + outputs * inputs), outputs, inputs);
    at += outputs * inputs;
    const biases = Array.from(parameters.subarray(at, at + outputs));
    at += outputs;
    return { weights, biases };
  });
}

function readNetwork(part: Readonly<Record<string, unknown>>, inputs: number, outputs: number): MultilayerNetwork {
  const sizes = [inputs];
  const layers: Float64Array[] = [];
  for (const [index, entry] of asList(part['layers'], null, 'model.layers').entries()) {
    const place = `model.layers[${index}]`;
    const layer = asRecord(entry, place);
    const units = asList(layer['biases'], null, `${place}.biases`).length;
    layers.push(
      asMatrix(layer['weights'], units, sizes.at(-1)!, `${place}.weights`),
      Float64Array.from(asNumbers(layer['biases'], units, `${place}.biases`)),
    );
    sizes.push(units);
  }
  if (sizes.length < 2 || sizes.at(-1) !== outputs) {
    throw refusal(`In the model file the last of 'model.layers' must have ${outputs} outputs.`);
  }
  const parameters = new Float64Array(layers.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const layer of layers) {
    parameters.set(layer, at);
    at += layer.length;
  }
  return { activation: readActivation(part['activation']), sizes, parameters };
}

const ACTIVATIONS: readonly ActivationId[] = ['tanh', 'softplus', 'relu'];

function readActivation(value: unknown): ActivationId {
  const found = ACTIVATIONS.find((activation) => activation === value);
  if (found === undefined) {
    throw refusal(`In the model file 'model.activation' must be one of ${ACTIVATIONS.join(', ')}.`);
  }
  return found;
}
