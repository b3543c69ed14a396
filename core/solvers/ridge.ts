import { CoreError } from '../errors.ts';

/** ε = 2⁻⁵², the default of `ridge`: enough to keep ‖w‖ bounded by ‖r‖/μ, too little to cost digits. */
export const DEFAULT_RIDGE = 2 ** -52;

/** @throws CoreError `bad-argument` for a ridge that is negative or not finite */
export function checkRidge(ridge: number): void {
  if (Number.isFinite(ridge) && ridge >= 0) return;
  throw new CoreError('bad-argument', `The ridge must be a number from 0, got ${ridge}.`, {
    hint: `Leave it at ${DEFAULT_RIDGE}, or raise it towards the relative noise of the derivatives.`,
    context: { ridge },
  });
}
