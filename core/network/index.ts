// The sampled network Ĥ: its data, its features and their derivatives, single and batched evaluation. No sampling, no solving.
// One network type for now; another activation is a file beside `hidden-layer.ts` that gives value and slope of a neuron.
export type { SampledHamiltonian } from './sampled-hamiltonian.ts';
export { sechSquared, writeFeatures, writeSlopes } from './hidden-layer.ts';
export type { HiddenLayer } from './hidden-layer.ts';
export { evaluateEnergies, evaluateGradients, evaluateVectorField, networkFunction } from './network-function.ts';
