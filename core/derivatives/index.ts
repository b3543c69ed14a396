// Time derivatives of sampled columns, the noise of the samples, and which method suits them. Reading and cutting of data belong to import.
// To add one: a file with an object satisfying `DerivativeMethod`, its id there and in `DerivativeMethodId`, and one line below.
import { createRegistry } from '../registry.ts';
import { central } from './central.ts';
import type { DerivativeMethod } from './derivative-method.ts';
import { localPolynomial } from './local-polynomial.ts';
import { savitzkyGolay } from './savitzky-golay.ts';
import { smoothingSpline } from './smoothing-spline.ts';

/** Every method, by id. */
export const DERIVATIVE_METHODS = createRegistry<DerivativeMethod>('derivative method', [
  smoothingSpline,
  savitzkyGolay,
  localPolynomial,
  central,
]);

export { defaultWindow } from './choose-window.ts';
export type { DerivativeEstimate, DerivativeInput, DerivativeMethod } from './derivative-method.ts';
export { dominantPeriod } from './dominant-period.ts';
export type { Period } from './dominant-period.ts';
export { median } from './median.ts';
export { estimateNoise } from './noise.ts';
export { areStepsEven, isUsualStep, stepFacts } from './steps.ts';
export type { StepFacts } from './steps.ts';
