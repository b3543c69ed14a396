// Time derivatives of sampled columns, the noise of the samples, and which method suits them. Reading and cutting of data belong to import.
// To add one: a file with an object satisfying `DerivativeMethod`, its id there and in `DerivativeMethodId`, and one line in methods.ts.
export { chooseDerivative } from './choose-derivative.ts';
export type { DerivativeDefault } from './choose-derivative.ts';
export { defaultWindow } from './choose-window.ts';
export { compareDerivatives } from './compare-derivatives.ts';
export type { DerivativeComparison, DerivativeFigures } from './compare-derivatives.ts';
export type { DerivativeEstimate, DerivativeInput, DerivativeMethod } from './derivative-method.ts';
export { deviation } from './deviation.ts';
export { dominantPeriod } from './dominant-period.ts';
export type { Period } from './dominant-period.ts';
export { median } from './median.ts';
export { DERIVATIVE_METHODS } from './methods.ts';
export { estimateNoise } from './noise.ts';
export { areStepsEven, isUsualStep, stepFacts } from './steps.ts';
export type { StepFacts } from './steps.ts';
