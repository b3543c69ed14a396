/** What the command line asks of the numerics of measured motion before anything is stored, and how numbers are said in sentences. */
import { CoreError } from '../core/errors.ts';
import { checkOptions, type CheckedData, type CheckedOption } from '../core/identification/check-options.ts';
import type { IdentificationOptions } from '../core/identification/options.ts';

export { formatNumber } from '../core/experiment/format-number.ts';
export { samplingRate } from '../core/identification/check-options.ts';

/** The first option that is refused, with what is wrong and what to do; null when all fit. */
export function findWrongOption(
  options: IdentificationOptions,
  data: CheckedData,
): { readonly option: CheckedOption; readonly words: string } | null {
  try {
    checkOptions(options, data);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof CoreError)) throw thrown;
    return { option: thrown.context['option'] as CheckedOption, words: `${thrown.message} ${thrown.hint}` };
  }
}
