// Learned models as data and as functions: the sampled network Ĥ with its features, multilayer networks for Ĥ or for ẋ, Ĥ with forces identified
// from measured motion. No sampling, no solving, no training. Another kind of model is a case of `TrainedModel` and of `flow-of-model.ts`; another
// activation is an entry of `activation.ts`.
export type { SampledHamiltonian } from './sampled-hamiltonian.ts';
export { sechSquared, writeFeatures, writeSlopes } from './hidden-layer.ts';
export type { HiddenLayer } from './hidden-layer.ts';
export {
  evaluateEnergies,
  evaluateGradients,
  evaluateHamiltonian,
  evaluateVectorField,
} from './evaluate-hamiltonian.ts';
export type { EnergiesAndGradients } from './evaluate-hamiltonian.ts';
export { evaluateGrid, planeEnergies, planeStates } from './evaluate-grid.ts';
export type { PlaneGrid } from './evaluate-grid.ts';
export { networkFunction } from './network-function.ts';
export { activations } from './activation.ts';
export type { Activation, ActivationId } from './activation.ts';
export { layerShapes, networkEvaluator, parameterCount } from './multilayer-network.ts';
export type { MultilayerNetwork, NetworkEvaluator } from './multilayer-network.ts';
export type { NetworkField, NetworkHamiltonian, TrainedModel } from './trained-model.ts';
export { energiesOf, evaluateField, flowOf, hamiltonianOf } from './flow-of-model.ts';
export { drivenFlow, fromExtended, toExtended } from './identified-drive.ts';
export type { Drive } from './identified-drive.ts';
export { hasDrive, hasForces, identifiedFlow, identifiedHamiltonian } from './identified-function.ts';
export type {
  EnergyTerm,
  ForceTerm,
  IdentificationBasis,
  IdentifiedHamiltonian,
  NeuronInput,
} from './identified-hamiltonian.ts';
export {
  addTermGradient,
  forceValue,
  neuronArgument,
  termValue,
  writeInputs,
  writeInputSlopes,
} from './identified-terms.ts';
export type { Moment } from './identified-terms.ts';
