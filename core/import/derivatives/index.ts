// Ways to estimate time derivatives from samples. Smoothing for its own sake does not belong here.
// To add one: a file with an object satisfying `DerivativeMethod`, and a choice in `ImportOptions`.
export type { DerivativeInput, DerivativeMethod } from './derivative-method.ts';
export { savitzkyGolay } from './savitzky-golay.ts';
