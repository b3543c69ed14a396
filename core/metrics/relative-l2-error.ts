import { CoreError } from '../errors.ts';

/** Truth below this everywhere counts as zero: a relative error would divide by rounding. */
const ZERO = 1e-15;

/** An error that says which kind it is. */
export interface L2Error {
  /** `absolute` when the truth is zero everywhere: then `value` is ‖truth − prediction‖₂ itself. */
  readonly kind: 'relative' | 'absolute';
  readonly value: number;
}

/**
 * ‖truth − prediction‖₂ / ‖truth‖₂ over all entries, nothing centred.
 * @throws CoreError `bad-argument` when the lengths differ
 */
export function relativeL2Error(truth: Float64Array, prediction: Float64Array): L2Error {
  if (truth.length !== prediction.length) {
    throw new CoreError(
      'bad-argument',
      `relativeL2Error: expected equal lengths, got ${truth.length} and ${prediction.length}.`,
    );
  }
  let difference = 0;
  let reference = 0;
  let isZero = true;
  for (let i = 0; i < truth.length; i++) {
    difference += (truth[i]! - prediction[i]!) ** 2;
    reference += truth[i]! ** 2;
    if (Math.abs(truth[i]!) >= ZERO) isZero = false;
  }
  if (isZero) return { kind: 'absolute', value: Math.sqrt(difference) };
  return { kind: 'relative', value: Math.sqrt(difference / reference) };
}
