import type { ImportQuestion } from '../import-report.ts';
import type { Marks } from './decimal-mark.ts';

/** Asks what the comma in a number like `1,234` means, or the point in `1.234`. */
export function decimalMarkQuestion({ example, within }: NonNullable<Marks['doubt']>): ImportQuestion {
  const isComma = example.includes(',');
  const [mark, name, otherName] = isComma ? [',', 'comma', 'point'] : ['.', 'point', 'comma'];
  const inThousands = {
    id: isComma ? 'thousands' : 'point-thousands',
    label: `${example} → ${example.replace(mark, '')}`,
  };
  // One decimal mark holds for the whole table: a column with another one is not read.
  if (within === 'column') {
    return {
      code: 'decimal-mark',
      message: `Other columns have a decimal ${otherName}: is '${example}' in thousands, or has its column a decimal ${name}?`,
      choices: [inThousands, { id: otherName, label: `decimal ${name}: ${example} is not read` }],
    };
  }
  return {
    code: 'decimal-mark',
    message: `Every number with a ${name} has three digits behind it: is '${example}' written with a decimal ${name}, or in thousands?`,
    choices: [{ id: name, label: `${example} → ${example.replace(mark, '.')}` }, inThousands],
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
