import type { IdentifiedHamiltonian } from './identified-hamiltonian.ts';
import type { MultilayerNetwork } from './multilayer-network.ts';
import type { SampledHamiltonian } from './sampled-hamiltonian.ts';

/** Ĥ(x) as a multilayer network with one output: what the Adam-trained HNN gives. */
export interface NetworkHamiltonian {
  readonly kind: 'network-hamiltonian';
  readonly dof: number;
  readonly network: MultilayerNetwork;
}

/** x ↦ ẋ = [q̇, ṗ] as a multilayer network with 2d outputs: what the ODE-nets give. It has no Hamiltonian. */
export interface NetworkField {
  readonly kind: 'network-field';
  readonly dof: number;
  readonly network: MultilayerNetwork;
}

/** Every kind of model a run can end with. */
export type TrainedModel = SampledHamiltonian | NetworkHamiltonian | NetworkField | IdentifiedHamiltonian;
