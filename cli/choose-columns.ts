import { AppError } from '../service/api/index.ts';
import { nearest } from './command.ts';

/** Columns that can be named. */
export interface ColumnNames {
  readonly file: string;
  readonly names: readonly string[];
}

/** A list `a,b`; a name that holds a comma itself is understood when it is the whole text. @throws AppError `missing-column` */
export function findColumns(text: string, table: ColumnNames): number[] {
  const whole = table.names.indexOf(text);
  return whole !== -1 ? [whole] : text.split(',').map((part) => findColumn(part, table));
}

/** By name as written, else by name in any case, else by number from 1. @throws AppError `missing-column` */
export function findColumn(text: string, { file, names }: ColumnNames): number {
  const wanted = text.trim();
  const exact = names.indexOf(wanted);
  if (exact !== -1) return exact;
  const lower = wanted.toLowerCase();
  const similar = names.flatMap((name, column) => (name.toLowerCase() === lower ? [column] : []));
  if (similar.length === 1) return similar[0]!;
  const number = /^\d+$/.test(wanted) ? Number(wanted) : NaN;
  if (number >= 1 && number <= names.length) return number - 1;
  const near = nearest(wanted, names);
  const guess = near === null ? '' : ` Did you mean '${near}'?`;
  const shown = names.slice(0, 30).map((name, i) => `${i + 1} ${name}`);
  throw new AppError('missing-column', `${file} has no column '${wanted}'.${guess}`, {
    hint: `The columns are: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}.`,
    context: { file, column: wanted },
  });
}
