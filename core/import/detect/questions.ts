import type { ImportQuestion } from '../import-report.ts';

/** Asks what the comma in a number like `1,234` means. */
export function decimalMarkQuestion(example: string): ImportQuestion {
  return {
    code: 'decimal-mark',
    message: `Every number with a comma has three digits behind it: is '${example}' written with a decimal comma, or in thousands?`,
    choices: [
      { id: 'comma', label: `${example} → ${example.replace(',', '.')}` },
      { id: 'thousands', label: `${example} → ${example.replace(',', '')}` },
    ],
  };
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Asks which number of a date like `03/04/2024` is the month. */
export function dateOrderQuestion(example: string): ImportQuestion {
  const [first, second] = example.split(/[/-]/, 2).map(Number);
  return {
    code: 'date-order',
    message: `Does '${example}' name the day or the month first?`,
    choices: [
      { id: 'day-first', label: `${example} → ${first!} ${MONTHS[second! - 1]!}` },
      { id: 'month-first', label: `${example} → ${second!} ${MONTHS[first! - 1]!}` },
    ],
  };
}
