import type { Recogniser } from './recogniser.ts';
import { groupColumns, trajectoryRules } from './side-by-side.ts';

/** `Position (m) Run #1`: the quantity, then the run. */
const NAME = /^(\S.*\S) (Run #\d+)$/;

/** PASCO Capstone and SPARKvue, exported as CSV: runs side by side, `Time (s) Run #1`, `Position (m) Run #1`, …, of unequal lengths. */
export const capstone: Recogniser = {
  id: 'capstone',
  label: 'PASCO Capstone',
  recognise({ header }) {
    const names = header.map((name) => NAME.exec(name));
    const labels = names.map((match) => match?.[2] ?? null);
    const quantities = names.map((match) => match?.[1] ?? '');
    if (header.length < 2 || labels.includes(null) || !/^(?:time|zeit) \(/i.test(quantities[0]!)) return null;
    const sideBySide = groupColumns(labels, quantities);
    return {
      label: sideBySide === null ? 'PASCO Capstone' : `PASCO Capstone, ${sideBySide.length} runs`,
      format: { headerRows: 1, hasUnitsRow: false },
      preset: {
        time: { kind: 'column', column: 0, reading: 'number' },
        ...(sideBySide !== null && { trajectories: trajectoryRules({ sideBySide }) }),
      },
    };
  },
};
