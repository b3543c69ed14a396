import { createRegistry } from '../registry.ts';
import { central } from './central.ts';
import type { DerivativeMethod } from './derivative-method.ts';
import { localPolynomial } from './local-polynomial.ts';
import { savitzkyGolay } from './savitzky-golay.ts';
import { smoothingSpline } from './smoothing-spline.ts';

/** Every way to estimate derivatives, by id. */
export const DERIVATIVE_METHODS = createRegistry<DerivativeMethod>('derivative method', [
  smoothingSpline,
  savitzkyGolay,
  localPolynomial,
  central,
]);
