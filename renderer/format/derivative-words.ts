import type { DerivativeMethodId } from '../state/contract-types.ts';

/** What the methods are called. */
export const DERIVATIVE_WORDS: Readonly<Record<DerivativeMethodId, string>> = {
  'smoothing-spline': 'Smoothing spline',
  'savitzky-golay': 'Savitzky–Golay',
  'local-polynomial': 'Local polynomial',
  central: 'Central difference',
};
