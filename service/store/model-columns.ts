/**
 * The columns that hold a model: those of a sampled network, which an identified one shares, or those of a multilayer network; the others stay empty.
 */
import type { MultilayerNetwork } from '../../core/network/multilayer-network.ts';
import type { IdentifiedHamiltonian, TrainedModel } from '../../core/network/index.ts';
import { fromBlob, toBlob } from './blobs.ts';
import { readBytes, readJson, readNumber, readText, toJsonText } from './rows.ts';
import type { SqlRow, SqlValue } from './sqlite.ts';

type Structure = Pick<IdentifiedHamiltonian, 'inputs' | 'terms' | 'forces' | 'masses'>;

/** Values of width, weights, biases, coefficients, constant, network, parameters and structure, in this order. */
export function modelColumns(model: TrainedModel): readonly SqlValue[] {
  if (model.kind === 'network-hamiltonian' || model.kind === 'network-field') {
    const { activation, sizes, parameters } = model.network;
    return [null, null, null, null, null, toJsonText({ activation, sizes }), toBlob(parameters), null];
  }
  const { width, weights, biases, coefficients, constant } = model;
  const structure = model.kind === 'identified-hamiltonian' ? structureText(model) : null;
  return [width, toBlob(weights), toBlob(biases), toBlob(coefficients), constant, null, null, structure];
}

/** The model of a row. @throws AppError `library-damaged` for blobs of the wrong size */
export function toModel(row: SqlRow): TrainedModel {
  // Written by `modelColumns`.
  const kind = readText(row, 'kind') as TrainedModel['kind'];
  const dof = readNumber(row, 'dof');
  const blob = (column: string, ...shape: readonly number[]) => fromBlob(readBytes(row, column), ...shape);
  if (kind === 'network-hamiltonian' || kind === 'network-field') {
    const { activation, sizes } = readJson(row, 'network') as Pick<MultilayerNetwork, 'activation' | 'sizes'>;
    const count = sizes.slice(1).reduce((sum, outputs, layer) => sum + outputs * (sizes[layer]! + 1), 0);
    return { kind, dof, network: { activation, sizes, parameters: blob('parameters', count) } };
  }
  const width = readNumber(row, 'width');
  const shared = { dof, width, biases: blob('biases', width), constant: readNumber(row, 'constant') };
  if (kind === 'sampled-hamiltonian') {
    return { kind, ...shared, weights: blob('weights', width, 2 * dof), coefficients: blob('coefficients', width) };
  }
  const structure = readJson(row, 'structure') as Structure; // Written by `structureText`.
  const { inputs, terms, forces } = structure;
  return {
    kind,
    ...shared,
    ...structure,
    weights: blob('weights', width, inputs.length),
    coefficients: blob('coefficients', width + terms.length + forces.length),
  };
}

function structureText({ inputs, terms, forces, masses }: IdentifiedHamiltonian): string {
  return toJsonText({ inputs, terms, forces, masses } satisfies Structure);
}
